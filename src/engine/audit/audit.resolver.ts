import { GraphQLJSON } from 'graphql-scalars';
import { DateTime } from '../date-time';
import { Arg, Args, Ctx, Field, ID, InputType, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { type Connection, connectionOf, PageArgs } from '../pagination/connection';
import { type AuditEntryRecord, listAudit } from './list-audit';

/** One entry of the audit log. */
@ObjectType({ description: 'Something that somebody has done; it is never changed or deleted.', simpleResolvers: true })
export class AuditEntry {
  @Field(() => ID, { description: 'Its number; higher is newer.' })
  entryId!: string;

  @Field(() => DateTime, { description: "When it was done, by the database's clock." })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The id of who did it; null for nobody in particular.' })
  actor!: string | null;

  @Field(() => String, { description: 'What kind of viewer that was: session, token, preview, anonymous or system.' })
  actorKind!: string;

  @Field(() => String, { nullable: true, description: 'The id of the token that was used; null without one.' })
  token!: string | null;

  @Field(() => String, { nullable: true, description: 'The network address that it came from; null for the server.' })
  address!: string | null;

  @Field(() => String, { description: 'The id of the request, which is on every line of the log as well.' })
  requestId!: string;

  @Field(() => String, { description: 'What was done, for example `role.changed`.' })
  action!: string;

  @Field(() => String, { description: 'What kind of thing it was done to, for example User.' })
  subjectType!: string;

  @Field(() => String, { nullable: true, description: 'The id of what it was done to.' })
  subjectId!: string | null;

  @Field(() => GraphQLJSON, { description: 'What else is known of it; no secrets.' })
  details!: unknown;
}

/** Which entries are wanted. */
@InputType({ description: 'Which entries of the audit log are wanted: those that meet all of these conditions.' })
export class AuditFilter {
  @Field(() => String, { nullable: true, description: 'Done by the viewer with this id.' })
  actor?: string | null;

  @Field(() => String, { nullable: true, description: 'Done with this token.' })
  token?: string | null;

  @Field(() => String, { nullable: true, description: 'Done from this network address.' })
  address?: string | null;

  @Field(() => [String], { nullable: true, description: 'One of these actions, for example `role.changed`.' })
  action?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Done to something of this kind, for example User.' })
  subjectType?: string | null;

  @Field(() => String, { nullable: true, description: 'Done to what has this id.' })
  subjectId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Done at this time or later.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Done before this time.' })
  until?: Date | null;
}

const AuditPage = connectionOf(AuditEntry, 'AuditEntry');

@Resolver()
export class AuditResolver {
  @Query(() => AuditPage, {
    description: 'The audit log: who has done what, newest first. Needs the permission audit.read.',
  })
  async auditLog(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which entries are wanted.' })
    filter: AuditFilter | null,
    @Ctx() ctx: Context,
  ): Promise<Connection<AuditEntryRecord>> {
    return listAudit(ctx, page, filter ?? {});
  }
}

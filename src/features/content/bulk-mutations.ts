import type { GraphQLResolveInfo } from 'graphql';
import { Arg, type ClassType, Ctx, Field, Info, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { changeMatchingJob } from '../../engine/content/change-matching.job';
import type { ContentTypeDefinition } from '../../engine/content/content-type';
import { contentFilterOf } from '../../engine/content/list-filter-inputs';
import { carryOut } from '../../engine/content/mutations/carry-out';
import { ChangeAction, demandMatchingChange, writeFilter } from '../../engine/content/mutations/change-matching';
import { audit } from '../../engine/audit/record-audit';
import {
  addMethod,
  type GeneratedField,
  inputClass,
  namedClass,
  objectClass,
} from '../../engine/content/mutations/generated-api';
import { PLANNED_TIMES } from '../../engine/content/mutations/mutation-inputs';
import type { Context } from '../../engine/context';
import { registerJobResult } from '../../engine/jobs/job-result';
import { answering, UserError } from '../../engine/validation/user-errors';
import { findJobNode, Job } from '../jobs';

/** The result of a `content.change-matching` job. */
@ObjectType({ description: 'What a change of many documents has done.', simpleResolvers: true })
export class BulkChangeResult {
  @Field(() => Int, { description: 'How many documents were changed.' })
  changed!: number;

  @Field(() => Int, {
    description: "How many could not be changed, for example because others refer to them; the job's warnings say why.",
  })
  skipped!: number;
}

registerJobResult(changeMatchingJob.kind, BulkChangeResult);

interface BulkInput {
  filter: object;
  search?: string | null;
  locale?: string | null;
  publishAt?: Date | null;
  unpublishAt?: Date | null;
}

interface BulkMutation {
  verb: string;
  action: ChangeAction;
  done: string;
  permission: string;
  /** The input's fields beside those that say which documents. */
  input?: Record<string, GeneratedField>;
}

const BULK: readonly BulkMutation[] = [
  { verb: 'publish', action: ChangeAction.PUBLISH, done: 'Makes live', permission: 'content.publish' },
  { verb: 'unpublish', action: ChangeAction.UNPUBLISH, done: 'Takes down', permission: 'content.publish' },
  {
    verb: 'schedule',
    action: ChangeAction.SCHEDULE,
    done: 'Plans when to make live and take down',
    permission: 'content.publish',
    input: PLANNED_TIMES,
  },
  { verb: 'trash', action: ChangeAction.TRASH, done: 'Puts into the trash', permission: 'content.delete' },
];

/** What the audit log calls them. */
const DONE: Readonly<Record<ChangeAction, string>> = {
  PUBLISH: 'published',
  UNPUBLISH: 'unpublished',
  SCHEDULE: 'scheduled',
  TRASH: 'trashed',
};

/** The resolver of a type's changes of many documents at once, each a job. */
export function createBulkMutations(definition: ContentTypeDefinition): ClassType {
  const { name, plural } = definition;
  const Plural = `${plural[0].toUpperCase()}${plural.slice(1)}`;
  const Generated = namedClass(`${name}BulkMutations`);
  for (const { verb, action, done, permission, input: more } of BULK) {
    const mutation = `${verb}${Plural}`;
    const Stem = `${verb[0].toUpperCase()}${verb.slice(1)}${Plural}`;
    const Input = inputClass(`${Stem}Input`, `Which ${plural} to ${verb}.`, {
      filter: {
        type: () => contentFilterOf(definition),
        description: 'Which of them, as they are being written (perspective DRAFT); `{}` is for all.',
      },
      search: { type: () => String, nullable: true, description: 'Only those in which this is found.' },
      locale: {
        type: () => String,
        nullable: true,
        description: 'The language in which the filter and the search look; the default one when left out.',
      },
      ...more,
    });
    const Payload = objectClass(`${Stem}Payload`, 'The job that does it, or why there is none.', {
      job: {
        type: () => Job,
        nullable: true,
        description: 'The job; follow it with jobProgress. Its result is a BulkChangeResult.',
      },
      userErrors: { type: () => [UserError], description: 'What the caller can mend; empty when there is a job.' },
    });
    addMethod(
      Generated,
      mutation,
      [Arg('input', () => Input, { description: 'Which of them.' }), Ctx(), Info()],
      (input: BulkInput, ctx: Context, info: GraphQLResolveInfo) =>
        answering(async () => ({ job: await enqueueChange(ctx, info, definition, action, input) }), { job: null }),
      Mutation(() => Payload, {
        name: mutation,
        description: `${done} all ${plural} that the filter finds, in a job that goes on when one of them can't be changed. Needs the permissions content.read and ${permission}.`,
      }),
    );
  }
  Resolver()(Generated);
  return Generated;
}

const isoOf = (at: Date | null | undefined) => (at instanceof Date ? at.toISOString() : at);

async function enqueueChange(
  ctx: Context,
  info: GraphQLResolveInfo,
  { name }: ContentTypeDefinition,
  action: ChangeAction,
  input: BulkInput,
): Promise<Job | null> {
  const { filter, search, locale } = input;
  const payload = {
    action,
    type: name,
    filter: writeFilter(filter),
    search,
    locale,
    publishAt: isoOf(input.publishAt),
    unpublishAt: isoOf(input.unpublishAt),
  };
  await demandMatchingChange(ctx, payload);
  const { jobId } = await carryOut(ctx, info, input, async tx => {
    const { id } = await ctx.jobs.enqueue(changeMatchingJob, payload, { tx, viewer: ctx.viewer });
    await audit(ctx, tx, {
      action: `content.bulk-${DONE[action]}`,
      subject: { type: name, id: null },
      details: { jobId: id, filter: payload.filter, search, locale },
    });
    return { jobId: id };
  });
  return findJobNode(ctx, jobId);
}

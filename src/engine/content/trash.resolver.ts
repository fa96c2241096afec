import { DateTime } from '../date-time';
import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { type Connection, connectionOf } from '../pagination/connection';
import { listTrash, type TrashedRow } from './list-trash';

@ObjectType({ description: 'A document in the trash.', simpleResolvers: true })
export class TrashedDocument {
  @Field(() => ID, { description: 'Its id, by which it is restored or purged.' })
  documentId!: string;

  @Field(() => String, { description: 'Its content type, for example Article.' })
  type!: string;

  @Field(() => String, { description: 'Its slug, which no other document can have as long as it is there.' })
  slug!: string;

  @Field(() => String, { nullable: true, description: 'Its title or name.' })
  title!: string | null;

  @Field(() => DateTime, { description: 'When it was put there; 30 days later it is deleted for good.' })
  trashedAt!: Date;
}

const TrashPage = connectionOf(TrashedDocument, 'TrashedDocument');

@Resolver()
export class TrashResolver {
  @Query(() => TrashPage, { description: 'What is in the trash, newest first. Needs the permission content.read.' })
  async trash(
    @Arg('types', () => [String], { nullable: true, description: 'Only documents of these types; all when left out.' })
    types: string[] | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most: 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Start behind the document with this cursor.' })
    after: string | null,
    @Ctx() ctx: Context,
  ): Promise<Connection<TrashedRow>> {
    return listTrash(ctx, { types: types ?? null, first, after });
  }
}

import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context';
import { ContentRevision, RevisionDifference } from './content-revision';
import type { RevisionHead } from './list-revisions';
import { compareDocumentRevisions, contentOfRevision, findDocumentRevision } from './page-of-revisions';

@Resolver(() => ContentRevision)
export class RevisionResolver {
  @Query(() => ContentRevision, {
    nullable: true,
    description:
      'The revision of a document that holds this number; null when there is none. Needs the permission content.read.',
  })
  async revision(
    @Arg('id', () => ID, { description: 'The id of the document.' }) id: string,
    @Arg('number', () => Int, { description: 'The number of the revision.' }) number: number,
    @Ctx() ctx: Context,
  ): Promise<RevisionHead | null> {
    return findDocumentRevision(ctx, id, number);
  }

  @Query(() => [RevisionDifference], {
    description: 'What differs between two revisions of a document, field by field. Needs the permission content.read.',
  })
  async compareRevisions(
    @Arg('id', () => ID, { description: 'The id of the document.' }) id: string,
    @Arg('from', () => Int, { description: 'The number of the first revision.' }) from: number,
    @Arg('to', () => Int, { description: 'The number of the second revision.' }) to: number,
    @Ctx() ctx: Context,
  ): Promise<RevisionDifference[]> {
    return compareDocumentRevisions(ctx, id, { from, to });
  }

  @FieldResolver(() => GraphQLJSON, {
    description: 'All that it holds: `slug`, `values`, `references` (ids) and `translations` by language.',
  })
  async content(@Root() revision: RevisionHead, @Ctx() ctx: Context): Promise<object> {
    return contentOfRevision(ctx, revision);
  }
}

import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { ContentRight } from '../access/content-right';
import type { Context } from '../context';
import { rightsOn } from './demand-documents';

@Resolver()
export class ContentRightsResolver {
  @Query(() => [ContentRight], {
    description:
      'What whoever asks may do with one document, its draft included; empty for one that they may not see, as for one that is not there. Which of its fields and languages, `contentTypes` says.',
  })
  contentRights(
    @Arg('id', () => ID, { description: 'The id of the document.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<ContentRight[]> {
    return rightsOn(ctx.viewer, ctx.db, id);
  }
}

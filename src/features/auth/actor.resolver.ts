import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { Actor } from './actor';
import { findActors } from './find-actors';

@Resolver()
export class ActorResolver {
  @Query(() => [Actor], {
    description:
      'Who is meant by the ids of those who have done something: authors of revisions, owners of jobs. Ids of nobody are left out. Needs the permission content.read.',
  })
  async actors(
    @Arg('ids', () => [ID], { description: 'Their ids, 100 at most.' }) ids: string[],
    @Ctx() ctx: Context,
  ): Promise<Actor[]> {
    return findActors(ctx, ids);
  }
}

import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../engine/context';
import { type Connection, PageArgs } from '../../engine/pagination/connection';
import { Job, JobConnection } from './job';
import { findParent, listChildren } from './list-children';

@Resolver(() => Job)
export class FamilyResolver {
  @FieldResolver(() => Job, {
    nullable: true,
    description:
      'The job that spawned this one as a part of its own work; null when nobody did, or the viewer may not see it.',
  })
  async parent(@Root() job: Job, @Ctx() ctx: Context): Promise<Job | null> {
    return findParent(ctx, job);
  }

  @FieldResolver(() => JobConnection, {
    description:
      'The jobs that this one has spawned, oldest first. It settles after them, and its progress includes theirs.',
  })
  async children(
    @Root() job: Job,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Connection<Job>> {
    return listChildren(ctx, job, page);
  }
}

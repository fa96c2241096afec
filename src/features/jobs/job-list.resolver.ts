import { Arg, Ctx, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../engine/context';
import type { Job as JobRow } from '../../engine/jobs/job.entity';
import { Job, jobNode } from './job';
import { JobFilter } from './job.resolver';
import { watchJobs } from './watch-jobs';

interface JobsArgs {
  filter?: JobFilter | null;
  first: number;
}

@Resolver()
export class JobListResolver {
  @Subscription(() => Job, {
    name: 'jobs',
    description:
      "The viewer's newest jobs, or with the permission jobs.read everybody's, newest first; then each change of any that matches. A job that no longer matches comes once more, as it is then.",
    subscribe: ({ args, context }: { args: JobsArgs; context: unknown }) =>
      watchJobs(context as Context, args.filter ?? {}, args.first),
  })
  jobs(
    @Arg('filter', () => JobFilter, { nullable: true, description: 'Which jobs to follow.' }) _filter: JobFilter | null,
    @Arg('first', () => Int, {
      defaultValue: 20,
      description: 'How many of the newest jobs to begin with, 1 to 100. Later changes come of all that match.',
    })
    _first: number,
    @Root() row: JobRow,
    @Ctx() ctx: Context,
  ): Job {
    return jobNode(row, ctx.now());
  }
}

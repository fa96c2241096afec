import type { Context } from '../../engine/context';
import type { Job as JobRow } from '../../engine/jobs/job.entity';
import { badUserInput } from '../../errors';
import { isVisible } from './find-job';
import { type JobConditions, jobsWhere, meetsConditions } from './list-jobs';

/** How many jobs a subscription shows at its beginning, at most. */
const MAX_FIRST = 100;

/** The newest jobs that the viewer may see, then each change of any. Throws UNAUTHENTICATED or BAD_USER_INPUT before it begins. */
export async function watchJobs(
  ctx: Context,
  conditions: JobConditions,
  first: number,
): Promise<AsyncIterableIterator<JobRow>> {
  if (first < 1 || first > MAX_FIRST) {
    throw badUserInput(`first is ${first}; it must be between 1 and ${MAX_FIRST}.`, { path: ['first'] });
  }
  return ctx.jobs.watchList({
    ...jobsWhere(ctx, conditions),
    first,
    maySee: row => isVisible(ctx, row),
    matches: row => meetsConditions(row, conditions, ctx.now()),
  });
}

import type { Context } from '../../engine/context';
import type { Job as JobRow } from '../../engine/jobs/job.entity';
import { requireJob } from './find-job';

/** The job as it is now, then each change, until it settles. Throws NOT_FOUND before anything is subscribed to. */
export async function watchJob(ctx: Context, id: string): Promise<AsyncIterableIterator<JobRow>> {
  await requireJob(ctx, id);
  return ctx.jobs.watch(id);
}

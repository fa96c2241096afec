import { demand, may } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { nodeLookups } from '../../engine/content/node';
import type { Job as JobRow } from '../../engine/jobs/job.entity';
import { notFound } from '../../errors';
import { type Job, jobNode } from './job';

/** The job with this id as the viewer may see it: their own, or any with the permission `jobs.read`; null otherwise. */
export async function findJobNode(ctx: Context, id: string): Promise<Job | null> {
  const row = await ctx.jobs.find(id);
  return row && isVisible(ctx, row) ? jobNode(row, ctx.now()) : null;
}

/** The same, but throws NOT_FOUND: whether there is such a job is not told to those who may not see it. */
export async function requireJob(ctx: Context, id: string): Promise<Job> {
  const job = await findJobNode(ctx, id);
  if (!job) throw notFound('job', id);
  return job;
}

/** Throws NOT_FOUND when the viewer may not see the job, FORBIDDEN when it is neither theirs nor theirs to manage. */
export async function demandToManage(ctx: Context, id: string): Promise<void> {
  const job = await requireJob(ctx, id);
  if (job.requestedBy === null || job.requestedBy !== ctx.viewer.id) demand(ctx.viewer, 'jobs.manage');
}

nodeLookups.push(findJobNode);

/** True when the viewer may see the job: their own, or any with the permission `jobs.read`. */
export function isVisible(ctx: Context, row: JobRow): boolean {
  return may(ctx.viewer, 'jobs.read') || (row.ownerId !== null && row.ownerId === ctx.viewer.id);
}

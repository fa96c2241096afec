import type { Context } from '../../engine/context';
import { demandToManage } from './find-job';
import { type Job, jobNode } from './job';

/** Cancels a job of the viewer's, or any with `jobs.manage`. Throws NOT_FOUND, FORBIDDEN or WRONG_STATE. */
export async function cancelJob(ctx: Context, id: string): Promise<Job> {
  await demandToManage(ctx, id);
  return jobNode(await ctx.jobs.cancel(id, ctx.viewer), ctx.now());
}

/** Queues a failed job of the viewer's, or any with `jobs.manage`, again. Throws NOT_FOUND, FORBIDDEN or WRONG_STATE. */
export async function retryJob(ctx: Context, id: string): Promise<Job> {
  await demandToManage(ctx, id);
  return jobNode(await ctx.jobs.retry(id, ctx.viewer), ctx.now());
}

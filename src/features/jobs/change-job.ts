import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { demandToManage } from './find-job';
import { type Job, jobNode } from './job';

/** Cancels a job of the viewer's, or any with `jobs.manage`. Throws NOT_FOUND, FORBIDDEN or WRONG_STATE. */
export async function cancelJob(ctx: Context, id: string): Promise<Job> {
  await demandToManage(ctx, id);
  const row = await ctx.jobs.cancel(id, ctx.viewer);
  await audit(ctx, ctx.db, { action: 'job.canceled', subject: { type: 'Job', id }, details: { kind: row.kind } });
  return jobNode(row, ctx.now());
}

/** Queues a failed job of the viewer's, or any with `jobs.manage`, again. Throws NOT_FOUND, FORBIDDEN or WRONG_STATE. */
export async function retryJob(ctx: Context, id: string): Promise<Job> {
  await demandToManage(ctx, id);
  const row = await ctx.jobs.retry(id, ctx.viewer);
  await audit(ctx, ctx.db, { action: 'job.retried', subject: { type: 'Job', id }, details: { kind: row.kind } });
  return jobNode(row, ctx.now());
}

import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import type { QueueState } from '../../engine/jobs/queues';
import type { WorkerState } from '../../engine/jobs/workers';
import { unauthenticated } from '../../errors';

/** Every queue, by name. Needs jobs.read. */
export async function listQueues(ctx: Context): Promise<QueueState[]> {
  demand(ctx.viewer, 'jobs.read');
  return ctx.jobs.queues.list();
}

/** Every kind of job with its queue, by name. Throws UNAUTHENTICATED for nobody in particular. */
export function listKinds(ctx: Context): { kind: string; queue: string }[] {
  if (ctx.viewer.id === null) throw unauthenticated();
  return ctx.jobs.queues.kinds();
}

/** The workers that were seen lately. Needs jobs.read. */
export async function listWorkers(ctx: Context): Promise<WorkerState[]> {
  demand(ctx.viewer, 'jobs.read');
  return ctx.jobs.workers();
}

/** Needs jobs.manage; throws NOT_FOUND. */
export async function pauseQueue(ctx: Context, name: string): Promise<QueueState> {
  demand(ctx.viewer, 'jobs.manage');
  const state = await ctx.jobs.queues.pause(name, ctx.viewer);
  await audit(ctx, ctx.db, { action: 'queue.paused', subject: { type: 'Queue', id: name } });
  return state;
}

/** Needs jobs.manage; throws NOT_FOUND. */
export async function resumeQueue(ctx: Context, name: string): Promise<QueueState> {
  demand(ctx.viewer, 'jobs.manage');
  const state = await ctx.jobs.queues.resume(name, ctx.viewer);
  await audit(ctx, ctx.db, { action: 'queue.resumed', subject: { type: 'Queue', id: name } });
  return state;
}

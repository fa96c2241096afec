import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import type { QueueState } from '../../engine/jobs/queues';
import type { WorkerState } from '../../engine/jobs/workers';

/** Every queue, by name. Needs jobs.read. */
export async function listQueues(ctx: Context): Promise<QueueState[]> {
  demand(ctx.viewer, 'jobs.read');
  return ctx.jobs.queues.list();
}

/** The workers that were seen lately. Needs jobs.read. */
export async function listWorkers(ctx: Context): Promise<WorkerState[]> {
  demand(ctx.viewer, 'jobs.read');
  return ctx.jobs.workers();
}

/** Needs jobs.manage; throws NOT_FOUND. */
export async function pauseQueue(ctx: Context, name: string): Promise<QueueState> {
  demand(ctx.viewer, 'jobs.manage');
  return ctx.jobs.queues.pause(name, ctx.viewer);
}

/** Needs jobs.manage; throws NOT_FOUND. */
export async function resumeQueue(ctx: Context, name: string): Promise<QueueState> {
  demand(ctx.viewer, 'jobs.manage');
  return ctx.jobs.queues.resume(name, ctx.viewer);
}

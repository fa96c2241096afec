import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import type { ScheduleState } from '../../engine/jobs/schedules';
import { findJobNode } from './find-job';
import type { Job } from './job';
import type { Schedule } from './schedule.resolver';

/** Every schedule, by kind. Needs jobs.read. */
export async function listSchedules(ctx: Context): Promise<Schedule[]> {
  demand(ctx.viewer, 'jobs.read');
  return (await ctx.jobs.schedules.list()).map(scheduleNode);
}

/** The schedule's active job, or a new one. Needs jobs.manage; throws NOT_FOUND. */
export async function runScheduleNow(ctx: Context, kind: string): Promise<Job | null> {
  demand(ctx.viewer, 'jobs.manage');
  const { id } = await ctx.jobs.schedules.runNow(kind, ctx.viewer);
  await record(ctx, 'schedule.run', kind, { jobId: id });
  return findJobNode(ctx, id);
}

/** Needs jobs.manage; throws NOT_FOUND. */
export async function pauseSchedule(ctx: Context, kind: string): Promise<Schedule> {
  demand(ctx.viewer, 'jobs.manage');
  const state = await ctx.jobs.schedules.pause(kind, ctx.viewer);
  await record(ctx, 'schedule.paused', kind);
  return scheduleNode(state);
}

/** Needs jobs.manage; throws NOT_FOUND. */
export async function resumeSchedule(ctx: Context, kind: string): Promise<Schedule> {
  demand(ctx.viewer, 'jobs.manage');
  const state = await ctx.jobs.schedules.resume(kind, ctx.viewer);
  await record(ctx, 'schedule.resumed', kind);
  return scheduleNode(state);
}

function record(ctx: Context, action: string, kind: string, details = {}): Promise<void> {
  return audit(ctx, ctx.db, { action, subject: { type: 'Schedule', id: kind }, details });
}

function scheduleNode({ expression, ...state }: ScheduleState): Schedule {
  return { ...state, cron: expression } as Schedule;
}

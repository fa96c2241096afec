import { demand } from '../../engine/access/viewer';
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
  return findJobNode(ctx, id);
}

/** Needs jobs.manage; throws NOT_FOUND. */
export async function pauseSchedule(ctx: Context, kind: string): Promise<Schedule> {
  demand(ctx.viewer, 'jobs.manage');
  return scheduleNode(await ctx.jobs.schedules.pause(kind, ctx.viewer));
}

/** Needs jobs.manage; throws NOT_FOUND. */
export async function resumeSchedule(ctx: Context, kind: string): Promise<Schedule> {
  demand(ctx.viewer, 'jobs.manage');
  return scheduleNode(await ctx.jobs.schedules.resume(kind, ctx.viewer));
}

function scheduleNode({ expression, ...state }: ScheduleState): Schedule {
  return { ...state, cron: expression } as Schedule;
}

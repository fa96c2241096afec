import { DateTime } from '../../engine/date-time';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { Job } from './job';
import { listSchedules, pauseSchedule, resumeSchedule, runScheduleNow } from './change-schedule';

/** What becomes of slots that passed while no worker was there. */
export enum ScheduleMisfire {
  SKIP = 'SKIP',
  RUN_ONCE = 'RUN_ONCE',
  CATCH_UP = 'CATCH_UP',
}
registerEnumType(ScheduleMisfire, {
  name: 'ScheduleMisfire',
  description: 'What becomes of times that passed while no worker was there.',
  valuesConfig: {
    SKIP: { description: 'They are dropped.' },
    RUN_ONCE: { description: 'One job stands for all of them.' },
    CATCH_UP: { description: 'Each gets a job, one after another.' },
  },
});

/** What becomes of a slot that comes while the job of an earlier one has not settled. */
export enum ScheduleOverlap {
  SKIP = 'SKIP',
  QUEUE = 'QUEUE',
}
registerEnumType(ScheduleOverlap, {
  name: 'ScheduleOverlap',
  description: 'What becomes of a time that comes while the job of an earlier one is still active.',
  valuesConfig: {
    SKIP: { description: 'It gets no job.' },
    QUEUE: { description: 'Its job is made when the earlier one has settled.' },
  },
});

@ObjectType({ description: 'The times at which jobs of a kind are enqueued by themselves.', simpleResolvers: true })
export class Schedule {
  @Field(() => String, { description: 'The kind of the jobs, for example jobs.prune-jobs.' })
  kind!: string;

  @Field(() => String, {
    description: 'Minute, hour, day of the month, month and day of the week; with six fields, the second comes first.',
  })
  cron!: string;

  @Field(() => String, { description: 'The time zone that the pattern is read in, for example Europe/Berlin.' })
  timeZone!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it is due next; null while it is paused, or when that time never comes.',
  })
  nextFireAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The last time of the schedule that got a job.' })
  lastFireAt!: Date | null;

  @Field(() => Boolean, { description: 'Somebody has paused it: its times get no jobs.' })
  paused!: boolean;

  @Field(() => ScheduleMisfire, { description: 'What becomes of times that passed while no worker was there.' })
  misfire!: ScheduleMisfire;

  @Field(() => ScheduleOverlap, {
    description: 'What becomes of a time that comes while the job of an earlier one is still active.',
  })
  overlap!: ScheduleOverlap;
}

@InputType({ description: 'Which schedule to run now.' })
export class RunScheduleNowInput {
  @Field(() => String, { description: 'The kind of job that the schedule belongs to.' })
  kind!: string;
}

@ObjectType({ description: 'The job of a schedule that was asked for, or why there is none.', simpleResolvers: true })
export class RunScheduleNowPayload {
  @Field(() => Job, { nullable: true, description: 'The job: a new one, or the one of the schedule that is active.' })
  job!: Job | null;

  @Field(() => [UserError], { description: 'Why the schedule can not be run; empty when there is a job.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Which schedule to pause.' })
export class PauseScheduleInput {
  @Field(() => String, { description: 'The kind of job that the schedule belongs to.' })
  kind!: string;
}

@ObjectType({ description: 'The schedule as it is after the request, or why there is none.', simpleResolvers: true })
export class PauseSchedulePayload {
  @Field(() => Schedule, { nullable: true, description: 'The schedule, paused.' })
  schedule!: Schedule | null;

  @Field(() => [UserError], { description: 'Why the schedule can not be paused; empty when it is.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Which schedule to resume.' })
export class ResumeScheduleInput {
  @Field(() => String, { description: 'The kind of job that the schedule belongs to.' })
  kind!: string;
}

@ObjectType({ description: 'The schedule as it is after the request, or why there is none.', simpleResolvers: true })
export class ResumeSchedulePayload {
  @Field(() => Schedule, { nullable: true, description: 'The schedule, with its next time.' })
  schedule!: Schedule | null;

  @Field(() => [UserError], { description: 'Why the schedule can not be resumed; empty when it was.' })
  userErrors!: UserError[];
}

@Resolver()
export class ScheduleResolver {
  @Query(() => [Schedule], { description: 'Every schedule, by kind. Needs the permission jobs.read.' })
  async schedules(@Ctx() ctx: Context): Promise<Schedule[]> {
    return listSchedules(ctx);
  }

  @Mutation(() => RunScheduleNowPayload, {
    description: 'Enqueues a job of the schedule now, even while it is paused. Needs the permission jobs.manage.',
  })
  async runScheduleNow(
    @Arg('input', () => RunScheduleNowInput, { description: 'Which schedule to run now.' }) input: RunScheduleNowInput,
    @Ctx() ctx: Context,
  ): Promise<RunScheduleNowPayload> {
    return answering(async () => ({ job: await runScheduleNow(ctx, input.kind) }), { job: null }, ['input', 'kind']);
  }

  @Mutation(() => PauseSchedulePayload, {
    description: 'Stops a schedule from enqueuing jobs; those that are there go on. Needs the permission jobs.manage.',
  })
  async pauseSchedule(
    @Arg('input', () => PauseScheduleInput, { description: 'Which schedule to pause.' }) input: PauseScheduleInput,
    @Ctx() ctx: Context,
  ): Promise<PauseSchedulePayload> {
    return answering(async () => ({ schedule: await pauseSchedule(ctx, input.kind) }), { schedule: null }, [
      'input',
      'kind',
    ]);
  }

  @Mutation(() => ResumeSchedulePayload, {
    description: 'Lets a schedule enqueue jobs again, from its next time on. Needs the permission jobs.manage.',
  })
  async resumeSchedule(
    @Arg('input', () => ResumeScheduleInput, { description: 'Which schedule to resume.' }) input: ResumeScheduleInput,
    @Ctx() ctx: Context,
  ): Promise<ResumeSchedulePayload> {
    return answering(async () => ({ schedule: await resumeSchedule(ctx, input.kind) }), { schedule: null }, [
      'input',
      'kind',
    ]);
  }
}

import { DateTime } from '../../engine/date-time';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Context } from '../../engine/context';
import type { Job as JobRow } from '../../engine/jobs/job.entity';
import { type Connection, PageArgs } from '../../engine/pagination/connection';
import { answering, UserError } from '../../engine/validation/user-errors';
import { cancelJob, retryJob } from './change-job';
import { requireJob } from './find-job';
import {
  Job,
  JobConnection,
  JobEvent,
  JobState,
  type JobWarning,
  JobWarningConnection,
  JobWarningSeverity,
  jobNode,
} from './job';
import { eventsOf, pageOfWarnings } from './job-details';
import { listJobs } from './list-jobs';
import { watchJob } from './watch-job';

@InputType({ description: 'Which jobs to list; conditions of several fields hold together.' })
export class JobFilter {
  @Field(() => [JobState], { nullable: true, description: 'Jobs in one of these states.' })
  state?: JobState[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Jobs of one of these kinds, for example imports.import-content.',
  })
  kind?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Jobs that wait, or waited, in one of these queues.' })
  queue?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Jobs that one of these viewers asked for.' })
  requestedBy?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Jobs that another job has spawned as a part of its own work, or, when false, only those that none has.',
  })
  hasParent?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Jobs that were asked for at this time or later.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Jobs that were asked for before this time.' })
  until?: Date | null;
}

@InputType({ description: 'Which job to cancel.' })
export class CancelJobInput {
  @Field(() => ID, { description: 'The id of the job.' })
  id!: string;
}

@ObjectType({ description: 'The job as it is after the request, or why there is no change.', simpleResolvers: true })
export class CancelJobPayload {
  @Field(() => Job, {
    nullable: true,
    description: 'The job: canceled, or with cancelRequestedAt set while it still runs.',
  })
  job!: Job | null;

  @Field(() => [UserError], { description: 'Why the job can not be canceled; empty when it was, or will be.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Which job to retry.' })
export class RetryJobInput {
  @Field(() => ID, { description: 'The id of the job.' })
  id!: string;
}

@ObjectType({ description: 'The job, queued again, or why it is not.', simpleResolvers: true })
export class RetryJobPayload {
  @Field(() => Job, { nullable: true, description: 'The job, which goes on from its last checkpoint.' })
  job!: Job | null;

  @Field(() => [UserError], { description: 'Why the job can not be retried; empty when it was queued again.' })
  userErrors!: UserError[];
}

@Resolver(() => Job)
export class JobResolver {
  @Query(() => Job, { description: 'The job with this id. NOT_FOUND when there is none that the viewer may see.' })
  async job(@Arg('id', () => ID, { description: 'The id of the job.' }) id: string, @Ctx() ctx: Context): Promise<Job> {
    return requireJob(ctx, id);
  }

  @Query(() => JobConnection, {
    description: "The viewer's jobs, or with the permission jobs.read everybody's, newest first.",
  })
  async jobs(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => JobFilter, { nullable: true, description: 'Which jobs to list.' }) filter: JobFilter | null,
    @Ctx() ctx: Context,
  ): Promise<Connection<Job>> {
    return listJobs(ctx, page, filter ?? {});
  }

  @Mutation(() => CancelJobPayload, {
    description:
      'Cancels a job: at once while it waits, at its next checkpoint while it runs. For its owner, or with jobs.manage.',
  })
  async cancelJob(
    @Arg('input', () => CancelJobInput, { description: 'Which job to cancel.' }) input: CancelJobInput,
    @Ctx() ctx: Context,
  ): Promise<CancelJobPayload> {
    return answering(async () => ({ job: await cancelJob(ctx, input.id) }), { job: null }, ['input', 'id']);
  }

  @Mutation(() => RetryJobPayload, {
    description: 'Puts a failed job back into its queue, from its last checkpoint. For its owner, or with jobs.manage.',
  })
  async retryJob(
    @Arg('input', () => RetryJobInput, { description: 'Which job to retry.' }) input: RetryJobInput,
    @Ctx() ctx: Context,
  ): Promise<RetryJobPayload> {
    return answering(async () => ({ job: await retryJob(ctx, input.id) }), { job: null }, ['input', 'id']);
  }

  @Subscription(() => Job, {
    description: 'The job as it is now, then as it changes; it completes when the job has reached its final state.',
    subscribe: ({ args, context }: { args: { id: string }; context: unknown }) => watchJob(context as Context, args.id),
  })
  jobProgress(
    @Arg('id', () => ID, { description: 'The id of the job.' }) _id: string,
    @Root() row: JobRow,
    @Ctx() ctx: Context,
  ): Job {
    return jobNode(row, ctx.now());
  }

  @FieldResolver(() => JobWarningConnection, { description: 'What the job met and went on, in that order.' })
  async warnings(
    @Root() job: Job,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('severity', () => JobWarningSeverity, { nullable: true, description: 'Only those of this weight.' })
    severity: JobWarningSeverity | null,
    @Ctx() ctx: Context,
  ): Promise<Connection<JobWarning>> {
    return pageOfWarnings(ctx, job, page, severity ?? null);
  }

  @FieldResolver(() => [JobEvent], { description: 'Each change of the state of the job, oldest first.' })
  async events(
    @Root() job: Job,
    @Arg('after', () => Int, { defaultValue: 0, description: 'Only those behind the one with this ver.' })
    after: number,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many at most: 1 to 200.' })
    first: number,
    @Ctx() ctx: Context,
  ): Promise<JobEvent[]> {
    return eventsOf(ctx, job, { after, first });
  }
}

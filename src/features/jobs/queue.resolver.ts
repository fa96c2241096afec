import { DateTime } from '../../engine/date-time';
import { Arg, Ctx, Field, Float, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { listKinds, listQueues, listWorkers, pauseQueue, resumeQueue } from './change-queue';

@ObjectType({ description: 'A lane in which jobs wait for a worker.', simpleResolvers: true })
export class Queue {
  @Field(() => String, { description: 'The name by which jobs are put into it.' })
  name!: string;

  @Field(() => Int, { description: 'How many jobs are due and wait.' })
  depth!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'For how many seconds the job that has been due longest waits; null when none does.',
  })
  oldestWaitSeconds!: number | null;

  @Field(() => Int, { description: 'How many of its jobs run.' })
  running!: number;

  @Field(() => Boolean, { description: 'Somebody has paused it: none of its jobs is begun.' })
  paused!: boolean;

  @Field(() => Int, { description: 'How many workers serve it.' })
  workers!: number;
}

@ObjectType({ description: 'A kind of work that this server does as jobs.', simpleResolvers: true })
export class JobKind {
  @Field(() => String, { description: 'Its name, for example imports.import-content.' })
  kind!: string;

  @Field(() => String, { description: 'The queue that its jobs wait in.' })
  queue!: string;
}

@ObjectType({ description: 'A process that runs jobs.', simpleResolvers: true })
export class Worker {
  @Field(() => String, { description: 'Its name, which stands in the events of the jobs that it ran.' })
  name!: string;

  @Field(() => String, { description: 'The machine that it runs on.' })
  host!: string;

  @Field(() => [String], { description: 'The names of the queues that it serves.' })
  queues!: string[];

  @Field(() => Int, { description: 'How many jobs it was running when it was last seen.' })
  running!: number;

  @Field(() => DateTime, { description: 'When it started.' })
  startedAt!: Date;

  @Field(() => DateTime, { description: 'When it last said that it is there, as it does every few seconds.' })
  lastSeenAt!: Date;
}

@InputType({ description: 'Which queue to pause.' })
export class PauseQueueInput {
  @Field(() => String, { description: 'The name of the queue.' })
  name!: string;
}

@ObjectType({ description: 'The queue as it is after the request, or why there is none.', simpleResolvers: true })
export class PauseQueuePayload {
  @Field(() => Queue, { nullable: true, description: 'The queue, paused; jobs of it that run go on.' })
  queue!: Queue | null;

  @Field(() => [UserError], { description: 'Why the queue can not be paused; empty when it is.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Which queue to resume.' })
export class ResumeQueueInput {
  @Field(() => String, { description: 'The name of the queue.' })
  name!: string;
}

@ObjectType({ description: 'The queue as it is after the request, or why there is none.', simpleResolvers: true })
export class ResumeQueuePayload {
  @Field(() => Queue, { nullable: true, description: 'The queue, whose jobs are begun again.' })
  queue!: Queue | null;

  @Field(() => [UserError], { description: 'Why the queue can not be resumed; empty when it was.' })
  userErrors!: UserError[];
}

@Resolver()
export class QueueResolver {
  @Query(() => [Queue], { description: 'Every queue, by name. Needs the permission jobs.read.' })
  async queues(@Ctx() ctx: Context): Promise<Queue[]> {
    return listQueues(ctx);
  }

  @Query(() => [JobKind], { description: 'Every kind of job, by name. One has to be signed in.' })
  async jobKinds(@Ctx() ctx: Context): Promise<JobKind[]> {
    return listKinds(ctx);
  }

  @Query(() => [Worker], {
    description: 'The workers that were seen in the last minute, oldest first. Needs the permission jobs.read.',
  })
  async workers(@Ctx() ctx: Context): Promise<Worker[]> {
    return listWorkers(ctx);
  }

  @Mutation(() => PauseQueuePayload, {
    description: 'Keeps the jobs of a queue waiting; those that run go on. Needs the permission jobs.manage.',
  })
  async pauseQueue(
    @Arg('input', () => PauseQueueInput, { description: 'Which queue to pause.' }) input: PauseQueueInput,
    @Ctx() ctx: Context,
  ): Promise<PauseQueuePayload> {
    return answering(async () => ({ queue: await pauseQueue(ctx, input.name) }), { queue: null }, ['input', 'name']);
  }

  @Mutation(() => ResumeQueuePayload, {
    description: 'Lets the jobs of a queue be begun again, at once. Needs the permission jobs.manage.',
  })
  async resumeQueue(
    @Arg('input', () => ResumeQueueInput, { description: 'Which queue to resume.' }) input: ResumeQueueInput,
    @Ctx() ctx: Context,
  ): Promise<ResumeQueuePayload> {
    return answering(async () => ({ queue: await resumeQueue(ctx, input.name) }), { queue: null }, ['input', 'name']);
  }
}

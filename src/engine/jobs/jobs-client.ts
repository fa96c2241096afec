import { notFound, wrongState } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { isDuplicateKey } from '../../platform/database/sql-errors';
import type { Viewer } from '../access/viewer';
import type { EventDefinition } from '../events/define-event';
import { activeKey, type JobDefinition, readPayload } from './define-job';
import {
  type EnqueuedJob,
  type EnqueueOptions,
  enqueueJob,
  enqueueJobs,
  insertJobs,
  type PreparedJob,
  prepareJob,
} from './enqueue';
import { Grouped } from './grouped';
import type { Job } from './job.entity';
import type { JobList } from './job-list-reader';
import type { JobListWatch } from './job-list-watch';
import type { JobParts, JobSettings } from './job-parts';
import { findJob, type LockedJob, lockJob } from './job-row';
import { DbTime, transition, updateJob } from './job-state';
import { batchLength } from './sql-lists';
import type { JobWatch } from './job-watch';
import { createQueues, type Queues } from './queues';
import { createSchedules, type Schedules } from './schedules';
import { listWorkers, type WorkerState } from './workers';

/** Jobs as requests and other jobs see them. Who may do what is the caller's business. */
export interface JobsClient {
  /** T1: a job, in the caller's transaction or one of its own. Throws VALIDATION_FAILED or IDEMPOTENCY_KEY_REUSED. */
  enqueue<Payload extends object>(
    definition: JobDefinition<Payload>,
    payload: Payload,
    options?: EnqueueOptions,
  ): Promise<EnqueuedJob>;
  /** T1 of several jobs of a kind in the caller's transaction, in few statements. Gives their public ids; throws VALIDATION_FAILED. */
  enqueueAll<Payload extends object>(
    definition: JobDefinition<Payload>,
    payloads: readonly Payload[],
    options: { tx: Transaction; viewer?: Viewer },
  ): Promise<string[]>;
  /** The job with this public id, or null. */
  find(publicId: string): Promise<Job | null>;
  /** T9 when it is queued; a running job is asked to stop at its next checkpoint. Throws NOT_FOUND or WRONG_STATE. */
  cancel(publicId: string, by: Viewer): Promise<Job>;
  /** T11: a failed job goes back to the queue with its counters reset. Throws NOT_FOUND or WRONG_STATE. */
  retry(publicId: string, by: Viewer): Promise<Job>;
  /** The kinds that react to an event. */
  kindsOn<Payload extends object>(event: EventDefinition<Payload>): JobDefinition<Payload>[];
  readonly schedules: Schedules;
  readonly queues: Queues;
  /** The workers that were seen lately. */
  workers(): Promise<WorkerState[]>;
  /** Resolves when Redis answers; throws UNAVAILABLE when it does not within the time. Jobs go on without it. */
  pingRedis(timeoutMs: number): Promise<void>;
  readonly settings: JobSettings;
  /** The job as it is now, then as it changes, until it has settled. Throws NOT_FOUND. */
  watch(publicId: string): Promise<AsyncIterableIterator<Job>>;
  /** The newest jobs of a list, then each change of any of its jobs. */
  watchList(list: JobList): Promise<AsyncIterableIterator<Job>>;
}

/** Makes the client of a process, around the watches that it shares. */
export function createJobsClient(
  parts: JobParts,
  { watch, listWatch }: { watch: JobWatch; listWatch: JobListWatch },
): JobsClient {
  const { db } = parts;

  /** Requests that come together share a transaction, unless a row that is there already could refuse them. */
  const inserts = new Grouped<PreparedJob, void>(
    async prepared => {
      await db.transaction(tx => insertJobs(parts, tx, prepared));
      return [];
    },
    { most: 64, atOnce: 4, lengthOf: batchLength },
  );

  async function enqueueTogether<Payload extends object>(
    definition: JobDefinition<Payload>,
    payload: Payload,
    options: EnqueueOptions,
  ): Promise<EnqueuedJob> {
    const prepared = prepareJob(parts, definition, payload, options);
    await inserts.do(prepared);
    return { id: prepared.row.publicId, replayed: false };
  }

  async function underLock(publicId: string, work: (tx: Transaction, job: LockedJob) => Promise<void>): Promise<Job> {
    const found = await findJob(db, publicId);
    if (!found) throw notFound('job', publicId);
    await db.transaction(async tx => {
      const job = await lockJob(tx, found.id);
      if (!job) throw notFound('job', publicId);
      await work(tx, job);
    });
    return (await findJob(db, publicId)) as Job;
  }

  return {
    enqueue(definition, payload, options = {}) {
      if (options.tx) return enqueueJob(parts, options.tx, definition, payload, options);
      if (options.idempotencyKey === undefined && !definition.uniqueBy)
        return enqueueTogether(definition, payload, options);
      return db.transaction(tx => enqueueJob(parts, tx, definition, payload, options));
    },
    enqueueAll: (definition, payloads, options) => enqueueJobs(parts, definition, payloads, options),
    find: publicId => findJob(db, publicId),
    kindsOn: <Payload extends object>({ name }: EventDefinition<Payload>) =>
      [...parts.kinds.values()].filter(({ on = [] }) =>
        on.some(event => event.name === name),
      ) as unknown as JobDefinition<Payload>[],
    schedules: createSchedules(parts),
    queues: createQueues(parts),
    workers: () => listWorkers(parts),
    pingRedis: timeoutMs => parts.redis.ping(timeoutMs),
    settings: parts.settings,
    cancel: (publicId, by) => underLock(publicId, (tx, job) => cancelJob(parts, tx, job, actorOf(by))),
    retry: (publicId, by) => underLock(publicId, (tx, job) => retryJob(parts, tx, job, actorOf(by))),
    watch: publicId => watch.watch(publicId),
    watchList: list => listWatch.watch(list),
  };
}

async function cancelJob(parts: JobParts, tx: Transaction, job: LockedJob, actor: string): Promise<void> {
  if (job.state === 'canceled') return;
  const set = { cancelRequestedAt: DbTime.now, cancelBy: actor };
  if (job.state === 'queued') return transition(tx, parts.notices, job, { step: 'T9', to: 'canceled', actor, set });
  if (job.state !== 'running')
    throw wrongState(`Job ${job.publicId} has already ${job.state}, so it can't be canceled.`);
  if (job.cancelRequestedAt) return;
  await updateJob(tx, job.id, set);
  tx.afterCommit(() => {
    parts.log.info('Job is to be canceled', { jobId: job.publicId, actor });
    parts.notices.cancelRequested(job.publicId);
  });
}

async function retryJob(parts: JobParts, tx: Transaction, job: LockedJob, actor: string): Promise<void> {
  if (job.state !== 'failed')
    throw wrongState(`Job ${job.publicId} is ${job.state}; only a failed job can be retried.`);
  const definition = parts.kinds.get(job.kind);
  if (!definition) throw wrongState(`This server has no handler for jobs of the kind ${job.kind}.`);
  const { columns, send } = parts.dispatcher.plan(job, 0);
  const set = {
    ...columns,
    attempt: 0,
    lostCount: 0,
    progressAttempt: 0,
    cancelRequestedAt: null,
    cancelBy: null,
    errorCode: null,
    errorMessage: null,
    finishedAt: null,
    deadlineAt: null,
    activeKey: activeKey(definition, readPayload(definition, job.payload)),
  };
  await transition(tx, parts.notices, job, { step: 'T11', to: 'queued', actor, set }).catch(error => {
    throw isDuplicateKey(error)
      ? wrongState(`Another job of the kind ${job.kind} already does the work of job ${job.publicId}.`)
      : error;
  });
  tx.afterCommit(send);
}

function actorOf(viewer: Viewer): string {
  return viewer.id ?? 'server';
}

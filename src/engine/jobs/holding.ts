import type { Transaction } from '../../platform/database/database';
import { WHEN_CHILDREN_SETTLE } from './families';
import { backoffMs } from './retry';
import type { Job } from './job.entity';
import { countFencedWrite } from './job-metrics';
import type { JobParts } from './job-parts';
import { type LockedJob, lockJob } from './job-row';
import { type Assignments, assignments, DbTime, transition, updateJob } from './job-state';
import type { Progress } from './progress';

/** The job went on without this worker: its lease ran out, or its deadline passed, and the fence or the state moved. */
export class FenceLost extends Error {
  constructor(job: Job) {
    super(`Job ${job.publicId} is no longer held under fence ${job.fence}.`);
    this.name = 'FenceLost';
  }
}

/** True while the job, as its row stands under the lock, is still held under the fence with which it was claimed. */
export function isHeld(held: LockedJob, claimed: Job): boolean {
  return held.state === 'running' && held.fence === claimed.fence;
}

/** What the holder of a fence writes: T3 to T7, heartbeats and steps. Every write is checked against the fence. */
export interface Holding {
  /** Locks the row and re-reads it; throws FenceLost when the job is somebody else's now. */
  lock(tx: Transaction): Promise<LockedJob>;
  /** Extends the lease and saves the progress, in one statement. `false` when nothing matched: lost, or to be canceled. */
  beat(progress: Progress, cancelKnown: boolean): Promise<boolean>;
  /** Saves the checkpoint and the progress, and extends the lease, in the transaction that did the work and holds the lock. */
  saveCheckpoint(tx: Transaction, held: LockedJob, checkpoint: string, progress: Progress): Promise<void>;
  succeed(tx: Transaction, held: LockedJob, progress: Progress, resultJson: string): Promise<void>;
  retryLater(tx: Transaction, held: LockedJob, progress: Progress, error: JobError): Promise<void>;
  fail(tx: Transaction, held: LockedJob, progress: Progress, error: JobError): Promise<void>;
  cancel(tx: Transaction, held: LockedJob, progress: Progress): Promise<void>;
  /** T7; the attempt does not count. */
  release(tx: Transaction, held: LockedJob, progress: Progress, reason?: string): Promise<void>;
  /** T7 until the job's children have settled. */
  awaitChildren(tx: Transaction, held: LockedJob, progress: Progress): Promise<void>;
}

export interface JobError {
  code: string;
  message: string;
}

/** The writes of the worker that claimed the job under its present fence. */
export function holdingOf(parts: JobParts, job: Job, worker: string): Holding {
  const { notices, dispatcher, settings } = parts;
  const lease = DbTime.in(settings.leaseSeconds * 1000);

  return {
    async lock(tx) {
      const held = await lockJob(tx, job.id);
      if (held && isHeld(held, job)) return held;
      countFencedWrite(job);
      throw new FenceLost(job);
    },
    async beat(progress, cancelKnown) {
      const { sql, values } = assignments({ leaseUntil: lease, ...progressColumns(progress, job.attempt) });
      const { affectedRows } = await parts.db.run(
        `UPDATE jobs SET ${sql} WHERE id = ? AND state = 'running' AND fence = ?${cancelKnown ? '' : ' AND cancel_requested_at IS NULL'}`,
        [...values, job.id, job.fence],
      );
      return affectedRows === 1;
    },
    /** A job that gets on is no poison: only losses since the last checkpoint count. */
    async saveCheckpoint(tx, held, checkpoint, progress) {
      const { checkpointSeq } = held;
      const set = {
        checkpoint,
        checkpointSeq: checkpointSeq + 1,
        lostCount: 0,
        leaseUntil: lease,
        ...progressColumns(progress, job.attempt),
      };
      await updateJob(tx, job.id, set);
    },
    async succeed(tx, held, progress, resultJson) {
      const set = successColumns(job, progress, resultJson);
      await transition(tx, notices, held, { step: 'T3', to: 'succeeded', actor: worker, set });
    },
    async retryLater(tx, held, progress, error) {
      const { columns, send } = dispatcher.plan(held, backoffMs(held.attempt));
      const set = { ...columns, ...progressColumns(progress, job.attempt), ...errorColumns(error) };
      await transition(tx, notices, held, { step: 'T4', to: 'queued', actor: worker, reason: error.code, set });
      tx.afterCommit(send);
    },
    async fail(tx, held, progress, error) {
      const set = { ...progressColumns(progress, job.attempt), ...errorColumns(error) };
      await transition(tx, notices, held, { step: 'T5', to: 'failed', actor: worker, reason: error.code, set });
    },
    async cancel(tx, held, progress) {
      const set = progressColumns(progress, job.attempt);
      await transition(tx, notices, held, { step: 'T6', to: 'canceled', actor: worker, set });
    },
    async release(tx, held, progress, reason = 'worker stops') {
      const { columns, send } = dispatcher.plan(held, 0);
      const set: Assignments = { ...columns, ...progressColumns(progress, job.attempt), attempt: held.attempt - 1 };
      await transition(tx, notices, held, { step: 'T7', to: 'queued', actor: worker, reason, set });
      tx.afterCommit(send);
    },
    async awaitChildren(tx, held, progress) {
      const set: Assignments = {
        ...progressColumns(progress, job.attempt),
        children: 'awaited',
        runAt: WHEN_CHILDREN_SETTLE,
        dispatchDueAt: null,
        leaseOwner: null,
        leaseUntil: null,
        attempt: held.attempt - 1,
      };
      const reason = 'waits for its children';
      await transition(tx, notices, held, { step: 'T7', to: 'queued', actor: worker, reason, set });
    },
  };
}

/** What a job that is done leaves in its row; a job that told no progress keeps what it was claimed with. */
export function successColumns(claimed: Job, progress: Progress, resultJson: string): Assignments {
  const error = claimed.errorCode === null ? {} : { errorCode: null, errorMessage: null };
  const untold = JSON.stringify(progress) === JSON.stringify(progressOf(claimed));
  return { ...(untold ? {} : progressColumns(progress, claimed.attempt)), result: resultJson, ...error };
}

/** Progress as the row keeps it. */
export function progressColumns(progress: Progress, attempt: number): Assignments {
  return {
    progressAttempt: attempt,
    progressSeq: progress.seq,
    progressStage: progress.stage,
    progressCompleted: progress.completed,
    progressTotal: progress.total,
    progressUnit: progress.unit,
    progressMessage: progress.message,
    progressRate: progress.rate,
    progressEtaSeconds: progress.etaSeconds,
  };
}

/** Progress as the row tells it. */
export function progressOf(job: Job): Progress {
  return {
    seq: job.progressSeq,
    stage: job.progressStage,
    completed: job.progressCompleted,
    total: job.progressTotal,
    unit: job.progressUnit,
    message: job.progressMessage,
    rate: job.progressRate,
    etaSeconds: job.progressEtaSeconds,
  };
}

function errorColumns(error: JobError): Assignments {
  return { errorCode: error.code.slice(0, 64), errorMessage: error.message.slice(0, 1000) };
}

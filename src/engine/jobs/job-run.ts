import type { Transaction } from '../../platform/database/database';
import type { Threads } from '../../platform/threads/threads';
import type { Context } from '../context';
import { ChildrenOpen, type ChildrenSums, type SpawnOptions, sumChildren } from './children';
import type { JobDefinition } from './define-job';
import { type EffectOptions, type EffectOutcome, type MakeEffect, makeEffect } from './effects';
import type { Holding } from './holding';
import type { Job } from './job.entity';
import type { LockedJob } from './job-row';
import type { ProgressReport, ProgressTracker } from './progress';
import { writeWarnings } from './warnings';

/** How much a warning weighs: NOTICE (nothing was lost), WARNING (something was), REJECTED or SKIPPED (the whole item was). */
export type WarningSeverity = 'NOTICE' | 'WARNING' | 'REJECTED' | 'SKIPPED';

/** Something that a job met and went on. */
export interface StepWarning {
  severity: WarningSeverity;
  /** Line of the input file, from 1. */
  line?: number;
  /** What it is about, e.g. a title or an external id. */
  subject?: string;
  code: string;
  message: string;
}

/** What a step tells about itself; it is written with the step or not at all. */
export interface StepReport {
  warn(warning: StepWarning): void;
}

/** What a handler works with: a Context, and its job. */
export interface JobRun extends Context {
  /** The job's public id. */
  jobId: string;
  /** 1 for the first. */
  attempt: number;
  /** Aborts when the job is canceled, released or lost, or when the attempt takes too long. */
  signal: AbortSignal;
  /** The last committed checkpoint, of this or an earlier attempt; null at the beginning. */
  checkpoint<T>(): T | null;
  /**
   * One step, exactly once: in one transaction the fence is re-read under the row's lock, the work runs, and the checkpoint and
   * warnings are stored. The work may run again from its beginning after a deadlock, so its effects belong in `tx`. Throws when
   * the job is canceled or no longer this worker's; then nothing of the step is written.
   */
  commit<T>(checkpoint: T, work: (tx: Transaction, report: StepReport) => Promise<void>): Promise<void>;
  /**
   * T1 of children, in the step that is being committed: with its checkpoint or not at all. Their progress is added to this job's,
   * which settles after them; canceling it cancels them. Gives how many there are now that were not: unique ones may exist already.
   */
  spawn<Payload extends object>(
    tx: Transaction,
    definition: JobDefinition<Payload>,
    payloads: readonly Payload[],
    options?: SpawnOptions<Payload>,
  ): Promise<number>;
  /**
   * How the children ended, once all have. Before that it throws, and the job waits in its queue without a worker; when they have
   * settled, the handler runs again from the last checkpoint. A handler that returns before they have is run again as well.
   */
  childrenSettled(): Promise<ChildrenSums>;
  /**
   * Makes an effect outside this database, as the policy says, and remembers it under the name. Throws what `make` threw; wrap that
   * in `effectNotMade` when it is certain that nothing happened.
   */
  effect(name: string, options: EffectOptions, make: MakeEffect): Promise<EffectOutcome>;
  /**
   * Calls the function that a module exports (as `default`) in a thread, so that the heartbeats stay on time. The thread is ended
   * when the job is canceled, released or lost, or when the attempt takes too long.
   */
  compute<Output>(modulePath: string, input: unknown): Promise<Output>;
  /** Tells watchers how far the job is; cheap, never throws, and only the latest counts. */
  progress(report: ProgressReport): void;
  /** The items one by one, as long as the job may go on: throws when the signal has aborted. */
  each<T>(items: Iterable<T> | AsyncIterable<T>): AsyncIterable<T>;
}

/** Why an attempt has to stop. */
export type Interruption = 'canceled' | 'released' | 'lost' | 'timeout';

/** The reason of a job's AbortSignal. */
export class JobInterrupted extends Error {
  constructor(readonly why: Interruption) {
    super(`The job was interrupted: ${why}.`);
    this.name = 'JobInterrupted';
  }
}

/** What a run needs from the attempt that it belongs to. */
export interface RunControls {
  job: Job;
  holding: Holding;
  tracker: ProgressTracker;
  abort: AbortController;
  threads: Threads;
  spawn<Payload extends object>(
    tx: Transaction,
    definition: JobDefinition<Payload>,
    payloads: readonly Payload[],
    options: SpawnOptions<Payload>,
  ): Promise<number>;
  /** Called around a step's transaction: the heartbeat would wait for its lock. */
  stepping(active: boolean): void;
}

/** How long a handler may keep the event loop between two items, in ms. */
const YIELD_EVERY_MS = 20;

/** Makes the run of one attempt from the context that it acts in. */
export function createJobRun(context: Context, controls: RunControls): JobRun {
  const { job, holding, tracker, abort } = controls;
  let checkpoint = job.checkpoint;

  let stepTx: Transaction | null = null;

  async function underFence<T>(
    work: (tx: Transaction, held: LockedJob) => Promise<T>,
    { despiteCancel = false }: { despiteCancel?: boolean } = {},
  ): Promise<T> {
    controls.stepping(true);
    try {
      return await context.db.transaction(async tx => {
        const held = await holding.lock(tx);
        if (held.cancelRequestedAt && !despiteCancel) throw interrupt(abort, 'canceled');
        return work(tx, held);
      });
    } finally {
      controls.stepping(false);
    }
  }

  async function commit<T>(next: T, work: (tx: Transaction, report: StepReport) => Promise<void>): Promise<void> {
    abort.signal.throwIfAborted();
    const json = JSON.stringify(next);
    await underFence(async (tx, held) => {
      const warnings: StepWarning[] = [];
      stepTx = tx;
      await work(tx, { warn: warning => void warnings.push(warning) });
      await writeWarnings(tx, job.id, warnings);
      await holding.saveCheckpoint(tx, held, json, tracker.current);
    }).finally(() => {
      stepTx = null;
    });
    checkpoint = JSON.parse(json);
  }

  async function childrenSettled(): Promise<ChildrenSums> {
    const sums = await sumChildren(context.db, job.id);
    if (sums.open > 0) throw new ChildrenOpen(job);
    return sums;
  }

  async function* each<T>(items: Iterable<T> | AsyncIterable<T>): AsyncIterable<T> {
    let yieldedAt = performance.now();
    for await (const item of items) {
      if (performance.now() - yieldedAt > YIELD_EVERY_MS) {
        await new Promise(resolve => setImmediate(resolve));
        yieldedAt = performance.now();
      }
      abort.signal.throwIfAborted();
      yield item;
    }
    abort.signal.throwIfAborted();
  }

  return {
    ...context,
    jobId: job.publicId,
    attempt: job.attempt,
    signal: abort.signal,
    checkpoint: <T>() => checkpoint as T | null,
    commit,
    childrenSettled,
    async spawn(tx, definition, payloads, options = {}) {
      if (tx !== stepTx) throw new Error('Children are spawned in the transaction of a step.');
      return controls.spawn(tx, definition, payloads, options);
    },
    effect(name, options, make) {
      abort.signal.throwIfAborted();
      return makeEffect({ job, underFence, signal: abort.signal }, { name, ...options }, make);
    },
    compute: (modulePath, input) => controls.threads.run(modulePath, input, abort.signal),
    progress: report => tracker.report(report),
    each,
  };
}

function interrupt(abort: AbortController, why: Interruption): JobInterrupted {
  const reason = new JobInterrupted(why);
  if (!abort.signal.aborted) abort.abort(reason);
  return reason;
}

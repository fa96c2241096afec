/**
 * One run of one job under one fence. While the handler works, a heartbeat extends the lease, saves the progress and learns of
 * cancellation, in one statement. When the handler is done, exactly one transaction settles the run (T3 to T7) under the fence;
 * if the database is away, it tries until it is back. If the job has meanwhile gone on without this worker, nothing is written:
 * the reconciler and the next holder own the outcome.
 */
import { performance } from 'node:perf_hooks';
import { KeelsonError } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import type { Logger } from '../../platform/telemetry/log';
import type { Context } from '../context';
import { ChildrenOpen, hasOpenChildren, spawnChildren } from './children';
import { type JobDefinition, readPayload } from './define-job';
import { FenceLost, type Holding, holdingOf, progressOf, successColumns } from './holding';
import type { Job } from './job.entity';
import { observeDuration } from './job-metrics';
import { beatMs, type JobParts } from './job-parts';
import { findJob, type LockedJob } from './job-row';
import { createJobRun, type Interruption, JobInterrupted } from './job-run';
import { ProgressTracker } from './progress';
import { describeError, isWorthAnotherAttempt } from './retry';

const SETTLE_AGAIN_MS = 500;
/** How soon a database answers that is there. */
const PING_TIMEOUT_MS = 1000;

type Outcome = { resultJson: string } | { error: unknown };

export class Attempt {
  private readonly abort = new AbortController();
  private readonly tracker: ProgressTracker;
  private readonly holding: Holding;
  private readonly log: Logger;
  private readonly leaseMs: number;
  private timers: NodeJS.Timeout[] = [];
  private beating = false;
  private stepping = false;
  private cancelKnown = false;
  private settled = false;
  /** It has children, of this attempt or of an earlier one, that may be active. */
  private spawned: boolean;
  private leaseRenewedAt = performance.now();

  constructor(
    private readonly parts: JobParts,
    private readonly definition: JobDefinition,
    readonly job: Job,
    private readonly worker: string,
  ) {
    this.holding = holdingOf(parts, job, worker);
    this.spawned = job.children !== null;
    this.log = parts.log.child({ jobId: job.publicId, kind: job.kind, attempt: job.attempt });
    this.leaseMs = parts.settings.leaseSeconds * 1000;
    this.tracker = new ProgressTracker(progressOf(job), progress =>
      parts.notices.progressed(job.publicId, job.ver, progress),
    );
  }

  /** Runs the handler and settles the run; never throws. */
  async run(context: () => Promise<Context>): Promise<void> {
    const startedAt = performance.now();
    this.startTimers();
    const outcome = await this.perform(context);
    this.tracker.stop();
    await this.settle(outcome);
    this.stopTimers();
    observeDuration(this.job, performance.now() - startedAt);
  }

  /** Asks the handler to stop at its next checkpoint. */
  interrupt(why: Interruption): void {
    if (!this.abort.signal.aborted) this.abort.abort(new JobInterrupted(why));
  }

  /** T7 while the handler is still busy: what it tries to write from now on is refused. */
  async releaseNow(): Promise<void> {
    this.interrupt('released');
    this.stopTimers();
    await this.settleOnce({ error: new JobInterrupted('released') }).catch(error =>
      this.log.warn('The job could not be released; its lease will run out', { error }),
    );
  }

  /** One heartbeat, now: a notice said that there is news. */
  async beat(): Promise<void> {
    if (this.beating || this.stepping || this.settled) return;
    this.beating = true;
    const sentAt = performance.now();
    try {
      const matched = await this.holding.beat(this.tracker.current, this.cancelKnown);
      if (matched) this.leaseRenewedAt = sentAt;
      else if (!this.settled) await this.learnWhy();
    } catch (error) {
      this.log.warn('A heartbeat failed', { error });
    } finally {
      this.beating = false;
    }
  }

  /** Longer than the lease without an answer: somebody else may hold the job by now, and the fence will tell. */
  private onBeatDue(): void {
    if (performance.now() - this.leaseRenewedAt > this.leaseMs && !this.stepping) this.interrupt('lost');
    void this.beat();
  }

  private async perform(context: () => Promise<Context>): Promise<Outcome> {
    try {
      const payload = readPayload(this.definition, this.job.payload);
      const run = createJobRun(
        { ...(await context()), log: this.log },
        {
          job: this.job,
          holding: this.holding,
          tracker: this.tracker,
          abort: this.abort,
          threads: this.parts.threads,
          spawn: (tx, definition, payloads, options) => {
            this.spawned = true;
            return spawnChildren(this.parts, tx, { job: this.job, worker: this.worker }, definition, payloads, options);
          },
          stepping: active => this.step(active),
        },
      );
      const result = await this.definition.perform(payload, run);
      return { resultJson: JSON.stringify(result ?? null) };
    } catch (error) {
      return { error: (await this.databaseIsAway(error)) ? new JobInterrupted('lost') : error };
    }
  }

  /**
   * The handler met a database that went away, which is no fault of the job's: the run is given back, and no attempt charged, once
   * the database is there again. Where it answers, the error was of the handler's own making, like a statement that takes too long.
   */
  private async databaseIsAway(error: unknown): Promise<boolean> {
    if (!(error instanceof KeelsonError) || error.code !== 'UNAVAILABLE') return false;
    return this.parts.db.ping(PING_TIMEOUT_MS).then(
      () => false,
      () => true,
    );
  }

  private step(active: boolean): void {
    this.stepping = active;
    if (!active) this.leaseRenewedAt = performance.now();
  }

  private startTimers(): void {
    this.timers.push(setInterval(() => this.onBeatDue(), beatMs(this.parts.settings)).unref());
    const { timeoutMs } = this.definition;
    if (timeoutMs === undefined) return;
    const onTimeout = () => {
      this.interrupt('timeout');
      // Without heartbeats a handler that ignores its signal loses the job when the lease runs out.
      this.stopTimers();
    };
    this.timers.push(setTimeout(onTimeout, timeoutMs).unref());
  }

  private stopTimers(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  }

  /** The heartbeat matched nothing: the job is to be canceled, or is no longer ours. */
  private async learnWhy(): Promise<void> {
    const row = await findJob(this.parts.db, this.job.publicId);
    if (row?.state === 'running' && row.fence === this.job.fence && row.cancelRequestedAt) {
      this.cancelKnown = true;
      this.interrupt('canceled');
    } else if (!this.settled) {
      this.interrupt('lost');
    }
  }

  private async settle(outcome: Outcome): Promise<void> {
    while (!this.settled) {
      try {
        await this.settleOnce(outcome);
        return;
      } catch (error) {
        if (error instanceof FenceLost) {
          this.log.warn('The job went on without this worker; nothing was written', { reason: error.message });
          return;
        }
        if (!(error instanceof KeelsonError) || error.code !== 'UNAVAILABLE') {
          this.log.error('The job could not be settled; its lease will run out', { error });
          return;
        }
      }
      await new Promise(resolve => setTimeout(resolve, SETTLE_AGAIN_MS * (0.5 + Math.random())));
    }
  }

  private async settleOnce(outcome: Outcome): Promise<void> {
    if ('resultJson' in outcome && (await this.succeedTogether(outcome.resultJson))) return;
    await this.parts.db.transaction(async tx => {
      const held = await this.holding.lock(tx);
      await this.decide(tx, held, outcome);
    });
    this.settled = true;
  }

  /** T3 in one transaction with other jobs that end now; false when this one needs a transaction of its own. */
  private async succeedTogether(resultJson: string): Promise<boolean> {
    if (this.spawned) return false;
    const { job, worker } = this;
    const set = successColumns(job, this.tracker.current, resultJson);
    const outcome = await this.parts.settlements.succeed({ job, worker, set });
    this.settled = outcome === 'settled';
    return this.settled;
  }

  private async decide(tx: Transaction, held: LockedJob, outcome: Outcome): Promise<void> {
    const progress = this.tracker.current;
    const waits = 'resultJson' in outcome || outcome.error instanceof ChildrenOpen;
    const open = waits && held.children !== null && (await hasOpenChildren(tx, held.id));
    if ('resultJson' in outcome && !open) return this.holding.succeed(tx, held, progress, outcome.resultJson);
    if (held.cancelRequestedAt) return this.holding.cancel(tx, held, progress);
    if (open) return this.holding.awaitChildren(tx, held, progress);
    const error = 'error' in outcome ? outcome.error : null;
    // The last child settled a moment ago: the handler may go on at once.
    if (error instanceof ChildrenOpen) return this.holding.release(tx, held, progress);
    if (error instanceof FenceLost) throw error;
    const why = error instanceof JobInterrupted ? error.why : null;
    // "Lost" was a guess from a silent database; under the lock it is known that nobody else took the job.
    if (why === 'released') return this.holding.release(tx, held, progress);
    if (why === 'lost') return this.holding.release(tx, held, progress, 'the database was away');

    const described =
      why === 'timeout'
        ? { code: 'TIMEOUT', message: `The attempt took longer than ${this.definition.timeoutMs} ms.` }
        : describeError(error);
    this.log.warn('The attempt failed', { code: described.code, error });
    // Runs that were lost with their worker have a limit of their own, `max_lost`.
    const attemptsLeft = (await countErrors(tx, held.id)) + 1 < held.maxAttempts;
    if (attemptsLeft && isWorthAnotherAttempt(error)) return this.holding.retryLater(tx, held, progress, described);
    return this.holding.fail(tx, held, progress, described);
  }
}

/** How many runs ended with an error since the job was made, or since an operator sent it back to the queue. */
async function countErrors(tx: Transaction, jobId: number): Promise<number> {
  const [{ errors }] = await tx.select<{ errors: string }>(
    `SELECT COUNT(*) AS errors FROM job_events WHERE job_id = ? AND step = 'T4'
       AND ver > (SELECT COALESCE(MAX(ver), 0) FROM job_events WHERE job_id = ? AND step = 'T11')`,
    [jobId, jobId],
  );
  return Number(errors);
}

/**
 * Finds what went wrong and puts it right; one in every worker, no leader. Several may find the same row: the lock and a second
 * look under it decide. It takes back jobs whose lease ran out (T8), fails those past their deadline (T10), and sends a new hint
 * for what is due and still queued, so that a flushed Redis loses nothing.
 * When the database was away, leases ran out although their holders live: each gets the time for a heartbeat before it counts as lost.
 */
import type { Job } from './job.entity';
import { beatMs, type JobParts } from './job-parts';
import { DB_NOW, type LockedJob, lockJob, selectJobs } from './job-row';
import { assignments, type Change, transition } from './job-state';
import { jitter } from './retry';

/** How many rows of each sort one round takes. */
const BATCH = 200;
const ACTOR = 'reconciler';
/** How many heartbeats' time the holders get once the database answers again. */
const PATIENCE_BEATS = 1.5;

/** Something else that each worker does in each of its rounds. */
export interface Duty {
  what: string;
  work(): Promise<void>;
}

export class Reconciler {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private stopped = false;
  /** The database did not answer the last look. */
  private unheard = false;
  /** Until then an expired lease may still be renewed by its holder, by `performance.now()`. */
  private patientUntil = 0;

  constructor(
    private readonly parts: JobParts,
    private readonly duties: readonly Duty[] = [],
  ) {}

  start(): void {
    this.schedule();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.round;
  }

  /** One round; a fault in one part does not stop the others. */
  async reconcile(): Promise<void> {
    await this.attempt('expired leases', () => this.recoverLost());
    await this.attempt('deadlines', () => this.failLate());
    await this.attempt('lost hints', () => this.hintAgain());
    for (const { what, work } of this.duties) await this.attempt(what, work);
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(
      () => {
        this.round = this.reconcile().finally(() => this.schedule());
      },
      jitter(this.parts.settings.reconcileSeconds * 1000),
    );
  }

  private async attempt(what: string, work: () => Promise<void>): Promise<void> {
    await work().catch(error => this.parts.log.warn(`Reconciling ${what} failed`, { error }));
  }

  private async recoverLost(): Promise<void> {
    const rows = await this.heard(this.ids(`state = 'running' AND lease_until < ${DB_NOW} ORDER BY lease_until`));
    if (performance.now() < this.patientUntil) return;
    for (const id of rows)
      await this.underLock(id, job => (job.state === 'running' && job.leaseExpired ? this.lost(job) : null));
  }

  /** What the database answers; after a silence, patience begins with the first answer. */
  private async heard<T>(answer: Promise<T>): Promise<T> {
    try {
      const value = await answer;
      if (this.unheard) this.patientUntil = performance.now() + PATIENCE_BEATS * beatMs(this.parts.settings);
      this.unheard = false;
      return value;
    } catch (error) {
      this.unheard = true;
      throw error;
    }
  }

  private async failLate(): Promise<void> {
    const rows = await this.ids(`state IN ('queued', 'running') AND deadline_at <= ${DB_NOW}`);
    for (const id of rows)
      await this.underLock(id, job => (isActive(job) && job.deadlinePassed ? { change: late(job) } : null));
  }

  private async hintAgain(): Promise<void> {
    const { db, dispatcher } = this.parts;
    if (dispatcher.isFailing()) return;
    const due = `state = 'queued' AND dispatch_due_at <= ${DB_NOW}`;
    for (const job of await selectJobs(db, `${due} ORDER BY dispatch_due_at LIMIT ${BATCH}`, [])) {
      const dispatchSeq = job.dispatchSeq + 1;
      const { sql, values } = assignments({ dispatchSeq, dispatchDueAt: dispatcher.nextHint });
      const { affectedRows } = await db.run(`UPDATE jobs SET ${sql} WHERE id = ? AND ${due}`, [...values, job.id]);
      if (affectedRows === 1) await dispatcher.hint({ ...job, dispatchSeq }, 0);
    }
  }

  private async ids(where: string): Promise<number[]> {
    const rows = await this.parts.db.select<{ id: number }>(`SELECT id FROM jobs WHERE ${where} LIMIT ${BATCH}`);
    return rows.map(({ id }) => Number(id));
  }

  private async underLock(id: number, decide: (job: LockedJob) => Verdict | null): Promise<void> {
    await this.parts.db.transaction(async tx => {
      const job = await lockJob(tx, id, { skipLocked: true });
      const verdict = job && decide(job);
      if (!verdict) return;
      await transition(tx, this.parts.notices, job, verdict.change);
      if (verdict.send) tx.afterCommit(verdict.send);
    });
  }

  private lost(job: LockedJob): Verdict {
    const lostCount = job.lostCount + 1;
    const change = { step: 'T8', actor: ACTOR, reason: `the lease of ${job.leaseOwner} ran out` } as const;
    if (job.cancelRequestedAt) return { change: { ...change, to: 'canceled', set: { lostCount } } };
    if (lostCount >= job.maxLost) {
      const errorMessage = `The job was given up: ${lostCount} workers were lost while they ran it.`;
      return { change: { ...change, to: 'failed', set: { lostCount, errorCode: 'LOST_WORKER', errorMessage } } };
    }
    const { columns, send } = this.parts.dispatcher.plan(job, 0);
    return { change: { ...change, to: 'queued', set: { ...columns, lostCount } }, send };
  }
}

interface Verdict {
  change: Change;
  send?: () => Promise<void>;
}

function isActive(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}

/** The fence moves on, so that a worker that still runs the job can't write any more. */
function late(job: Job): Change {
  const errorMessage = 'The job had not settled by its deadline.';
  return {
    step: 'T10',
    to: 'failed',
    actor: ACTOR,
    reason: 'the deadline passed',
    set: { fence: job.fence + 1, errorCode: 'DEADLINE_PASSED', errorMessage },
  };
}

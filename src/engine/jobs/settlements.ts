/**
 * T3, many at a time: jobs that end in the same moments share one transaction. Nothing else is shared. Each row is written only if it
 * is still in the state, version and fence under which its worker claimed it, which the database checks under the row's lock. When
 * one of them is not, the transaction is rolled back, and each of its jobs is settled, or refused, in one of its own.
 */
import { KeelsonError } from '../../errors';
import type { Database } from '../../platform/database/database';
import { Grouped } from './grouped';
import type { Job } from './job.entity';
import type { JobNotices } from './job-notices';
import { type Assignments, transitionsIfUnchanged } from './job-state';

/** How many jobs one transaction settles at most. */
const MOST = 32;

/** A job whose handler is done. It has no children that may be active. */
interface Success {
  /** As it was claimed. */
  job: Job;
  worker: string;
  /** What the row gets besides its state. */
  set: Assignments;
}

/** `settled` is written; `alone` means that this job has to be settled, or refused, in a transaction of its own. */
export type GroupedOutcome = 'settled' | 'alone';

/** The successes of one process, on their way into the table. */
export class Settlements {
  private readonly group: Grouped<Success, GroupedOutcome>;

  constructor(
    private readonly db: Database,
    private readonly notices: JobNotices,
  ) {
    this.group = new Grouped(successes => this.settle(successes), { most: MOST, atOnce: 1 });
  }

  /** Settles a job whose handler is done; throws UNAVAILABLE. */
  succeed(success: Success): Promise<GroupedOutcome> {
    return this.group.do(success);
  }

  private async settle(successes: Success[]): Promise<GroupedOutcome[]> {
    const alone = successes.map((): GroupedOutcome => 'alone');
    if (successes.length === 1) return alone;
    const changes = [...successes]
      .sort((one, other) => one.job.id - other.job.id)
      .map(({ job, worker, set }) => ({ job, change: { step: 'T3', to: 'succeeded', actor: worker, set } as const }));
    try {
      await this.db.transaction(async tx => {
        if (!(await transitionsIfUnchanged(tx, this.notices, changes))) throw new NotAllHeld();
      });
      return successes.map(() => 'settled');
    } catch (error) {
      if (error instanceof KeelsonError && error.code === 'UNAVAILABLE') throw error;
      // One job was lost, or its row takes no such result: the others must not suffer.
      return alone;
    }
  }
}

class NotAllHeld extends Error {}

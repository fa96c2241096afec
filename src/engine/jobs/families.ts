/**
 * Keeps parents up with their children. When a child settles, its parent's sums are taken again, at most twice a second in one
 * process; when the last one has, a parent that waits goes back to the front of time: due now, with a hint. When a parent has been
 * canceled or has failed, its children are canceled. All this is told by commits, which may get lost with their process, so the
 * reconciler goes through every parent that may have active children.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from '../../platform/database/database';
import { type ChildrenSums, sumChildren } from './children';
import type { JobParts } from './job-parts';
import { type LockedJob, lockJob, lockJobs } from './job-row';
import {
  type Assignments,
  type Change,
  DbTime,
  isSettled,
  type MadeTransition,
  transitions,
  updateJob,
} from './job-state';

const EVERY_MS = 500;
/** Summing takes at most this part of the time, however many children there are. */
const SHARE = 0.1;
const BATCH = 100;
const ACTOR = 'parent';

/** A parent waits in the queue with this as its time: it is due when its children have settled, and no time of its own matters. */
export const WHEN_CHILDREN_SETTLE = new Date('9999-12-31T00:00:00Z');

interface Gathering {
  timer: NodeJS.Timeout | null;
  underWay: boolean;
  again: boolean;
  notBefore: number;
}

/** Follows the families of jobs for one process. */
export class Families {
  private readonly gatherings = new Map<number, Gathering>();
  private closed = false;

  constructor(private readonly parts: Pick<JobParts, 'db' | 'notices' | 'dispatcher' | 'log'>) {}

  /** Hears of every transition that this process has committed. */
  noticed({ job, change }: MadeTransition): void {
    if (!isSettled(change.to)) return;
    if (job.parentId) this.request(job.parentId);
    if (job.children && job.id) this.request(job.id);
  }

  /** Looks after every parent whose children may be active. */
  async reconcile(): Promise<void> {
    const rows = await this.parts.db.select<{ id: number }>(
      `SELECT id FROM jobs WHERE children IN ('open', 'awaited') ORDER BY id LIMIT 1000`,
    );
    for (const { id } of rows) await this.gather(Number(id));
  }

  close(): void {
    this.closed = true;
    for (const { timer } of this.gatherings.values()) if (timer) clearTimeout(timer);
    this.gatherings.clear();
  }

  private request(parentId: number): void {
    if (this.closed) return;
    const gathering = this.gatherings.get(parentId) ?? { timer: null, underWay: false, again: false, notBefore: 0 };
    this.gatherings.set(parentId, gathering);
    if (gathering.timer) return;
    if (gathering.underWay) {
      gathering.again = true;
      return;
    }
    const waitMs = Math.max(0, gathering.notBefore - performance.now());
    gathering.timer = setTimeout(() => void this.run(parentId, gathering), waitMs).unref();
  }

  private async run(parentId: number, gathering: Gathering): Promise<void> {
    Object.assign(gathering, { timer: null, underWay: true, again: false });
    const begunAt = performance.now();
    try {
      // Whoever holds the row may have counted before the commit that we were told of.
      if (!(await this.gather(parentId))) gathering.again = true;
    } catch (error) {
      this.parts.log.warn('The children of a job could not be counted', { parent: parentId, error });
    }
    const now = performance.now();
    Object.assign(gathering, { underWay: false, notBefore: now + Math.max(EVERY_MS, (now - begunAt) / SHARE) });
    if (gathering.again) return this.request(parentId);
    // Kept until the next one may begin, so that it is not too soon.
    const forget = () => {
      if (!gathering.timer && !gathering.underWay) this.gatherings.delete(parentId);
    };
    setTimeout(forget, gathering.notBefore - now).unref();
  }

  /** Takes the sums under the parent's lock and does what follows from them; false when somebody else holds the row. */
  private async gather(parentId: number): Promise<boolean> {
    const result = await this.parts.db.transaction(async tx => {
      const parent = await lockJob(tx, parentId, { skipLocked: true });
      if (!parent) return null;
      const sums = await sumChildren(tx, parentId);
      await this.keepUp(tx, parent, sums);
      return { parent, sums };
    });
    if (!result) return false;
    const { parent, sums } = result;
    const abandoned = parent.children !== null && isSettled(parent.state) && sums.open > 0;
    if (abandoned) await this.cancelChildren(parent);
    return true;
  }

  private async keepUp(tx: Transaction, parent: LockedJob, sums: ChildrenSums): Promise<void> {
    const { publicId } = parent;
    const now = {
      childrenCount: sums.count,
      childrenFailed: sums.failed,
      childrenCompleted: sums.completed,
      childrenTotal: sums.total,
    };
    const { childrenCount, childrenFailed, childrenCompleted, childrenTotal } = parent;
    const before = { childrenCount, childrenFailed, childrenCompleted, childrenTotal };
    const set: Assignments = isDeepStrictEqual(now, before) ? {} : { ...now, childrenSeq: parent.childrenSeq + 1 };
    if (sums.open === 0 && parent.children !== null) {
      set.children = null;
      if (parent.children === 'awaited' && parent.state === 'queued') {
        const { columns, send } = this.parts.dispatcher.plan(parent, 0);
        Object.assign(set, columns);
        tx.afterCommit(send);
      }
    }
    if (Object.keys(set).length === 0) return;
    await updateJob(tx, parent.id, set);
    tx.afterCommit(() => this.parts.notices.lookAgain(publicId));
  }

  /** T9 for those that wait; those that run are asked to stop. */
  private async cancelChildren(parent: LockedJob): Promise<void> {
    const { db, notices } = this.parts;
    const reason = `its parent has ${parent.state === 'canceled' ? 'been canceled' : parent.state}`;
    for (;;) {
      const rows = await db.select<{ id: number }>(
        `SELECT id FROM jobs WHERE parent_id = ? AND state IN ('queued', 'running') AND cancel_requested_at IS NULL
         LIMIT ${BATCH}`,
        [parent.id],
      );
      if (rows.length === 0) return;
      const ids = rows.map(({ id }) => Number(id)).sort((a, b) => a - b);
      await db.transaction(async tx => {
        const set = { cancelRequestedAt: DbTime.now, cancelBy: ACTOR };
        const open = (await lockJobs(tx, ids)).filter(child => !isSettled(child.state) && !child.cancelRequestedAt);
        const change: Change = { step: 'T9', to: 'canceled', actor: ACTOR, reason, set };
        const queued = open.filter(({ state }) => state === 'queued');
        await transitions(
          tx,
          notices,
          queued.map(job => ({ job, change })),
        );
        for (const child of open.filter(({ state }) => state === 'running')) {
          await updateJob(tx, child.id, set);
          tx.afterCommit(() => notices.cancelRequested(child.publicId));
        }
      });
    }
  }
}

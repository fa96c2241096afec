/**
 * The life of a job. These eleven transitions are all there are; whatever else happens to the state of a job is a bug.
 *
 *   T1  - -> queued                         whoever asks, inside their own transaction
 *   T2  queued -> running                   a worker: due, not canceled; fence + 1, attempt + 1, a lease
 *   T3  running -> succeeded                the holder of the fence
 *   T4  running -> queued                   the holder, after an error worth retrying; later, with jitter
 *   T5  running -> failed                   the holder, after a final error or with its attempts spent
 *   T6  running -> canceled                 the holder, at its next checkpoint after a request
 *   T7  running -> queued                   the holder, told to stop (SIGTERM) or to wait for its children; the attempt does not count
 *   T8  running -> queued, failed, canceled the reconciler, when the lease ran out
 *   T9  queued -> canceled                  the API; a running job only gets the request
 *   T10 queued, running -> failed           the reconciler, past the deadline; the fence moves on
 *   T11 failed -> queued                    an operator; counters reset
 *
 * Each is one transaction: lock the row by its primary key, check, update with ver + 1, insert the job_event. Watchers are told,
 * and the log written, after the commit. "Scheduled" is queued with run_at in the future.
 *
 * A parent settles after its children. While any of them is active it has nothing to do, so it holds no lease and no place in a
 * worker: it goes back to the queue (T7) with `children` = awaited and a run_at that never comes. Whoever sees that the last child
 * has settled, under the parent's lock, sets run_at to now and sends a hint; that is no transition, as the state stays queued. The
 * parent is then claimed (T2) and goes on from its checkpoint. Canceling (T9) and the deadline (T10) reach it as any queued job.
 */
import type { SqlValue, Transaction } from '../../platform/database/database';
import { snakeCase } from '../../platform/database/snake-naming';
import type { Job } from './job.entity';
import type { JobNotices } from './job-notices';
import { DB_NOW } from './job-row';
import { inList, inLists } from './sql-lists';

/** Where a job stands. */
export type JobState = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';

/** Number of a transition. */
export type Step = keyof typeof TRANSITIONS;

/** From where to where each transition leads. */
export const TRANSITIONS = {
  T1: { from: [], to: ['queued'] },
  T2: { from: ['queued'], to: ['running'] },
  T3: { from: ['running'], to: ['succeeded'] },
  T4: { from: ['running'], to: ['queued'] },
  T5: { from: ['running'], to: ['failed'] },
  T6: { from: ['running'], to: ['canceled'] },
  T7: { from: ['running'], to: ['queued'] },
  T8: { from: ['running'], to: ['queued', 'failed', 'canceled'] },
  T9: { from: ['queued'], to: ['canceled'] },
  T10: { from: ['queued', 'running'], to: ['failed'] },
  T11: { from: ['failed'], to: ['queued'] },
} as const satisfies Record<string, { from: readonly JobState[]; to: readonly JobState[] }>;

/** True for a state that a job leaves only by an operator's retry. */
export function isSettled(state: JobState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'canceled';
}

/** What every job leaves behind when it settles. */
function settledColumns(): Assignments {
  return { finishedAt: DbTime.now, activeKey: null, leaseOwner: null, leaseUntil: null, dispatchDueAt: null };
}

/** A time by the database's clock. */
export class DbTime {
  private constructor(readonly afterMs: number) {}
  static now = new DbTime(0);
  static in(ms: number): DbTime {
    return new DbTime(Math.max(0, Math.round(ms)));
  }
}

/** New values of columns, by the entity's names. */
export type Assignments = { [Column in keyof Job]?: SqlValue | DbTime };

/** What a transition has to know of its job, as it was before. */
export type JobInTransition = Readonly<
  Pick<Job, 'id' | 'publicId' | 'kind' | 'queue' | 'state' | 'ver' | 'fence' | 'attempt'> &
    Partial<Pick<Job, 'parentId' | 'children'>>
>;

export interface Change {
  step: Step;
  to: JobState;
  /** The viewer's id, the worker's name, or `reconciler`. */
  actor: string;
  reason?: string;
  set?: Assignments;
}

/** Makes a transition of a job whose row the transaction has locked; throws when the table above does not have it. */
export async function transition(
  tx: Transaction,
  notices: JobNotices,
  job: JobInTransition,
  change: Change,
): Promise<void> {
  await transitions(tx, notices, [{ job, change }]);
}

/** Jobs whose rows change alike: from one state, version and fence, by one change, to one set of columns. */
interface AlikeChanges {
  made: (MadeTransition & { job: JobInTransition })[];
  set: Assignments;
}

/** The same for several jobs, which are locked one and all; what changes alike is written by two statements, however many they are. */
export async function transitions(
  tx: Transaction,
  notices: JobNotices,
  changes: readonly { job: JobInTransition; change: Change }[],
): Promise<void> {
  for (const { made, set } of alikeChanges(changes)) {
    for (const some of inLists(made)) {
      const { sql, values } = assignments(set);
      const list = inList(some.map(({ job }) => job.id));
      await tx.run(`UPDATE jobs SET ${sql} WHERE id ${list.sql}`, [...values, ...list.values]);
      await recordEvents(tx, some);
    }
    tx.afterCommit(() => made.forEach(one => notices.transitioned(one)));
  }
}

/**
 * The same for jobs that are not locked: the UPDATE takes the locks, and matches only rows that are still in the state, version and
 * fence that are told. False when it did not match them all; then the transaction has to be rolled back.
 */
export async function transitionsIfUnchanged(
  tx: Transaction,
  notices: JobNotices,
  changes: readonly { job: JobInTransition; change: Change }[],
): Promise<boolean> {
  for (const { made, set } of alikeChanges(changes)) {
    for (const some of inLists(made)) {
      const { sql, values } = assignments(set);
      const list = inList(some.map(({ job }) => job.id));
      const { state, ver, fence } = some[0].job;
      const { affectedRows } = await tx.run(
        `UPDATE jobs SET ${sql} WHERE id ${list.sql} AND state = ? AND ver = ? AND fence = ?`,
        [...values, ...list.values, state, ver, fence],
      );
      if (affectedRows !== some.length) return false;
      await recordEvents(tx, some);
    }
    tx.afterCommit(() => made.forEach(one => notices.transitioned(one)));
  }
  return true;
}

function alikeChanges(changes: readonly { job: JobInTransition; change: Change }[]): Iterable<AlikeChanges> {
  const alike = new Map<string, AlikeChanges>();
  for (const { job, change } of changes) {
    const { from, to } = TRANSITIONS[change.step] as { from: readonly JobState[]; to: readonly JobState[] };
    if (!from.includes(job.state) || !to.includes(change.to)) {
      throw new Error(`${change.step} can't take job ${job.publicId} from ${job.state} to ${change.to}.`);
    }
    const made = { job, ver: job.ver + 1, change };
    const set = { ...change.set, ...(isSettled(change.to) ? settledColumns() : {}), state: change.to, ver: made.ver };
    const { step, actor, reason } = change;
    const key = JSON.stringify([job.state, job.ver, job.fence, step, actor, reason, set]);
    const same = alike.get(key);
    if (same) same.made.push(made);
    else alike.set(key, { made: [made], set });
  }
  return alike.values();
}

/** Writes columns of one row, by its primary key. */
export async function updateJob(tx: Transaction, id: number, set: Assignments): Promise<void> {
  const { sql, values } = assignments(set);
  await tx.run(`UPDATE jobs SET ${sql} WHERE id = ?`, [...values, id]);
}

/** The SET list of an UPDATE. */
export function assignments(set: Assignments): { sql: string; values: SqlValue[] } {
  const entries = Object.entries(set) as [string, SqlValue | DbTime][];
  const sql = entries.map(
    ([column, value]) => `${snakeCase(column)} = ${value instanceof DbTime ? dbTimeSql(value) : '?'}`,
  );
  return { sql: sql.join(', '), values: entries.flatMap(([, value]) => sqlValues(value)) };
}

/** A time as SQL: `sqlValues` gives what its placeholder takes. */
export function dbTimeSql(time: DbTime): string {
  return time.afterMs === 0 ? DB_NOW : `${DB_NOW} + INTERVAL ? MICROSECOND`;
}

/** The placeholder's values: none for the present moment, microseconds for a later one. */
export function sqlValues(value: SqlValue | DbTime): SqlValue[] {
  if (!(value instanceof DbTime)) return [value];
  return value.afterMs === 0 ? [] : [value.afterMs * 1000];
}

/** What a transition has made of a job, which is told as it was before. */
export interface MadeTransition {
  /** A job that has just been made has no number that anybody needs. */
  job: Omit<JobInTransition, 'id'> & { id?: number };
  ver: number;
  change: Change;
}

/** Writes the audit rows of transitions that are alike and whose rows are written: version and fence are read from them. */
export async function recordEvents(tx: Transaction, alike: readonly MadeTransition[]): Promise<void> {
  const list = inList(alike.map(({ job }) => job.publicId));
  const { job, change } = alike[0];
  await tx.run(
    `INSERT INTO job_events (job_id, ver, step, from_state, to_state, fence, actor, reason, at)
     SELECT id, ver, ?, ?, ?, fence, ?, ?, ${DB_NOW} FROM jobs WHERE public_id ${list.sql}`,
    [
      change.step,
      change.step === 'T1' ? null : job.state,
      change.to,
      change.actor,
      change.reason?.slice(0, 1000) ?? null,
      ...list.values,
    ],
  );
}

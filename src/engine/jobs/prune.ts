import type { Transaction } from '../../platform/database/database';
import { DB_NOW } from './job-row';
import { inBatches } from './sql-lists';

/** How many rows one transaction deletes of the table that it is about. */
export const PRUNE_BATCH = 1000;

/** Tables whose rows belong to a job, by its number. */
const BELONGINGS = ['job_events', 'job_warnings', 'effects'];

/** Deletes one batch of jobs that settled more than `days` ago, with what belongs to them; gives how many. */
export async function pruneSettledJobs(tx: Transaction, days: number): Promise<number> {
  const ids: number[] = [];
  for (const state of ['succeeded', 'failed', 'canceled']) {
    if (ids.length === PRUNE_BATCH) break;
    // A failed job that is being retried is left alone: its row is locked, or no longer settled. So is the child of an active job,
    // which still counts it.
    const rows = await tx.select<{ id: number }>(
      `SELECT id FROM jobs WHERE state = ? AND finished_at < ${DB_NOW} - INTERVAL ? DAY
         AND NOT EXISTS (SELECT 1 FROM jobs parents WHERE parents.id = jobs.parent_id AND parents.state IN ('queued', 'running'))
       ORDER BY finished_at LIMIT ${PRUNE_BATCH} FOR UPDATE SKIP LOCKED`,
      [state, days],
    );
    ids.push(...rows.slice(0, PRUNE_BATCH - ids.length).map(({ id }) => Number(id)));
  }
  for (const batch of inBatches(ids)) {
    const list = batch.map(() => '?').join(', ');
    for (const table of BELONGINGS) await tx.run(`DELETE FROM ${table} WHERE job_id IN (${list})`, batch);
    await tx.run(`DELETE FROM jobs WHERE id IN (${list})`, batch);
  }
  return ids.length;
}

/** Deletes one batch of idempotency keys that have expired; gives how many. */
export async function pruneIdempotencyKeys(tx: Transaction): Promise<number> {
  const { affectedRows } = await tx.run(
    `DELETE FROM idempotency_keys WHERE expires_at < ${DB_NOW} ORDER BY expires_at LIMIT ${PRUNE_BATCH}`,
  );
  return affectedRows;
}

/** Deletes one batch of slots that were dealt with more than `days` ago; gives how many. One that waits for its job stays. */
export async function pruneFires(tx: Transaction, days: number): Promise<number> {
  let deleted = 0;
  const schedules = await tx.select<{ schedule: string }>('SELECT DISTINCT schedule FROM schedule_fires');
  for (const { schedule } of schedules) {
    if (deleted >= PRUNE_BATCH) break;
    const { affectedRows } = await tx.run(
      `DELETE FROM schedule_fires WHERE schedule = ? AND fire_at < ${DB_NOW} - INTERVAL ? DAY AND outcome <> 'WAITING'
       ORDER BY fire_at LIMIT ${PRUNE_BATCH}`,
      [schedule, days],
    );
    deleted += affectedRows;
  }
  return deleted;
}

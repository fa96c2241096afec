import type { Transaction } from '../../platform/database/database';
import { DB_NOW } from './job-row';
import { inList } from './sql-lists';

/** How many rows of a table one transaction deletes at most. */
export const PRUNE_BATCH = 1000;

/** How many jobs one transaction deletes at most: as many as a list takes. */
const JOBS = 128;

/** Tables whose rows belong to a job, by its number. */
const BELONGINGS = ['job_events', 'job_warnings', 'effects'];

/** What one transaction has deleted. */
export interface PrunedBatch {
  /** Rows of the table that it is about. */
  deleted: number;
  /** There may be more to delete. */
  more: boolean;
}

/**
 * Deletes one batch of jobs that settled more than `days` ago, with what belongs to them. A job may have met more than one
 * transaction deletes; then it stays until a later one has deleted the rest.
 */
export async function pruneSettledJobs(tx: Transaction, days: number): Promise<PrunedBatch> {
  const ids: number[] = [];
  for (const state of ['succeeded', 'failed', 'canceled']) {
    if (ids.length === JOBS) break;
    // A failed job that is being retried is left alone: its row is locked, or no longer settled. So is the child of an active job,
    // which still counts it.
    const rows = await tx.select<{ id: number }>(
      `SELECT id FROM jobs WHERE state = ? AND finished_at < ${DB_NOW} - INTERVAL ? DAY
         AND NOT EXISTS (SELECT 1 FROM jobs parents WHERE parents.id = jobs.parent_id AND parents.state IN ('queued', 'running'))
       ORDER BY finished_at LIMIT ${JOBS} FOR UPDATE SKIP LOCKED`,
      [state, days],
    );
    ids.push(...rows.slice(0, JOBS - ids.length).map(({ id }) => Number(id)));
  }
  if (ids.length === 0) return { deleted: 0, more: false };
  const { sql, values } = inList(ids);
  for (const table of BELONGINGS) {
    const { affectedRows } = await tx.run(`DELETE FROM ${table} WHERE job_id ${sql} LIMIT ${PRUNE_BATCH}`, values);
    if (affectedRows === PRUNE_BATCH) return { deleted: 0, more: true };
  }
  await tx.run(`DELETE FROM jobs WHERE id ${sql}`, values);
  return { deleted: ids.length, more: true };
}

/** Deletes one batch of idempotency keys that have expired. */
export async function pruneIdempotencyKeys(tx: Transaction): Promise<PrunedBatch> {
  const { affectedRows: deleted } = await tx.run(
    `DELETE FROM idempotency_keys WHERE expires_at < ${DB_NOW} ORDER BY expires_at LIMIT ${PRUNE_BATCH}`,
  );
  return { deleted, more: deleted > 0 };
}

/** Deletes one batch of a schedule's slots that were dealt with more than `days` ago. One that waits for its job stays. */
export async function pruneFires(tx: Transaction, days: number): Promise<PrunedBatch> {
  const schedules = await tx.select<{ schedule: string }>('SELECT DISTINCT schedule FROM schedule_fires');
  for (const { schedule } of schedules) {
    const { affectedRows: deleted } = await tx.run(
      `DELETE FROM schedule_fires WHERE schedule = ? AND fire_at < ${DB_NOW} - INTERVAL ? DAY AND outcome <> 'WAITING'
       ORDER BY fire_at LIMIT ${PRUNE_BATCH}`,
      [schedule, days],
    );
    if (deleted > 0) return { deleted, more: true };
  }
  return { deleted: 0, more: false };
}

import { snakeCase } from '../../platform/database/snake-naming';
import type { Sql, SqlValue, Transaction } from '../../platform/database/database';
import type { Job } from './job.entity';
import { inList } from './sql-lists';

/** Columns as they stand in the table, under the names of the entity. */
const COLUMNS: readonly (keyof Job)[] = [
  'id',
  'publicId',
  'kind',
  'queue',
  'priority',
  'ownerId',
  'payload',
  'activeKey',
  'state',
  'ver',
  'fence',
  'attempt',
  'maxAttempts',
  'lostCount',
  'maxLost',
  'runAt',
  'deadlineAt',
  'leaseOwner',
  'leaseUntil',
  'dispatchSeq',
  'dispatchDueAt',
  'checkpoint',
  'checkpointSeq',
  'progressAttempt',
  'progressSeq',
  'progressStage',
  'progressCompleted',
  'progressTotal',
  'progressUnit',
  'progressMessage',
  'progressRate',
  'progressEtaSeconds',
  'cancelRequestedAt',
  'cancelBy',
  'result',
  'errorCode',
  'errorMessage',
  'parentId',
  'children',
  'childrenSeq',
  'childrenCount',
  'childrenFailed',
  'childrenCompleted',
  'childrenTotal',
  'createdAt',
  'startedAt',
  'finishedAt',
];
const SELECT_LIST = COLUMNS.map(column => `${snakeCase(column)} AS ${column}`).join(', ');

/** The database's clock: no other one counts for runs, leases and deadlines. */
export const DB_NOW = 'UTC_TIMESTAMP(3)';

const SELECT_LOCKED = `SELECT ${SELECT_LIST}, run_at <= ${DB_NOW} AS due, lease_until < ${DB_NOW} AS leaseExpired,
  deadline_at <= ${DB_NOW} AS deadlinePassed FROM jobs`;

/** A row under its lock, with what the database's clock says of it. */
export interface LockedJob extends Job {
  /** `run_at` has come. */
  due: boolean;
  leaseExpired: boolean;
  deadlinePassed: boolean;
}

/** Rows that meet a condition, as they are now. */
export async function selectJobs(sql: Sql, where: string, values: readonly SqlValue[]): Promise<Job[]> {
  const rows = await sql.select<Job>(`SELECT ${SELECT_LIST} FROM jobs WHERE ${where}`, values);
  return rows.map(readRow);
}

/** The job with this public id, or null. */
export async function findJob(sql: Sql, publicId: string): Promise<Job | null> {
  const [job] = await selectJobs(sql, 'public_id = ?', [publicId]);
  return job ?? null;
}

/** The jobs with these public ids, as they are now, read in batches. */
export async function* findJobs(sql: Sql, publicIds: readonly string[]): AsyncGenerator<Job> {
  for (let from = 0; from < publicIds.length; from += 100) {
    const batch = publicIds.slice(from, from + 100);
    const list = inList(batch);
    yield* await selectJobs(sql, `public_id ${list.sql}`, list.values);
  }
}

/** Locks a row by its primary key and reads it under the lock; null when it is gone, or held by another and `skipLocked` is set. */
export async function lockJob(
  tx: Transaction,
  id: number,
  options: { skipLocked?: boolean } = {},
): Promise<LockedJob | null> {
  const [row] = await tx.select<LockedJob>(`${SELECT_LOCKED} WHERE id = ? ${forUpdate(options)}`, [id]);
  return row ? readLocked(row) : null;
}

/** The same for several rows, in the order of their ids, at most 128. */
export async function lockJobs(
  tx: Transaction,
  ids: readonly number[],
  options: { skipLocked?: boolean } = {},
): Promise<LockedJob[]> {
  if (ids.length === 0) return [];
  const list = inList(ids);
  const rows = await tx.select<LockedJob>(
    `${SELECT_LOCKED} FORCE INDEX (PRIMARY) WHERE id ${list.sql} ORDER BY id ${forUpdate(options)}`,
    list.values,
  );
  return rows.map(readLocked);
}

/**
 * Locks those of the jobs with these public ids (at most 128) that are queued and that nobody else holds, in the order of their ids;
 * none of a paused queue.
 */
export async function lockQueued(tx: Transaction, publicIds: readonly string[]): Promise<LockedJob[]> {
  const list = inList(publicIds);
  const rows = await tx.select<LockedJob>(
    `${SELECT_LOCKED} FORCE INDEX (jobs_public_id) WHERE public_id ${list.sql} AND state = 'queued'
       AND NOT EXISTS (SELECT 1 FROM queues WHERE queues.name = jobs.queue AND queues.paused_at IS NOT NULL)
     ORDER BY id FOR UPDATE SKIP LOCKED`,
    list.values,
  );
  return rows.map(readLocked);
}

function forUpdate({ skipLocked }: { skipLocked?: boolean }): string {
  return skipLocked ? 'FOR UPDATE SKIP LOCKED' : 'FOR UPDATE';
}

function readLocked(row: LockedJob): LockedJob {
  return {
    ...readRow(row),
    due: Boolean(row.due),
    leaseExpired: Boolean(row.leaseExpired),
    deadlinePassed: Boolean(row.deadlinePassed),
  };
}

/** BIGINT may come as text; every number here is far below 2^53. */
function readRow<Row extends Job>(row: Row): Row {
  return {
    ...row,
    id: Number(row.id),
    progressCompleted: Number(row.progressCompleted),
    progressTotal: row.progressTotal === null ? null : Number(row.progressTotal),
    parentId: row.parentId === null ? null : Number(row.parentId),
    childrenCompleted: Number(row.childrenCompleted),
    childrenTotal: Number(row.childrenTotal),
  };
}

import { snakeCase } from '../../platform/database/snake-naming';
import type { Sql, SqlValue, Transaction } from '../../platform/database/database';
import type { Job } from './job.entity';

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
  'createdAt',
  'startedAt',
  'finishedAt',
];
const SELECT_LIST = COLUMNS.map(column => `${snakeCase(column)} AS ${column}`).join(', ');

/** The database's clock: no other one counts for runs, leases and deadlines. */
export const DB_NOW = 'UTC_TIMESTAMP(3)';

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

/** Locks a row by its primary key and reads it under the lock; null when it is gone, or held by another and `skipLocked` is set. */
export async function lockJob(
  tx: Transaction,
  id: number,
  options: { skipLocked?: boolean } = {},
): Promise<LockedJob | null> {
  const [row] = await tx.select<LockedJob>(
    `SELECT ${SELECT_LIST}, run_at <= ${DB_NOW} AS due, lease_until < ${DB_NOW} AS leaseExpired,
       deadline_at <= ${DB_NOW} AS deadlinePassed
     FROM jobs WHERE id = ? FOR UPDATE${options.skipLocked ? ' SKIP LOCKED' : ''}`,
    [id],
  );
  if (!row) return null;
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
  };
}

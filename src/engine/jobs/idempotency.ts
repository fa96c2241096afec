import { createHash } from 'node:crypto';
import { badUserInput, idempotencyKeyReused } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { isDuplicateKey } from '../../platform/database/sql-errors';
import { DB_NOW } from './job-row';

/** How long the outcome of a request is replayed. */
const KEPT_HOURS = 48;

export interface KeyedRequest {
  /** The viewer's id. */
  scope: string;
  key: string;
  /** What the request asks for, as text: the same key must come with the same. */
  request: string;
}

/**
 * Takes the key for a new job, or gives the id of the job that the first request with it made. INSERT comes first: reading with
 * FOR UPDATE before inserting deadlocks under load. Throws IDEMPOTENCY_KEY_REUSED when the first request asked for something else.
 */
export async function takeIdempotencyKey(
  tx: Transaction,
  keyed: KeyedRequest,
  jobPublicId: string,
): Promise<string | null> {
  if (keyed.key.length < 1 || keyed.key.length > 255) throw badUserInput('An idempotency key has 1 to 255 characters.');
  const hash = createHash('sha256').update(keyed.request).digest('hex');
  try {
    await tx.run(
      `INSERT INTO idempotency_keys (scope, \`key\`, request_hash, job_public_id, created_at, expires_at)
       VALUES (?, ?, ?, ?, ${DB_NOW}, ${DB_NOW} + INTERVAL ${KEPT_HOURS} HOUR)`,
      [keyed.scope, keyed.key, hash, jobPublicId],
    );
    return null;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  // Reading takes no lock: the refused INSERT left each of many callers a shared one, and an UPDATE of them all would deadlock.
  const [first] = await tx.select<{ requestHash: string; jobPublicId: string; expired: number }>(
    `SELECT request_hash AS requestHash, job_public_id AS jobPublicId, expires_at <= ${DB_NOW} AS expired
     FROM idempotency_keys WHERE scope = ? AND \`key\` = ?`,
    [keyed.scope, keyed.key],
  );
  if (first.expired)
    return (await renewKey(tx, keyed, hash, jobPublicId)) ? null : takeIdempotencyKey(tx, keyed, jobPublicId);
  if (first.requestHash !== hash) throw idempotencyKeyReused(keyed.key);
  return first.jobPublicId;
}

/** False when another request renewed it first. */
async function renewKey(tx: Transaction, keyed: KeyedRequest, hash: string, jobPublicId: string): Promise<boolean> {
  const { affectedRows } = await tx.run(
    `UPDATE idempotency_keys SET request_hash = ?, job_public_id = ?, created_at = ${DB_NOW},
       expires_at = ${DB_NOW} + INTERVAL ${KEPT_HOURS} HOUR
     WHERE scope = ? AND \`key\` = ? AND expires_at <= ${DB_NOW}`,
    [hash, jobPublicId, keyed.scope, keyed.key],
  );
  return affectedRows === 1;
}

/** Lets the key's replays answer with another job: the active one that a unique kind already has. */
export async function pointIdempotencyKey(tx: Transaction, keyed: KeyedRequest, jobPublicId: string): Promise<void> {
  await tx.run('UPDATE idempotency_keys SET job_public_id = ? WHERE scope = ? AND `key` = ?', [
    jobPublicId,
    keyed.scope,
    keyed.key,
  ]);
}

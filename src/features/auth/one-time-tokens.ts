import { validationFailed } from '../../errors';
import { newId } from '../../platform/crypto/new-id';
import { digestOf, newSecretToken } from '../../platform/crypto/secret-token';
import type { Sql, Transaction } from '../../platform/database/database';

/** What somebody may do once who holds a token. */
export type Purpose = 'invitation' | 'password-reset';

/** How long a token is good, in seconds: a reset for 15 minutes, an invitation for a week. */
export const LIFETIME: Record<Purpose, number> = { 'password-reset': 15 * 60, invitation: 7 * 24 * 60 * 60 };

const PREFIX: Record<Purpose, string> = { 'password-reset': 'kpr_', invitation: 'kin_' };

/** Makes a token in the transaction; an earlier one of the same purpose is no good any more. */
export async function makeOneTimeToken(tx: Transaction, purpose: Purpose, userId: string): Promise<string> {
  const token = newSecretToken(PREFIX[purpose]);
  await tx.run('DELETE FROM one_time_tokens WHERE user_id = ? AND purpose = ?', [userId, purpose]);
  await insertToken(tx, { purpose, userId, hash: digestOf(token) });
  return token;
}

/** Stores the hash of the token that invites the first administrator, in the place of an earlier one. */
export async function keepFirstInvitation(tx: Transaction, hash: string): Promise<void> {
  await tx.run("DELETE FROM one_time_tokens WHERE user_id IS NULL AND purpose = 'invitation'");
  await insertToken(tx, { purpose: 'invitation', userId: null, hash });
}

/** The hash of a new token for the first administrator, and the token. */
export function newFirstInvitation(): { token: string; hash: string } {
  const token = newSecretToken(PREFIX.invitation);
  return { token, hash: digestOf(token) };
}

/** Whose token it is while it is good, without using it up. Throws VALIDATION_FAILED. */
export async function readOneTimeToken(sql: Sql, purpose: Purpose, token: string): Promise<{ userId: string | null }> {
  const [found] = await sql.select<{ userId: string | null }>(
    `SELECT user_id AS userId FROM one_time_tokens WHERE token_hash = ? AND purpose = ? AND expires_at > UTC_TIMESTAMP(3)`,
    [digestOf(token), purpose],
  );
  if (!found) throw unusable(purpose);
  return found;
}

/** Uses a token up; of many that try at once, one succeeds. Throws VALIDATION_FAILED. */
export async function useOneTimeToken(tx: Transaction, purpose: Purpose, token: string): Promise<void> {
  const { affectedRows } = await tx.run(
    'DELETE FROM one_time_tokens WHERE token_hash = ? AND purpose = ? AND expires_at > UTC_TIMESTAMP(3)',
    [digestOf(token), purpose],
  );
  if (affectedRows !== 1) throw unusable(purpose);
}

async function insertToken(
  tx: Transaction,
  { purpose, userId, hash }: { purpose: Purpose; userId: string | null; hash: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO one_time_tokens (id, token_hash, purpose, user_id, created_at, expires_at)
     VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL ${LIFETIME[purpose]} SECOND)`,
    [newId(), hash, purpose, userId],
  );
}

function unusable(purpose: Purpose) {
  const what = purpose === 'invitation' ? 'invitation' : 'link';
  return validationFailed(`This ${what} has been used, has expired, or never was; ask for a new one.`, [
    'input',
    'token',
  ]);
}

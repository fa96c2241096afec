import { randomBytes } from 'node:crypto';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { KeelsonError, validationFailed, wrongState } from '../../errors';
import { codeSecretUrl, newCodeSecret, stepOfCode } from '../../platform/crypto/one-time-codes';
import { isPassword } from '../../platform/crypto/passwords';
import { digestOf } from '../../platform/crypto/secret-token';
import type { Sql, Transaction } from '../../platform/database/database';
import { sendMail } from '../mail/send-mail';
import { loadSiteSettings } from '../site/load-site-settings';
import { findUser, lockUser, type UserRecord } from './find-user';
import { closeSessionsIn, demandSession } from './session-access';
import { beginAttempt } from './sign-in-throttle';

/*
 * The second factor: an authenticator app, and recovery codes for when it is lost. What the app shares with the server is sealed, and the
 * codes are hashed. A code is good once, so that one that was seen or sent twice does not help.
 */

/** What the secrets of authenticator apps are sealed for. */
export const SECOND_FACTOR_SEAL = 'second-factor';
const RECOVERY_CODES = 10;

interface Factor {
  sealedSecret: string;
  confirmed: number;
  lastStep: number | null;
  now: number;
}

/** The code is missing, or wrong. */
const codeFault = (code: 'SECOND_FACTOR_REQUIRED' | 'INVALID_CREDENTIALS', message: string) =>
  new KeelsonError(code, message, { details: { path: ['input', 'code'] }, mendable: true });

/** True for somebody who is asked for a code at sign-in. */
export async function hasSecondFactor(sql: Sql, userId: string): Promise<boolean> {
  const found = await sql.select('SELECT 1 FROM second_factors WHERE user_id = ? AND confirmed_at IS NOT NULL', [
    userId,
  ]);
  return found.length > 0;
}

/** Begins to set up an app: gives what it needs to know. Needs the password; throws VALIDATION_FAILED or WRONG_STATE. */
export async function startSecondFactor(ctx: Context, password: string): Promise<{ secret: string; url: string }> {
  const user = await demandPassword(ctx, password);
  const secret = newCodeSecret();
  const { title } = await loadSiteSettings(ctx.db);
  await ctx.db.transaction(async tx => {
    await lockUser(tx, user.id);
    if (await hasSecondFactor(tx, user.id)) throw wrongState('There is a second factor already; remove it first.');
    await tx.run('DELETE FROM second_factors WHERE user_id = ?', [user.id]);
    await tx.run('INSERT INTO second_factors (user_id, sealed_secret, created_at) VALUES (?, ?, UTC_TIMESTAMP(3))', [
      user.id,
      ctx.seals.seal(SECOND_FACTOR_SEAL, secret),
    ]);
  });
  return { secret, url: codeSecretUrl(secret, { issuer: title, label: user.email }) };
}

/** Turns the second factor on by a first code of the app, and gives the recovery codes. Throws VALIDATION_FAILED. */
export async function confirmSecondFactor(ctx: Context, code: string): Promise<{ recoveryCodes: string[] }> {
  const { userId, sessionId } = demandSession(ctx);
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await ctx.db.transaction(async tx => {
    const user = await lockUser(tx, userId);
    const factor = await findFactor(tx, userId);
    if (!factor || Number(factor.confirmed)) throw wrongState('Nothing waits to be confirmed.', ['input', 'code']);
    const step = stepOf(ctx, factor, code);
    if (step === null) throw validationFailed('The app shows another code; look at its clock.', ['input', 'code']);
    await tx.run('UPDATE second_factors SET confirmed_at = UTC_TIMESTAMP(3), last_step = ? WHERE user_id = ?', [
      step,
      userId,
    ]);
    await tx.run('DELETE FROM recovery_codes WHERE user_id = ?', [userId]);
    for (const recovery of recoveryCodes)
      await tx.run('INSERT INTO recovery_codes (user_id, code_hash) VALUES (?, ?)', [userId, digestOf(recovery)]);
    await tell(ctx, tx, user, 'second-factor.added', 'A second factor was added to your account.');
    await closeSessionsIn(ctx, tx, userId, { except: sessionId });
  });
  return { recoveryCodes };
}

/** Turns the second factor off. Needs the password; throws VALIDATION_FAILED. */
export async function removeSecondFactor(ctx: Context, password: string): Promise<{ removed: boolean }> {
  const user = await demandPassword(ctx, password);
  await ctx.db.transaction(async tx => {
    await lockUser(tx, user.id);
    if (await dropSecondFactor(tx, user.id))
      await tell(ctx, tx, user, 'second-factor.removed', 'The second factor was removed from your account.');
  });
  return { removed: true };
}

/** Deletes what somebody has of a second factor; false when there was none. */
export async function dropSecondFactor(tx: Transaction, userId: string): Promise<boolean> {
  const { affectedRows } = await tx.run('DELETE FROM second_factors WHERE user_id = ?', [userId]);
  await tx.run('DELETE FROM recovery_codes WHERE user_id = ?', [userId]);
  return affectedRows > 0;
}

/**
 * Uses up a code of a person who signs in, in the transaction that opens the session and under the lock of their row. Throws
 * SECOND_FACTOR_REQUIRED without one and INVALID_CREDENTIALS for a wrong one; does nothing for who has no second factor.
 */
export async function demandSecondFactor(
  ctx: Pick<Context, 'seals'>,
  tx: Transaction,
  userId: string,
  code: string | null | undefined,
): Promise<void> {
  const factor = await findFactor(tx, userId);
  if (!factor || !Number(factor.confirmed)) return;
  if (!code) throw codeFault('SECOND_FACTOR_REQUIRED', 'Give the code that your authenticator app shows.');
  const step = stepOf(ctx, factor, code.trim());
  if (step !== null)
    return void (await tx.run('UPDATE second_factors SET last_step = ? WHERE user_id = ?', [step, userId]));
  const { affectedRows } = await tx.run('DELETE FROM recovery_codes WHERE user_id = ? AND code_hash = ?', [
    userId,
    digestOf(code.trim().toLowerCase()),
  ]);
  if (affectedRows !== 1) throw codeFault('INVALID_CREDENTIALS', 'This code is wrong, or was used before.');
}

async function demandPassword(ctx: Context, password: string): Promise<UserRecord> {
  const { userId } = demandSession(ctx);
  const user = await findUser(ctx.db, userId);
  if (!user) throw new Error(`The user ${userId} of a session is gone.`);
  const attempt = await beginAttempt(ctx, [
    { subject: `account ${user.email}`, most: ctx.accounts.failures.perAccount },
  ]);
  if (!(await isPassword(user.passwordHash, password)))
    throw validationFailed('This is not your password.', ['input', 'password']);
  await attempt.succeeded();
  return user;
}

async function findFactor(sql: Sql, userId: string): Promise<Factor | null> {
  const [factor] = await sql.select<Factor>(
    `SELECT sealed_secret AS sealedSecret, confirmed_at IS NOT NULL AS confirmed, last_step AS lastStep, UNIX_TIMESTAMP() AS now
     FROM second_factors WHERE user_id = ?`,
    [userId],
  );
  return factor ?? null;
}

function stepOf({ seals }: Pick<Context, 'seals'>, factor: Factor, code: string): number | null {
  const secret = seals.open(SECOND_FACTOR_SEAL, factor.sealedSecret);
  // Sealed by a key that is no longer known; a recovery code still lets its owner in.
  if (secret === null) return null;
  const after = factor.lastStep === null ? null : Number(factor.lastStep);
  return stepOfCode(secret, code, { epoch: Number(factor.now), after });
}

async function tell(ctx: Context, tx: Transaction, user: UserRecord, action: string, change: string): Promise<void> {
  await audit(ctx, tx, { action, subject: { type: 'User', id: user.id } });
  await sendMail(ctx, tx, {
    to: user.email,
    template: 'account-changed',
    values: { change, at: ctx.now().toUTCString() },
  });
}

/** 80 random bits, which nobody guesses, in four groups that can be copied by hand. */
function newRecoveryCode(): string {
  return (randomBytes(10).toString('hex').match(/.{5}/g) as string[]).join('-');
}

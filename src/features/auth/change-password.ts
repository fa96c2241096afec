import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { validationFailed } from '../../errors';
import { hashPassword, isPassword } from '../../platform/crypto/passwords';
import type { Transaction } from '../../platform/database/database';
import { demandGoodPassword } from './accept-password';
import { sendMail } from '../mail/send-mail';
import { findUser, lockUser, type UserRecord, userNode } from './find-user';
import { closeSessionsIn, demandSession } from './session-access';
import { beginAttempt } from './sign-in-throttle';
import type { User } from './user';

/** Changes one's own password, which needs the current one, and ends one's other sessions with their sockets. */
export async function changePassword(
  ctx: Context,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<{ user: User }> {
  const { userId, sessionId } = demandSession(ctx);
  const user = await findUser(ctx.db, userId);
  if (!user) throw new Error(`The user ${userId} of a session is gone.`);
  const attempt = await beginAttempt(ctx, [
    { subject: `account ${user.email}`, most: ctx.accounts.failures.perAccount },
  ]);
  if (!(await isPassword(user.passwordHash, currentPassword)))
    throw validationFailed('This is not your current password.', ['input', 'currentPassword']);
  await attempt.succeeded();
  demandGoodPassword(newPassword, user, ['input', 'newPassword']);
  const hash = await hashPassword(newPassword);
  await ctx.db.transaction(async tx => {
    await lockUser(tx, userId);
    await storePassword(ctx, tx, user, hash);
    await closeSessionsIn(ctx, tx, userId, { except: sessionId });
  });
  return { user: userNode(user) };
}

/** Puts a password's hash in the place of the last one; links that were sent to reset it are no good any more, and the owner is told. */
export async function storePassword(
  ctx: Context,
  tx: Transaction,
  { id, email }: UserRecord,
  hash: string,
): Promise<void> {
  await tx.run('UPDATE users SET password_hash = ? WHERE id = ?', [hash, id]);
  await tx.run("DELETE FROM one_time_tokens WHERE user_id = ? AND purpose = 'password-reset'", [id]);
  await audit(ctx, tx, { action: 'password.changed', subject: { type: 'User', id } });
  const values = { change: 'The password of your account was changed.', at: ctx.now().toUTCString() };
  await sendMail(ctx, tx, { to: email, template: 'account-changed', values });
}

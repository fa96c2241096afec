import type { Context } from '../../engine/context';
import { hashPassword } from '../../platform/crypto/passwords';
import { demandGoodPassword } from './accept-password';
import { storePassword } from './change-password';
import { normalEmail } from './email-address';
import { findUser, lockUser } from './find-user';
import { readOneTimeToken, useOneTimeToken } from './one-time-tokens';
import { sendPasswordReset } from './send-password-reset.job';
import { closeSessionsIn } from './session-access';
import { beginAttempt, networkOf } from './sign-in-throttle';

/** Mails that may be asked for in 15 minutes, for one account and from one address. */
const MOST_MAILS = { perAccount: 3, perAddress: 20 };

/**
 * Has a link sent to the address by which its owner can choose another password. Whether there is such an account is found out by a job,
 * so that the answer and its time are the same. Throws RATE_LIMITED.
 */
export async function requestPasswordReset(ctx: Context, input: { email: string }): Promise<{ requested: boolean }> {
  const email = normalEmail(input.email).slice(0, 254);
  await beginAttempt(ctx, [
    { subject: `reset ${email}`, most: MOST_MAILS.perAccount },
    { subject: `resets from ${networkOf(ctx.address)}`, most: MOST_MAILS.perAddress },
  ]);
  await ctx.jobs.enqueue(sendPasswordReset, { email });
  return { requested: true };
}

/** Sets another password by the token of a link, once, and ends every session of the account. Throws VALIDATION_FAILED. */
export async function resetPassword(
  ctx: Context,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<{ reset: boolean }> {
  const { userId } = await readOneTimeToken(ctx.db, 'password-reset', token);
  const user = userId === null ? null : await findUser(ctx.db, userId);
  if (!user) throw new Error('A token to reset a password belongs to nobody.');
  demandGoodPassword(newPassword, user, ['input', 'newPassword']);
  const hash = await hashPassword(newPassword);
  await ctx.db.transaction(async tx => {
    await useOneTimeToken(tx, 'password-reset', token);
    await lockUser(tx, user.id);
    await storePassword(ctx, tx, user, hash);
    await closeSessionsIn(ctx, tx, user.id);
  });
  return { reset: true };
}

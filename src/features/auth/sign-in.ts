import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { badRequest, KeelsonError } from '../../errors';
import { isPassword } from '../../platform/crypto/passwords';
import type { Transaction } from '../../platform/database/database';
import { normalEmail } from './email-address';
import { findUserByEmail, lockUser, type UserRecord, userNode } from './find-user';
import { demandSecondFactor } from './second-factor';
import { closeSessions, closeSessionsIn, demandSession } from './session-access';
import { openSession } from './sessions';
import { beginAttempt, networkOf } from './sign-in-throttle';
import type { User } from './user';

/** The address or the password is wrong; which of them is not told. */
const invalidCredentials = () =>
  new KeelsonError('INVALID_CREDENTIALS', 'The address or the password is wrong.', {
    details: { path: ['input', 'password'] },
    mendable: true,
  });

/**
 * Signs a person in by address, password and second factor, with a cookie that is new each time. Throws INVALID_CREDENTIALS, the same and
 * after the same time for addresses that nobody has, SECOND_FACTOR_REQUIRED, and RATE_LIMITED after too many failures.
 */
export async function signIn(
  ctx: Context,
  input: { email: string; password: string; code?: string | null },
): Promise<{ user: User }> {
  demandVisit(ctx);
  const email = normalEmail(input.email).slice(0, 254);
  const attempt = await beginAttempt(ctx, [
    { subject: `account ${email}`, most: ctx.accounts.failures.perAccount },
    { subject: `address ${networkOf(ctx.address)}`, most: ctx.accounts.failures.perAddress },
  ]);
  const user = await findUserByEmail(ctx.db, email);
  const matches = await isPassword(user?.passwordHash ?? null, input.password);
  if (!user || !matches || !mayEnter(user)) {
    await audit(ctx, ctx.db, { action: 'sign-in.refused', subject: { type: 'User', id: user?.id ?? null } });
    throw invalidCredentials();
  }
  try {
    await enter(ctx, user, async tx => {
      // The password may have been changed, and the sessions ended, since it was compared.
      const now = await lockUser(tx, user.id);
      if (!mayEnter(now) || now.passwordHash !== user.passwordHash) throw invalidCredentials();
      await demandSecondFactor(ctx, tx, user.id, input.code);
    });
  } catch (error) {
    if (error instanceof KeelsonError && error.code === 'SECOND_FACTOR_REQUIRED') await attempt.withdrawn();
    throw error;
  }
  await attempt.succeeded();
  return { user: userNode(user) };
}

/**
 * Opens a session for a person who has shown who they are, in the place of the one that the request came with. `first` runs in the same
 * transaction and refuses by throwing.
 */
export async function enter(
  ctx: Context,
  { id }: Pick<UserRecord, 'id'>,
  first: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const visit = demandVisit(ctx);
  const secret = await ctx.db.transaction(async tx => {
    await first(tx);
    await endCurrent(ctx, tx);
    const session = await openSession(ctx, tx, id);
    const entering = { ...ctx, viewer: { kind: 'session', id, permissions: new Set<string>() } as const };
    await audit(entering, tx, { action: 'session.opened', subject: { type: 'Session', id: session.sessionId } });
    return session.secret;
  });
  visit.keepSession(secret);
}

/** Ends the session that the request came with, or all of the person's. Throws UNAUTHENTICATED for who is not signed in. */
export async function signOut(ctx: Context, { everywhere }: { everywhere: boolean }): Promise<{ signedOut: boolean }> {
  const { userId, sessionId } = demandSession(ctx);
  await closeSessions(ctx, userId, everywhere ? {} : { only: sessionId });
  ctx.visit?.keepSession(null);
  return { signedOut: true };
}

/** True for somebody who may sign in: has accepted, and was not disabled. */
export function mayEnter({ activatedAt, disabledAt }: UserRecord): boolean {
  return activatedAt !== null && disabledAt === null;
}

function demandVisit({ visit }: Context) {
  if (!visit) throw badRequest('Signing in needs an HTTP request of its own: its answer sets a cookie.');
  return visit;
}

async function endCurrent(ctx: Context, tx: Transaction): Promise<void> {
  const { id, sessionId } = ctx.viewer;
  if (id !== null && sessionId) await closeSessionsIn(ctx, tx, id, { only: sessionId });
}

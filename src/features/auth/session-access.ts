import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { unauthenticated } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { endSessions } from './sessions';

/** Ends sessions of a person, and the sockets that they opened. Gives how many there were. */
export async function closeSessions(
  ctx: Context,
  userId: string,
  which: { only?: string; except?: string | null } = {},
): Promise<number> {
  return ctx.db.transaction(tx => closeSessionsIn(ctx, tx, userId, which));
}

/** The same within a transaction, after which the sockets end. */
export async function closeSessionsIn(
  ctx: Context,
  tx: Transaction,
  userId: string,
  which: { only?: string; except?: string | null } = {},
): Promise<number> {
  const ended = await endSessions(tx, userId, which);
  for (const id of ended)
    await audit(ctx, tx, { action: 'session.ended', subject: { type: 'Session', id }, details: { userId } });
  tx.afterCommit(() => ended.forEach(id => ctx.revocations.revoke(id)));
  return ended.length;
}

/** Who is signed in, and in which session. Throws UNAUTHENTICATED, to API tokens as well: they have no sessions. */
export function demandSession({ viewer }: Context): { userId: string; sessionId: string } {
  if (viewer.kind !== 'session' || viewer.id === null || !viewer.sessionId)
    throw unauthenticated('Sign in first; an API token has no session.');
  return { userId: viewer.id, sessionId: viewer.sessionId };
}

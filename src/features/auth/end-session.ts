import type { Context } from '../../engine/context';
import { notFound } from '../../errors';
import { closeSessions, demandSession } from './session-access';

/** Ends one of one's sessions, and the sockets that it opened. Throws UNAUTHENTICATED or NOT_FOUND. */
export async function endSession(ctx: Context, sessionId: string): Promise<{ sessionId: string }> {
  const session = demandSession(ctx);
  const ended = await closeSessions(ctx, session.userId, { only: sessionId });
  if (ended === 0) throw notFound('session', sessionId.slice(0, 40), ['input', 'sessionId']);
  if (sessionId === session.sessionId) ctx.visit?.keepSession(null);
  return { sessionId };
}

import type { Context } from '../../engine/context';
import { findUser, userNode } from './find-user';
import type { ViewerAccount, ViewerKind } from './viewer-account';
import { hasSecondFactor } from './second-factor';
import { listSessions } from './sessions';

/** Who asks, what they may do, and where they are signed in. */
export async function describeViewer({ db, viewer }: Context): Promise<ViewerAccount> {
  const userId = viewer.kind === 'session' ? viewer.id : null;
  const user = userId === null ? null : await findUser(db, userId);
  const sessions = userId === null ? [] : await listSessions(db, userId);
  return {
    kind: viewer.kind as ViewerKind,
    user: user && userNode(user),
    permissions: [...viewer.permissions].sort(),
    secondFactor: userId !== null && (await hasSecondFactor(db, userId)),
    sessions: sessions.map(session => ({ ...session, current: session.sessionId === viewer.sessionId })),
  };
}

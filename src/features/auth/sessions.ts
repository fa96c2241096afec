import { rolesOf } from '../../engine/access/roles';
import type { Viewer } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { newId } from '../../platform/crypto/new-id';
import { digestOf, newSecretToken } from '../../platform/crypto/secret-token';
import type { Sql } from '../../platform/database/database';

/*
 * A session is one browser in which a person is signed in. Its cookie holds 256 random bits, of which only the hash is stored; every
 * sign-in makes new ones. The database's clock says when it has rested or lived too long.
 */

/** A session's row without its secret. */
export interface Session {
  sessionId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  address: string | null;
  userAgent: string | null;
}

/** What the secret of every session begins with. */
const PREFIX = 'kss_';

const ALIVE = 's.expires_at > UTC_TIMESTAMP(3) AND s.last_seen_at > UTC_TIMESTAMP(3) - INTERVAL s.idle_seconds SECOND';

/** Opens a session for the person, and gives the secret for its cookie. */
export async function openSession(
  ctx: Context,
  sql: Sql,
  userId: string,
): Promise<{ sessionId: string; secret: string }> {
  const sessionId = newId();
  const secret = newSecretToken(PREFIX);
  const { sessionIdleSeconds, sessionSeconds } = ctx.accounts;
  await sql.run(
    `INSERT INTO sessions (id, secret_hash, user_id, created_at, last_seen_at, idle_seconds, expires_at, address, user_agent)
     VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), ?, UTC_TIMESTAMP(3) + INTERVAL ? SECOND, ?, ?)`,
    [
      sessionId,
      digestOf(secret),
      userId,
      sessionIdleSeconds,
      sessionSeconds,
      ctx.address?.slice(0, 64) ?? null,
      ctx.visit?.userAgent?.slice(0, 300) ?? null,
    ],
  );
  return { sessionId, secret };
}

/** Who is signed in by this cookie; null when nobody is, or no longer. Noting that it was seen costs one write a minute; `unseen` leaves it. */
export async function findSession(sql: Sql, cookieValue: string, { unseen = false } = {}): Promise<Viewer | null> {
  const [found] = await sql.select<{ sessionId: string; userId: string; seen: number }>(
    `SELECT s.id AS sessionId, s.user_id AS userId, s.last_seen_at > UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE AS seen
     FROM sessions s JOIN users u ON u.id = s.user_id
     WHERE s.secret_hash = ? AND ${ALIVE} AND u.disabled_at IS NULL`,
    [digestOf(cookieValue)],
  );
  if (!found) return null;
  const { sessionId, userId } = found;
  if (Number(found.seen) === 0 && !unseen)
    await sql.run('UPDATE sessions SET last_seen_at = UTC_TIMESTAMP(3) WHERE id = ?', [sessionId]);
  return { kind: 'session', id: userId, sessionId, ...(await rolesOf(sql, userId)) };
}

/** The sessions of a person that are alive, the latest first. */
export function listSessions(sql: Sql, userId: string): Promise<Session[]> {
  return sql.select<Session>(
    `SELECT s.id AS sessionId, s.created_at AS createdAt, s.last_seen_at AS lastSeenAt, s.expires_at AS expiresAt, s.address,
            s.user_agent AS userAgent
     FROM sessions s WHERE s.user_id = ? AND ${ALIVE} ORDER BY s.created_at DESC, s.id DESC LIMIT 100`,
    [userId],
  );
}

/** Ends sessions of a person: one of them, all, or all but one. Gives the ids of those that were there. */
export async function endSessions(
  sql: Sql,
  userId: string,
  which: { only?: string; except?: string | null } = {},
): Promise<string[]> {
  const found = await sql.select<{ id: string }>('SELECT id FROM sessions WHERE user_id = ?', [userId]);
  const ids = found
    .map(({ id }) => id)
    .filter(id => (which.only === undefined || id === which.only) && id !== which.except);
  const ended: string[] = [];
  for (const id of ids) {
    const { affectedRows } = await sql.run('DELETE FROM sessions WHERE id = ?', [id]);
    if (affectedRows > 0) ended.push(id);
  }
  return ended;
}

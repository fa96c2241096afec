import { digestOf, newSecretToken } from '../../platform/crypto/secret-token';
import { newId } from '../../platform/crypto/new-id';
import type { Sql } from '../../platform/database/database';
import { notFound } from '../../errors';
import type { ContentGrant } from './grants';
import { publicRights } from './roles';
import type { Viewer } from './viewer';

/*
 * API tokens are the credentials of frontends and scripts. A token is 32 random bytes, of which only the hash is stored, and its first
 * characters so that people recognise it. What it may do was fixed when it was made; the database's clock says when it ends.
 */

/** A token's row without its secret. */
export interface ApiToken {
  tokenId: string;
  name: string;
  prefix: string;
  permissions: string[];
  grants: ContentGrant[];
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** What every API token begins with, so that people and secret scanners know it. */
const PREFIX = 'kls_';

/** How much of a token is kept to recognise it by. */
const RECOGNISED = PREFIX.length + 8;

/** The id of the viewer behind a token. */
export const viewerIdOf = (tokenId: string): string => `token:${tokenId}`;

const COLUMNS = `id AS tokenId, name, prefix, permissions, grants, created_by AS createdBy, created_at AS createdAt,
  expires_at AS expiresAt, last_used_at AS lastUsedAt, revoked_at AS revokedAt`;

/** In force: neither revoked nor past its end. */
const GOOD = 'revoked_at IS NULL AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(3))';

/** True for a text that looks like an API token. */
export function isApiToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Stores a new token, whose text is given here and never again. */
export async function insertApiToken(
  sql: Sql,
  wish: Pick<ApiToken, 'name' | 'permissions' | 'grants' | 'createdBy'> & { ttlSeconds: number | null },
): Promise<{ token: string; apiToken: ApiToken }> {
  const token = newSecretToken(PREFIX);
  const id = newId();
  await sql.run(
    `INSERT INTO api_tokens (id, name, prefix, token_hash, permissions, grants, created_by, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), ${wish.ttlSeconds === null ? '?' : 'UTC_TIMESTAMP(3) + INTERVAL ? SECOND'})`,
    [
      id,
      wish.name,
      token.slice(0, RECOGNISED),
      digestOf(token),
      JSON.stringify(wish.permissions),
      JSON.stringify(wish.grants),
      wish.createdBy,
      wish.ttlSeconds,
    ],
  );
  const [row] = await selectTokens(sql, 'id = ?', [id]);
  return { token, apiToken: row };
}

/** The tokens that are in force, newest first, 200 at most: of one viewer, or of all. */
export function listApiTokens(sql: Sql, createdBy: string | null): Promise<ApiToken[]> {
  return selectTokens(
    sql,
    `${GOOD}${createdBy === null ? '' : ' AND created_by = ?'} ORDER BY created_at DESC, id DESC LIMIT 200`,
    createdBy === null ? [] : [createdBy],
  );
}

/** The token that is in force under this id, or null; made by one viewer, or by anybody. */
export async function findApiToken(sql: Sql, tokenId: string, createdBy: string | null): Promise<ApiToken | null> {
  const [found] = await selectTokens(sql, `${GOOD} AND id = ?${createdBy === null ? '' : ' AND created_by = ?'}`, [
    tokenId,
    ...(createdBy === null ? [] : [createdBy]),
  ]);
  return found ?? null;
}

/** Ends a token; throws NOT_FOUND. The caller tells the open connections once that is committed. */
export async function endApiToken(sql: Sql, tokenId: string): Promise<void> {
  const { affectedRows } = await sql.run(
    'UPDATE api_tokens SET revoked_at = UTC_TIMESTAMP(3) WHERE id = ? AND revoked_at IS NULL',
    [tokenId],
  );
  if (affectedRows === 0) throw notFound('API token', tokenId, ['input', 'tokenId']);
}

/**
 * Ends every token that a viewer has made, and those that these have made, and gives what was in force. The caller tells the open
 * connections once that is committed.
 */
export async function endApiTokensOf(sql: Sql, viewerId: string): Promise<ApiToken[]> {
  const ended: ApiToken[] = [];
  for (let makers = [viewerId]; makers.length > 0; ) {
    const made = await selectTokens(sql, `created_by IN (${makers.map(() => '?').join(', ')}) FOR UPDATE`, makers);
    for (const { tokenId } of made)
      await sql.run('UPDATE api_tokens SET revoked_at = COALESCE(revoked_at, UTC_TIMESTAMP(3)) WHERE id = ?', [
        tokenId,
      ]);
    ended.push(...made.filter(({ revokedAt }) => revokedAt === null));
    makers = made.map(({ tokenId }) => viewerIdOf(tokenId));
  }
  return ended;
}

/** Who holds this token; null when it is none, has expired or was revoked. Notes that it was used, at most once a minute. */
export async function findTokenViewer(sql: Sql, token: string): Promise<Viewer | null> {
  const [found] = await selectTokens(sql, `token_hash = ? AND ${GOOD}`, [digestOf(token)]);
  if (!found) return null;
  await sql.run(
    `UPDATE api_tokens SET last_used_at = UTC_TIMESTAMP(3)
     WHERE id = ? AND (last_used_at IS NULL OR last_used_at < UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE)`,
    [found.tokenId],
  );
  return viewerOf(sql, found);
}

/** The viewer of a token that is in force, by its id; null otherwise. */
export async function findViewerOfToken(sql: Sql, tokenId: string): Promise<Viewer | null> {
  const found = await findApiToken(sql, tokenId, null);
  return found && viewerOf(sql, found);
}

async function viewerOf(sql: Sql, { tokenId, permissions, grants }: ApiToken): Promise<Viewer> {
  const everybody = await publicRights(sql);
  return {
    kind: 'token',
    id: viewerIdOf(tokenId),
    permissions: new Set([...permissions, ...everybody.permissions]),
    grants: [...grants, ...everybody.grants],
  };
}

type Row = Omit<ApiToken, 'permissions' | 'grants'> & { permissions: string; grants: string };

async function selectTokens(sql: Sql, where: string, values: string[]): Promise<ApiToken[]> {
  const rows = await sql.select<Row>(`SELECT ${COLUMNS} FROM api_tokens WHERE ${where}`, values);
  return rows.map(row => ({
    ...row,
    permissions: JSON.parse(row.permissions) as string[],
    grants: JSON.parse(row.grants) as ContentGrant[],
  }));
}

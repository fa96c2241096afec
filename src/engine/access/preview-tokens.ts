import { digestOf, newSecretToken } from '../../platform/crypto/secret-token';
import { notFound, validationFailed } from '../../errors';
import { newId } from '../../platform/crypto/new-id';
import type { Database, Sql } from '../../platform/database/database';
import type { Viewer } from './viewer';

/*
 * Preview tokens let a frontend look at drafts, and do nothing else: of one document and what is nested in it, or of all. A token is 32
 * random bytes, of which only the hash is stored; the database's clock says when it ends.
 */

/** A token's row without its secret. */
export interface PreviewToken {
  tokenId: string;
  documentId: string | null;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** What every preview token begins with, so that people and secret scanners know it. */
const PREFIX = 'kpt_';

/** How long a token may live, in seconds. */
const SHORTEST = 60;
const LONGEST = 30 * 24 * 60 * 60;

/** How long it lives when nobody says. */
const USUAL = 60 * 60;

const COLUMNS =
  'id AS tokenId, document_id AS documentId, created_by AS createdBy, created_at AS createdAt, expires_at AS expiresAt';

/** True for a text that looks like a preview token. */
export function isPreviewToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Makes a token, which is given here and never again. Throws VALIDATION_FAILED for a time that has passed or is too far away. */
export async function createPreviewToken(
  { db, viewer }: { db: Database; viewer: Viewer },
  wish: { documentId: string | null; ttlSeconds?: number | null; expiresAt?: Date | null },
): Promise<{ token: string; previewToken: PreviewToken }> {
  const seconds = await secondsOf(db, wish);
  const token = newSecretToken(PREFIX);
  const id = newId();
  await db.run('DELETE FROM preview_tokens WHERE expires_at < UTC_TIMESTAMP(3) ORDER BY expires_at LIMIT 100');
  await db.run(
    `INSERT INTO preview_tokens (id, token_hash, document_id, created_by, created_at, expires_at)
     VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL ? SECOND)`,
    [id, digestOf(token), wish.documentId, viewer.id, seconds],
  );
  const [previewToken] = await db.select<PreviewToken>(`SELECT ${COLUMNS} FROM preview_tokens WHERE id = ?`, [id]);
  return { token, previewToken };
}

/** The tokens that are still good, newest first, 100 at most: of one document, or of any. */
export function listPreviewTokens(sql: Sql, documentId: string | null): Promise<PreviewToken[]> {
  const which = documentId === null ? '' : 'AND document_id = ? ';
  return sql.select<PreviewToken>(
    `SELECT ${COLUMNS} FROM preview_tokens WHERE expires_at > UTC_TIMESTAMP(3) ${which}ORDER BY created_at DESC, id DESC LIMIT 100`,
    documentId === null ? [] : [documentId],
  );
}

/** Ends a token at once; throws NOT_FOUND. */
export async function revokePreviewToken(sql: Sql, tokenId: string): Promise<void> {
  const { affectedRows } = await sql.run('DELETE FROM preview_tokens WHERE id = ?', [tokenId]);
  if (affectedRows === 0) throw notFound('preview token', tokenId, ['input', 'tokenId']);
}

/** Ends the tokens that a viewer has made, and gives their viewers' ids, for the open connections to be told of after the commit. */
export async function endPreviewTokensOf(sql: Sql, viewerId: string): Promise<string[]> {
  const made = await sql.select<{ id: string }>('SELECT id FROM preview_tokens WHERE created_by = ? FOR UPDATE', [
    viewerId,
  ]);
  await sql.run('DELETE FROM preview_tokens WHERE created_by = ?', [viewerId]);
  return made.map(({ id }) => previewViewerId(id));
}

const previewViewerId = (tokenId: string) => `preview:${tokenId}`;

/** Who holds this token; null when it is none, has expired or was revoked. */
export async function findPreviewViewer(sql: Sql, token: string): Promise<Viewer | null> {
  const [found] = await sql.select<{ id: string; documentId: string | null }>(
    'SELECT id, document_id AS documentId FROM preview_tokens WHERE token_hash = ? AND expires_at > UTC_TIMESTAMP(3)',
    [digestOf(token)],
  );
  if (!found) return null;
  const { id, documentId } = found;
  return { kind: 'preview', id: previewViewerId(id), permissions: new Set(), preview: { documentId } };
}

async function secondsOf(
  sql: Sql,
  { ttlSeconds, expiresAt }: { ttlSeconds?: number | null; expiresAt?: Date | null },
): Promise<number> {
  if (ttlSeconds != null && expiresAt != null)
    throw validationFailed('Give either `ttlSeconds` or `expiresAt`.', ['input', 'expiresAt']);
  if (expiresAt == null) return demandLifetime(ttlSeconds ?? USUAL, 'ttlSeconds');
  const [{ now }] = await sql.select<{ now: Date }>('SELECT UTC_TIMESTAMP(3) AS now');
  return demandLifetime(Math.floor((expiresAt.getTime() - now.getTime()) / 1000), 'expiresAt');
}

function demandLifetime(seconds: number, name: string): number {
  if (seconds >= SHORTEST && seconds <= LONGEST) return seconds;
  throw validationFailed(`A preview token lives ${SHORTEST} to ${LONGEST} seconds, not ${seconds}.`, ['input', name]);
}

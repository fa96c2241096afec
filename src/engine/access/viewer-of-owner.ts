import type { Sql } from '../../platform/database/database';
import { findViewerOfToken, viewerIdOf } from './api-tokens';
import { rolesOf } from './roles';
import { SYSTEM, type Viewer } from './viewer';
import { isUlid } from '../../platform/crypto/new-id';

/** Whoever holds the token that the server was configured with. */
export const CONFIGURED_ADMIN: Viewer = { kind: 'token', id: 'admin', permissions: new Set(['*']) };

const TOKEN_ID = viewerIdOf('');

/**
 * With which rights a job runs: those that its owner has now. Who has lost them, or a token that was revoked meanwhile, may do nothing;
 * a job that nobody asked for is the server's own.
 */
export async function viewerOfOwner(sql: Sql, ownerId: string | null): Promise<Viewer> {
  if (ownerId === null) return SYSTEM;
  if (ownerId === CONFIGURED_ADMIN.id) return CONFIGURED_ADMIN;
  const nobody: Viewer = { kind: 'session', id: ownerId, permissions: new Set(), grants: [] };
  if (ownerId.startsWith(TOKEN_ID)) return (await findViewerOfToken(sql, ownerId.slice(TOKEN_ID.length))) ?? nobody;
  if (!isUlid(ownerId)) return nobody;
  return { ...nobody, ...(await rolesOf(sql, ownerId)) };
}

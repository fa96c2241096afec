import { forbidden, unauthenticated } from '../../errors';
import type { ContentGrant } from './grants';

/** Who is asking. Everything that a request may see or do follows from this. */
export interface Viewer {
  kind: 'anonymous' | 'session' | 'token' | 'preview' | 'system';
  /** Stable id for ownership and limits; null for anonymous. */
  id: string | null;
  /** Granted permissions (`feature.verb`); `*` grants all. */
  permissions: ReadonlySet<string>;
  /** Rights on content that hold under conditions; left out: everything that readers see may be read. */
  grants?: readonly ContentGrant[];
  /** Only of a person: the session in which they ask. */
  sessionId?: string;
  /** Only of a preview token: the one document whose draft may be looked at, with what is nested in it; null for all documents. */
  preview?: { documentId: string | null };
}

/** Nobody in particular: sees what is published. */
export const ANONYMOUS: Viewer = { kind: 'anonymous', id: null, permissions: new Set() };

/** The server itself, e.g. a job that nobody asked for. */
export const SYSTEM: Viewer = { kind: 'system', id: null, permissions: new Set(['*']) };

/** True when the viewer holds the permission. */
export function may(viewer: Viewer, permission: string): boolean {
  return viewer.permissions.has('*') || viewer.permissions.has(permission);
}

/** Throws UNAUTHENTICATED (anonymous) or FORBIDDEN when the viewer lacks the permission. */
export function demand(viewer: Viewer, permission: string): void {
  if (may(viewer, permission)) return;
  throw viewer.kind === 'anonymous' ? unauthenticated() : forbidden(permission);
}

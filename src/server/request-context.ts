import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../errors';
import { ANONYMOUS, type Viewer } from '../engine/access/viewer';
import type { Context, Services } from '../engine/context';
import { findTokenViewer, isApiToken } from '../engine/access/api-tokens';
import { findPreviewViewer, isPreviewToken } from '../engine/access/preview-tokens';
import { CONFIGURED_ADMIN } from '../engine/access/viewer-of-owner';
import { type Cancellation, cancellable } from '../platform/database/cancellation';
import type { Sql } from '../platform/database/database';
import type { Logger } from '../platform/telemetry/log';
import type { CacheTags } from '../engine/loading/cache-tags';
import type { Loaders } from '../engine/loading/loaders';
import { addressOf } from './client-address';
import { findSession } from '../features/auth/sessions';
import type { Visit } from '../engine/access/visit';
import type { SessionCookie } from './session-cookie';
import { ViewerCache } from './viewer-cache';

/**
 * Finds the viewer behind an Authorization header, or else a Cookie header; throws UNAUTHENTICATED, since a wrong credential is never
 * served as nobody. `unseen` does not count as use of a session.
 */
export type Authenticate = (
  authorization: string | undefined,
  cookie?: string,
  options?: { unseen?: boolean },
) => Viewer | Promise<Viewer>;

/** What a context takes from whoever asks. */
interface Asked {
  viewer: Viewer;
  requestId: string;
  /** The header Idempotency-Key, where there is one. */
  idempotencyKey: string | null;
  /** The network address that it came from. */
  address: string | null;
  /** The program that sent it. */
  visit: Visit | null;
  /** What may end it early. */
  cancellation: Cancellation | null;
}

/** Makes the context of one operation. It has no side effects: a request may make more than one. */
export type ContextFor = (request: Pick<Asked, 'viewer' | 'requestId'> & Partial<Asked>) => Context;

/** Accepts `Bearer <token>` (RFC 6750) for the configured token, if there is one, and with a database for API tokens and preview tokens. */
export function createAuthenticate(
  auth: { adminToken: string | null },
  sql: Sql | null = null,
  viewers = new ViewerCache(),
  sessionCookie: Pick<SessionCookie, 'read'> | null = null,
): Authenticate {
  const expected = auth.adminToken === null ? null : sha256(auth.adminToken);
  return (authorization, cookie, { unseen = false } = {}) => {
    const secret = authorization === undefined ? (sessionCookie?.read(cookie) ?? null) : null;
    if (sql && secret !== null) return authenticateSession(sql, secret, unseen);
    if (authorization === undefined) return sql ? viewers.anonymous(sql) : ANONYMOUS;
    const token = /^Bearer +([^\s]+) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw unauthenticated('The Authorization header must read "Bearer <token>".');
    if (sql && isPreviewToken(token)) return authenticatePreview(sql, token);
    if (sql && isApiToken(token)) return authenticateToken(sql, token, viewers);
    // Digests are compared, since they have one length whatever was sent.
    if (expected === null || !timingSafeEqual(sha256(token), expected)) {
      throw unauthenticated('The API token is not valid.');
    }
    return CONFIGURED_ADMIN;
  };
}

/** What a request says of who asks: its Authorization header, or a preview token in a header of its own. */
export function credentialOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const preview = headers['x-preview-token'];
  return headers.authorization ?? (typeof preview === 'string' ? `Bearer ${preview}` : undefined);
}

async function authenticatePreview(sql: Sql, token: string): Promise<Viewer> {
  const viewer = await findPreviewViewer(sql, token);
  if (!viewer) throw unauthenticated('The preview token is not valid, or has expired.');
  return viewer;
}

async function authenticateSession(sql: Sql, secret: string, unseen: boolean): Promise<Viewer> {
  const viewer = await findSession(sql, secret, { unseen });
  if (!viewer) throw unauthenticated('The session has ended; sign in again.');
  return viewer;
}

async function authenticateToken(sql: Sql, token: string, viewers: ViewerCache): Promise<Viewer> {
  const viewer = await viewers.find(token, () => findTokenViewer(sql, token));
  if (!viewer) throw unauthenticated('The API token is not valid, or has expired.');
  return viewer;
}

/** Builds contexts from the process's services, with loaders of their own for each operation. */
export function createContextFor(services: Services, loadersFor: (ctx: Context) => Loaders): ContextFor {
  return ({ viewer, requestId, idempotencyKey = null, address = null, visit = null, cancellation = null }) => {
    const asked = { viewer, requestId, idempotencyKey, address, visit, cancellation };
    // Its constructor copies the services into it.
    const ctx = new OperationContext(services, asked) as OperationContext & Services;
    ctx.load = loadersFor(ctx);
    return ctx;
  };
}

class OperationContext {
  load!: Loaders;
  cacheTags: CacheTags | null = null;
  private ownLog: Logger | null = null;
  /** Its own, as the others are: jobs spread contexts. */
  readonly now = (): Date => new Date();

  readonly viewer!: Viewer;
  readonly requestId!: string;

  constructor(
    private readonly services: Services,
    asked: Asked,
  ) {
    for (const name in services)
      if (name !== 'log') (this as Record<string, unknown>)[name] = services[name as keyof Services];
    Object.assign(this, asked);
    const { cancellation } = asked;
    if (cancellation) (this as Record<string, unknown>).db = cancellable(services.db, cancellation);
  }

  /** Made when there is something to say: a logger of its own takes longer to make than all else here. */
  get log(): Logger {
    return (this.ownLog ??= this.services.log.child({ requestId: this.requestId }));
  }
}

/** The header Idempotency-Key of a request; null when there is none. */
export function idempotencyKeyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const header = headers['idempotency-key'];
  return typeof header === 'string' ? header : null;
}

/** What a context takes from its request beside the viewer. */
export function originOf(request: Pick<FastifyRequest, 'id' | 'headers' | 'ip' | 'clientAddress' | 'visit'>): {
  requestId: string;
  idempotencyKey: string | null;
  address: string;
  visit: Visit | null;
} {
  const idempotencyKey = idempotencyKeyOf(request);
  return { requestId: request.id, idempotencyKey, address: addressOf(request), visit: request.visit };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../errors';
import { ANONYMOUS, type Viewer } from '../engine/access/viewer';
import type { Context, Services } from '../engine/context';
import { findPreviewViewer, isPreviewToken } from '../engine/access/preview-tokens';
import type { Sql } from '../platform/database/database';
import type { Logger } from '../platform/telemetry/log';
import type { CacheTags } from '../engine/loading/cache-tags';
import type { Loaders } from '../engine/loading/loaders';

/** Finds the viewer behind an Authorization header, or throws UNAUTHENTICATED: a wrong credential is never served as nobody. */
export type Authenticate = (authorization: string | undefined) => Viewer | Promise<Viewer>;

/** Makes the context of one operation. It has no side effects: a request may make more than one. */
export type ContextFor = (request: {
  viewer: Viewer;
  requestId: string;
  /** The header Idempotency-Key, where there is one. */
  idempotencyKey?: string | null;
}) => Context;

const ADMIN: Viewer = { kind: 'token', id: 'admin', permissions: new Set(['*']) };

/** Accepts `Bearer <token>` (RFC 6750) for the configured token, if there is one, and with a database for preview tokens. */
export function createAuthenticate(auth: { adminToken: string | null }, sql: Sql | null = null): Authenticate {
  const expected = auth.adminToken === null ? null : sha256(auth.adminToken);
  return authorization => {
    if (authorization === undefined) return ANONYMOUS;
    const token = /^Bearer +([^\s]+) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw unauthenticated('The Authorization header must read "Bearer <token>".');
    if (sql && isPreviewToken(token)) return authenticatePreview(sql, token);
    // Digests are compared, since they have one length whatever was sent.
    if (expected === null || !timingSafeEqual(sha256(token), expected)) {
      throw unauthenticated('The API token is not valid.');
    }
    return ADMIN;
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

/** Builds contexts from the process's services, with loaders of their own for each operation. */
export function createContextFor(services: Services, loadersFor: (ctx: Context) => Loaders): ContextFor {
  return ({ viewer, requestId, idempotencyKey = null }) => {
    // Its constructor copies the services into it.
    const ctx = new OperationContext(services, viewer, requestId, idempotencyKey) as OperationContext & Services;
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

  constructor(
    private readonly services: Services,
    readonly viewer: Viewer,
    readonly requestId: string,
    readonly idempotencyKey: string | null,
  ) {
    for (const name in services)
      if (name !== 'log') (this as Record<string, unknown>)[name] = services[name as keyof Services];
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

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

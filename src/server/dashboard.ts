import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** `directory` holds the built dashboard (dist/admin). */
export interface DashboardOptions {
  directory: string;
}

/** What the build writes where each answer's own number belongs. */
const NONCE_PLACE = '__CSP_NONCE__';
const NONCE_BYTES = 16;

/** A name with an optional port; anything else in a Host header stays out of the policy. */
const HOST = /^(\[[\da-f:.]+\]|[a-z\d.-]+)(:\d+)?$/i;

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** Addresses in mails and on terminals that are older than the dashboard. Browsers keep the fragment, in which the token stands. */
const MOVED = { '/invitation': '/admin/invitation', '/reset-password': '/admin/reset-password' };

const NOT_BUILT = 'The dashboard has not been built yet. Build it with "npm run build:admin", then start again.\n';

/** Serves the dashboard at /admin and at every address below, from files of this installation alone. */
export async function registerDashboard(app: FastifyInstance, { directory }: DashboardOptions): Promise<void> {
  for (const [from, to] of Object.entries(MOVED)) app.get(from, (_request, reply) => reply.redirect(to));
  for (const url of ['/admin', '/admin/*']) {
    app.get(url, (request, reply) => {
      // Read each time: it is small, and a new build gives its assets other names.
      const page = readPage(directory);
      reply.headers(HEADERS).header('cache-control', 'no-store');
      if (page === null) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
      const nonce = randomBytes(NONCE_BYTES).toString('base64');
      return reply
        .header('content-security-policy', contentSecurityPolicy(nonce, request.headers.host))
        .type('text/html; charset=utf-8')
        .send(page.replaceAll(NONCE_PLACE, nonce));
    });
  }
  if (readPage(directory) === null) return;

  await app.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: '/admin/assets/',
    decorateReply: false,
    index: false,
    // Names carry a hash of the content, and `.br` and `.gz` files stand beside them.
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    setHeaders: response => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    },
  });
}

/**
 * Scripts run from this server's files, or with the number that only this answer has; nothing that content brings along runs. Not every
 * browser counts the sockets of this host as 'self' (https://github.com/w3c/webappsec-csp/issues/7).
 */
function contentSecurityPolicy(nonce: string, host: string | undefined): string {
  const sockets = host !== undefined && HOST.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${sockets}`,
    // The explorer, which is a page of its own.
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The built page, or null when there is none. */
function readPage(directory: string): string | null {
  try {
    return readFileSync(join(directory, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

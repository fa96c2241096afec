import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** `directory` holds the built explorer (dist/graphiql). */
export interface GraphiqlOptions {
  directory: string;
}

/** Monaco writes style elements and attributes, hence 'unsafe-inline' for styles: on this page, and nowhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  // The dashboard shows it in a frame; nobody else may.
  "frame-ancestors 'self'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

const NOT_BUILT =
  'The API explorer has not been built yet. Build it with "npm run build:graphiql", then start again.\n';

/** Serves the API explorer at /graphiql, from files of this installation alone. */
export async function registerGraphiql(app: FastifyInstance, { directory }: GraphiqlOptions): Promise<void> {
  // A browser keeps the fragment across a redirect, so a sign-in link works with either spelling.
  app.get('/graphiql/', (_request, reply) => reply.redirect('/graphiql'));
  app.get('/graphiql', (_request, reply) => {
    // Read each time: it is small, and a new build gives its assets other names.
    const page = readPage(directory);
    reply.headers(HEADERS).header('cache-control', 'no-cache');
    return page === null
      ? reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT)
      : reply.type('text/html; charset=utf-8').send(page);
  });
  if (readPage(directory) === null) return;

  await app.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: '/graphiql/assets/',
    decorateReply: false,
    index: false,
    // Names carry a hash of the content, and `.gz` files stand beside them.
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    // A worker's own policy is the one that its script was sent with.
    setHeaders: response => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    },
  });
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

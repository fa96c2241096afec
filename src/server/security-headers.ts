import type { FastifyInstance } from 'fastify';

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Headers of every answer: none of them is a page, so nothing may be loaded or framed (OWASP REST Security Cheat Sheet). Pages set
 * a policy of their own. HSTS only where clients come by https: elsewhere it would lock them out.
 */
export function securityHeaders(publicUrl: string | undefined): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  };
  if (publicUrl?.startsWith('https:')) headers['strict-transport-security'] = `max-age=${ONE_YEAR_SECONDS}`;
  return headers;
}

/** Gives every answer these headers. */
export function registerHeaders(app: FastifyInstance, headers: Readonly<Record<string, string>>): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}

import type { FastifyInstance } from 'fastify';

/*
 * Which websites' pages may ask this server from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol). Those that are listed may
 * send the credentials that the browser keeps; `*` lets any page ask what everybody may see. Without a list no page of another
 * origin may, and WebSockets, which know no CORS, are kept to the same list.
 */

/** Whether pages of an origin may ask; `host` is the server's own name, as the request gives it. */
export type AllowsOrigin = (origin: string, host: string | undefined) => boolean;

const ANY = '*';
const METHODS = 'GET, POST';
const REQUEST_HEADERS = [
  'accept',
  'apollo-require-preflight',
  'authorization',
  'content-type',
  'idempotency-key',
  'if-none-match',
  'x-apollo-operation-name',
  'x-preview-token',
  'x-report-cost',
  'x-request-id',
].join(', ');
const ANSWER_HEADERS = 'etag, retry-after, x-request-id';
/** Browsers keep the answer to a preflight for at most two hours. */
const KEEP_SECONDS = 7_200;

/** The rule for WebSockets: this server's own pages, and those of the listed origins. */
export function createAllowsOrigin(origins: readonly string[]): AllowsOrigin {
  return (origin, host) =>
    origins.includes(origin) || origins.includes(ANY) || (URL.canParse(origin) && new URL(origin).host === host);
}

/** Says to browsers which pages may read the answers, and answers their preflights. */
export function registerCrossOrigin(app: FastifyInstance, origins: readonly string[], paths: readonly string[]): void {
  if (origins.length === 0) return;
  const any = origins.includes(ANY);
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    const listed = origin !== undefined && origins.includes(origin);
    if (!listed && !any) return;
    reply.header('access-control-allow-origin', listed ? origin : ANY);
    if (listed) reply.header('access-control-allow-credentials', 'true');
    reply.header('access-control-expose-headers', ANSWER_HEADERS);
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return;
    if (!paths.includes(request.routeOptions.url ?? '')) return;
    reply.headers({
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': KEEP_SECONDS,
    });
    return reply.code(204).send();
  });
  // Last, since an answer for everybody names what it varies by itself.
  app.addHook('onSend', async (_request, reply) => {
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'origin' : `${String(vary)}, origin`);
  });
}

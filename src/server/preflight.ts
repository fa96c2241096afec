import type { FastifyRequest } from 'fastify';
import { badRequest } from '../errors';

/** What another site's form can send without the browser asking first (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
const SIMPLE_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/** Headers that no form can set; Apollo's names, so that its clients work as they are. */
const PREFLIGHT_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Refuses a request that another site could have made its visitor send. Apollo checks the same, but only after the body. A request
 * without a body is checked where nobody else does.
 */
export function requirePreflight(request: FastifyRequest, { evenWithoutBody = false } = {}): void {
  const type = request.headers['content-type'];
  if (type === undefined ? !evenWithoutBody : !SIMPLE_TYPES.test(type)) return;
  if (PREFLIGHT_HEADERS.some(name => request.headers[name])) return;
  throw badRequest(
    `A request ${type === undefined ? 'without a body' : 'of this content type'} could come from another site's page; send the header "${PREFLIGHT_HEADERS[0]}: true" with it.`,
  );
}

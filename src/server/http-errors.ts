import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, KeelsonError, notFound, payloadTooLarge, unsupportedMediaType } from '../errors';
import type { Logger } from '../platform/telemetry/log';
import { publicError } from './format-error';

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  COST_EXCEEDED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_FILE: 400,
  PERSISTED_QUERY_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  UPLOAD_TOO_SLOW: 408,
  WRONG_STATE: 409,
  FILE_TOO_LARGE: 413,
  IMAGE_TOO_LARGE: 413,
  QUOTA_EXCEEDED: 413,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_IMAGE: 415,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  TIMEOUT: 504,
  INSUFFICIENT_STORAGE: 507,
};

/** Seconds after which a client may try again when a service did not answer. */
const RETRY_AFTER_SECONDS = 2;

/** Seconds after which a client may try again; null for an error that has nothing to do with time. */
export function retryAfterOf({ code, retryAfterSeconds }: Readonly<Record<string, unknown>>): number | null {
  if (typeof retryAfterSeconds === 'number') return retryAfterSeconds;
  return code === 'UNAVAILABLE' ? RETRY_AFTER_SECONDS : null;
}

/** The status of an answer that holds nothing but this error; 500 for a code that has no status of its own. */
export function statusOf(code: string): number {
  return STATUS_OF_CODE[code] ?? 500;
}

/** Answers every failure outside of GraphQL's execution in GraphQL's own shape: `{ errors: [{ message, extensions }] }`. */
export function registerErrorAnswers(app: FastifyInstance, log: Logger, bodyLimit: number): void {
  app.setNotFoundHandler((request, reply) => sendError(request, reply, notFound('page', pathOf(request.url)), log));
  app.setErrorHandler<FastifyError>((error, request, reply) =>
    sendError(request, reply, translate(error, request, bodyLimit), log),
  );
}

/** Sends one error as JSON, masked like any other. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown, log: Logger): FastifyReply {
  const answer = publicError(error, { requestId: request.id, log });
  const status = statusOf(answer.extensions.code);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  const retryAfter = retryAfterOf(answer.extensions);
  if (retryAfter !== null) reply.header('retry-after', retryAfter);
  // Fastify would close the connection on a body it could not read; the client may still be sending it.
  reply.removeHeader('connection');
  if (typeof answer.extensions.allowed === 'string') reply.header('allow', answer.extensions.allowed);
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [answer] }));
}

/** A URL without its query: values in it may be private. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function translate(error: FastifyError, request: FastifyRequest, bodyLimit: number): unknown {
  if (error instanceof KeelsonError) return error;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return payloadTooLarge(bodyLimit);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType(request.headers['content-type']);
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return badRequest('The request body is not valid JSON.');
    case 'ERR_INVALID_URL':
      return badRequest('The Host header is not valid.');
    default:
      // Fastify's own refusals carry a status below 500 and name nothing but the request.
      return error.code?.startsWith('FST_') && (error.statusCode ?? 500) < 500 ? badRequest(error.message) : error;
  }
}

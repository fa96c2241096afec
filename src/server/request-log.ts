import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newId } from '../platform/crypto/new-id';
import type { Logger } from '../platform/telemetry/log';
import { addressOf } from './client-address';
import { pathOf } from './http-errors';
import { observeRequest } from './metrics';

/** nginx's status for a client that closed the connection before it had its answer. */
const CLIENT_CLOSED_REQUEST = 499;

/** Probes and scrapes come every few seconds and say nothing. */
const QUIET_PATHS = new Set(['/livez', '/readyz', '/metrics']);

/** The id that a proxy gave the request, if it is fit for a log line and a header; else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,128}$/.test(given) ? given : newId();
}

/** Echoes each request's id, and writes one line when the request is over, however it ended. The query's values stay out of it. */
export function registerRequestLog(app: FastifyInstance, log: Logger): RecordRequest {
  const record = createRecord(log);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => {
      const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
      record(request, route, reply.raw, reply.elapsedTime);
    });
    done();
  });
  return record;
}

/** Counts a request that is over, and writes its line. Unknown paths have the route `none`. */
export type RecordRequest = (
  request: Pick<FastifyRequest, 'id' | 'method' | 'url' | 'ip' | 'clientAddress' | 'body'>,
  route: string,
  response: ServerResponse,
  elapsedMs: number,
) => void;

function createRecord(log: Logger): RecordRequest {
  return (request, route, response, elapsedMs) => {
    const status = response.writableFinished ? response.statusCode : CLIENT_CLOSED_REQUEST;
    observeRequest(request.method, route, status, elapsedMs);
    const path = pathOf(request.url);
    const level = QUIET_PATHS.has(path) ? 'debug' : 'http';
    // A logger formats a line before it asks who wants it.
    if (!log.isLevelEnabled(level)) return;
    log.log(level, `${request.method} ${path} ${status}`, {
      method: request.method,
      path,
      status,
      ms: Math.round(elapsedMs * 10) / 10,
      requestId: request.id,
      address: addressOf(request),
      ...operationNameOf(request.body),
    });
  };
}

/** The name that the client gave its operation; nothing that could not be one. */
function operationNameOf(body: unknown): { operation?: string } {
  const name = (body as { operationName?: unknown } | null | undefined)?.operationName;
  return typeof name === 'string' && /^[_A-Za-z]\w{0,99}$/.test(name) ? { operation: name } : {};
}

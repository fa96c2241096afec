import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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
export function registerRequestLog(app: FastifyInstance, log: Logger): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => record(request, reply, log));
    done();
  });
}

function record(request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const status = reply.raw.writableFinished ? reply.raw.statusCode : CLIENT_CLOSED_REQUEST;
  const ms = Math.round(reply.elapsedTime * 10) / 10;
  const path = pathOf(request.url);
  observeRequest(request, status, ms);
  const level = QUIET_PATHS.has(path) ? 'debug' : 'http';
  // A logger formats a line before it asks who wants it.
  if (!log.isLevelEnabled(level)) return;
  log.log(level, `${request.method} ${path} ${status}`, {
    method: request.method,
    path,
    status,
    ms,
    requestId: request.id,
    address: addressOf(request),
    ...operationNameOf(request.body),
  });
}

/** The name that the client gave its operation; nothing that could not be one. */
function operationNameOf(body: unknown): { operation?: string } {
  const name = (body as { operationName?: unknown } | null | undefined)?.operationName;
  return typeof name === 'string' && /^[_A-Za-z]\w{0,99}$/.test(name) ? { operation: name } : {};
}

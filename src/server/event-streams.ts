import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionArgs, OperationTypeNode } from 'graphql';
import type { Viewer } from '../engine/access/viewer';
import { badRequest, methodNotAllowed, notAcceptable, rateLimited, unauthenticated } from '../errors';
import { addressOf } from './client-address';
import { type EventSource, EventStream, type EventStreamLimits } from './event-stream';
import type { LiveConnections } from './live-connections';
import {
  asGraphqlError,
  type LiveOperation,
  type LiveOperations,
  type OperationRequest,
  type PublicResult,
  typeOf,
} from './live-operations';
import { credentialOf } from './request-context';

/**
 * GraphQL over server-sent events at `/graphql/stream`, by the "distinct connections mode" of the GraphQL over SSE protocol
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md): one request, one operation, one stream of `next` events that ends
 * with `complete`. For clients and networks that have no WebSockets. What is wrong with the request is answered by HTTP; what is
 * wrong with the operation, in the stream. graphql-sse's own server part is not used: it keeps all that a slow client has not read.
 */
export interface EventStreamsOptions extends EventStreamLimits {
  operations: LiveOperations;
  connections: LiveConnections;
  /** Finds the viewer before the body is read, or refuses the request. */
  receive(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  viewerOf(request: FastifyRequest): Viewer;
}

export const STREAM_PATH = '/graphql/stream';

export interface EventStreams {
  /** Ends them all; their clients come back elsewhere. */
  close(): void;
}

/** Serves event streams. */
export function registerEventStreams(app: FastifyInstance, options: EventStreamsOptions): EventStreams {
  const { operations, connections, receive, viewerOf } = options;
  const streams = new Set<EventStream>();
  let closing = false;

  app.route({
    method: ['GET', 'POST'],
    url: STREAM_PATH,
    onRequest: receive,
    async handler(request, reply) {
      if (!accepts(request)) throw notAcceptable('text/event-stream');
      const asked = operationOf(request);
      const operation = { ...operations.begin(), requestId: request.id };
      const viewer = viewerOf(request);
      const prepared = await operations.prepare(asked, { viewer, requestId: request.id, address: addressOf(request) });
      const refused = Array.isArray(prepared) ? prepared : null;
      const args = prepared as ExecutionArgs;
      if (!refused && request.method === 'GET' && typeOf(args) === OperationTypeNode.MUTATION) {
        throw methodNotAllowed('GET', 'POST');
      }

      let stream: EventStream | null = null;
      let forbidden = false;
      const leave = connections.admit({
        kind: 'stream',
        viewer,
        authorization: credentialOf(request),
        cookie: request.headers.cookie,
        address: addressOf(request),
        forbid() {
          forbidden = true;
          stream?.conclude(farewell());
        },
      });
      if (!leave) throw rateLimited('Too many event streams are open; end one first.');
      reply.raw.once('close', leave);

      const source = refused
        ? oneAnswer({ errors: operations.refuse(operation, refused) })
        : await answersOf(operations, operation, args);
      // Nobody listens for the end of a client that left while the source was made.
      if (reply.raw.destroyed) {
        source.end();
        leave();
        return reply.hijack();
      }
      const begun = new EventStream(source, options);
      stream = begun;
      streams.add(begun);
      begun.once('close', () => streams.delete(begun));
      if (forbidden) begun.conclude(farewell());
      if (closing) begun.conclude(null);
      return reply
        .headers({ 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' })
        .type('text/event-stream; charset=utf-8')
        .send(begun);
    },
  });

  return {
    close() {
      closing = true;
      for (const stream of streams) stream.conclude(null);
    },
  };
}

function accepts({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? '').split(',').some(type => type.trim().split(';', 1)[0] === 'text/event-stream');
}

function operationOf(request: FastifyRequest): OperationRequest {
  const given = (
    request.method === 'GET' ? fromQuery(request.query) : request.body
  ) as Partial<OperationRequest> | null;
  const { operationName, variables, extensions } = given ?? {};
  const byId = given && ('documentId' in given || extensions?.persistedQuery !== undefined);
  const query = given?.query ?? (byId ? '' : undefined);
  if (typeof query !== 'string' || (query === '' && !byId))
    throw badRequest('The request must hold a GraphQL document as "query".');
  if (operationName != null && typeof operationName !== 'string') throw badRequest('"operationName" must be a string.');
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw badRequest('"variables" must be an object.');
  }
  return { query, operationName, variables, extensions, documentId: given?.documentId };
}

function fromQuery(query: unknown): Record<string, unknown> {
  const { variables, ...rest } = query as Record<string, unknown>;
  if (typeof variables !== 'string' || variables === '') return rest;
  try {
    return { ...rest, variables: JSON.parse(variables) };
  } catch {
    throw badRequest('"variables" is not valid JSON.');
  }
}

/** The answers of an operation that runs. */
async function answersOf(
  operations: LiveOperations,
  operation: LiveOperation,
  args: ExecutionArgs,
): Promise<EventSource> {
  const result = await operations.run(args);
  if (!(Symbol.asyncIterator in result)) return oneAnswer(operations.present(operation, args, result));
  let broken = false;
  return eventSource(
    async () => {
      if (broken) return null;
      try {
        const { value } = await result.next();
        return value ? operations.present(operation, args, value) : null;
      } catch (error) {
        broken = true;
        return { errors: operations.refuse(operation, [asGraphqlError(error)]) };
      }
    },
    () => void result.return().catch(() => undefined),
  );
}

function oneAnswer(result: PublicResult): EventSource {
  const answers = [result];
  return eventSource(
    async () => answers.pop() ?? null,
    () => undefined,
  );
}

function eventSource(nextAnswer: () => Promise<PublicResult | null>, end: () => void): EventSource {
  let completed = false;
  return {
    async next() {
      if (completed) return null;
      const answer = await nextAnswer();
      completed = answer === null;
      return answer === null ? COMPLETE : nextEvent(answer);
    },
    end,
  };
}

const COMPLETE = 'event: complete\ndata:\n\n';

/** JSON has no line breaks of its own, so a result is one line of data. */
function nextEvent(result: PublicResult): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`;
}

/** To a viewer who lost the right to listen: without `complete` its client would come back at once. */
function farewell(): string {
  const { message, code } = unauthenticated('This stream was ended: its viewer is no longer allowed to listen.');
  return `${nextEvent({ errors: [{ message, extensions: { code } }] })}${COMPLETE}`;
}

import type { IncomingMessage } from 'node:http';
import { type ExecutionArgs, execute, GraphQLError, getOperationAST, type GraphQLSchema } from 'graphql';
import { type Context as Connection, makeServer, type SubscribePayload } from 'graphql-ws';
import { ulid } from 'ulid';
import type { Context } from '../engine/context';
import { ANONYMOUS, type Viewer } from '../engine/access/viewer';
import { KeelsonError, rateLimited } from '../errors';
import type { Logger } from '../platform/telemetry/log';
import { createDocumentCache } from './document-cache';
import { executeSubscription } from './execute-subscription';
import { formatError } from './format-error';
import { observeErrors, observeOperation } from './metrics';
import type { OperationLimits } from './operation-limits';
import type { Authenticate, ContextFor } from './request-context';

export interface SocketProtocolOptions {
  schema: GraphQLSchema;
  introspection: boolean;
  limits: OperationLimits;
  /** Drops schema details from errors. */
  production: boolean;
  authenticate: Authenticate;
  contextFor: ContextFor;
  log: Logger;
  /** Time that a new socket has to send `connection_init`. */
  initTimeoutMs?: number;
  operationsPerSocket?: number;
}

/** What is known of one socket besides the protocol's own state. */
export interface SocketExtra extends Record<PropertyKey, unknown> {
  request: IncomingMessage;
  viewer: Viewer;
  /** By the client's operation id. */
  operations: Map<string, RunningOperation>;
}

interface RunningOperation {
  requestId: string;
  startedAt: number;
  answered: boolean;
}

type SocketConnection = Connection<Record<string, unknown> | undefined, SocketExtra>;

/** The extra of a socket that has just been opened. */
export function socketExtra(request: IncomingMessage): SocketExtra {
  return { request, viewer: ANONYMOUS, operations: new Map() };
}

/** The protocol's server: who may connect, what runs, and how errors are worded. */
export function createSocketProtocol(options: SocketProtocolOptions) {
  const { schema, introspection, limits, production, authenticate, contextFor, log } = options;
  const { initTimeoutMs = 3_000, operationsPerSocket = 50 } = options;
  const documents = createDocumentCache({ schema, introspection, limits, hideSuggestions: production });

  const prepare = (
    { query, operationName, variables }: SubscribePayload,
    request: { viewer: Viewer; requestId: string },
  ): ExecutionArgs | readonly GraphQLError[] => {
    const found = documents.find(query);
    if ('errors' in found) return found.errors;
    const { document } = found;
    if (!getOperationAST(document, operationName)) return [operationNotFound(operationName)];
    return { schema, document, operationName, variableValues: variables, contextValue: contextFor(request) };
  };

  const format = ({ requestId }: RunningOperation, errors: readonly GraphQLError[]) =>
    errors.map(error => formatError(error.toJSON(), error, { requestId, log: log.child({ requestId }) }));

  return makeServer<Record<string, unknown> | undefined, SocketExtra>({
    connectionInitWaitTimeout: initTimeoutMs,

    onConnect(connection) {
      try {
        connection.extra.viewer = authenticate(credentialOf(connection));
        return true;
      } catch (error) {
        if (error instanceof KeelsonError) return false;
        throw error;
      }
    },

    onSubscribe({ extra, subscriptions }, id, payload) {
      const operation = { requestId: ulid(), startedAt: performance.now(), answered: false };
      extra.operations.set(id, operation);
      try {
        if (Object.keys(subscriptions).length > operationsPerSocket) {
          throw rateLimited(`A connection runs at most ${operationsPerSocket} operations at once; complete one first.`);
        }
        return prepare(payload, { viewer: extra.viewer, requestId: operation.requestId });
      } catch (error) {
        return [wrap(error)];
      }
    },

    execute: args => answered(() => execute(args)),

    subscribe: args => {
      const { viewer, requestId } = args.contextValue as Context;
      return answered(() => executeSubscription(args, () => contextFor({ viewer, requestId })));
    },

    onNext({ extra }, id, _payload, args, result) {
      const operation = extra.operations.get(id);
      if (!operation) return;
      const errors = result.errors && format(operation, result.errors);
      const codes = (errors ?? []).map(error => error.extensions.code);
      if (operation.answered) observeErrors(codes);
      else {
        const type = getOperationAST(args.document, args.operationName)?.operation ?? null;
        observeOperation({ type, ms: performance.now() - operation.startedAt, codes });
        operation.answered = true;
      }
      return errors && { ...result, errors };
    },

    onError({ extra }, id, _payload, errors) {
      const operation = extra.operations.get(id) ?? {
        requestId: ulid(),
        startedAt: performance.now(),
        answered: false,
      };
      const formatted = format(operation, errors);
      const codes = formatted.map(error => error.extensions.code);
      observeOperation({ type: null, ms: performance.now() - operation.startedAt, codes });
      extra.operations.delete(id);
      return formatted;
    },

    onComplete({ extra }, id) {
      extra.operations.delete(id);
    },
  });
}

/** From the connection's parameters or, where a client can set it, the upgrade's header. */
function credentialOf({ connectionParams, extra }: SocketConnection): string | undefined {
  const given = Object.entries(connectionParams ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return typeof given === 'string' ? given : extra.request.headers.authorization;
}

function operationNotFound(operationName: string | null | undefined): GraphQLError {
  const message = operationName
    ? `Unknown operation named "${operationName}".`
    : 'Must provide operation name if query contains multiple operations.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

/** An error thrown around an execution is an answer too: graphql-ws would close the socket with its message. */
async function answered<Result>(run: () => Result | Promise<Result>): Promise<Result | { errors: GraphQLError[] }> {
  try {
    return await run();
  } catch (error) {
    return { errors: [wrap(error)] };
  }
}

function wrap(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

import type { IncomingMessage } from 'node:http';
import type { GraphQLError } from 'graphql';
import { CloseCode, type Context as Connection, makeServer } from 'graphql-ws';
import { ANONYMOUS, type Viewer } from '../engine/access/viewer';
import { KeelsonError, rateLimited } from '../errors';
import type { LiveConnections } from './live-connections';
import { asGraphqlError, type LiveOperation, type LiveOperations } from './live-operations';
import type { Authenticate } from './request-context';

export interface SocketProtocolOptions {
  operations: LiveOperations;
  connections: LiveConnections;
  authenticate: Authenticate;
  /** Time that a new socket has to send `connection_init`. */
  initTimeoutMs?: number;
  operationsPerSocket?: number;
}

/** What is known of one socket besides the protocol's own state. */
export interface SocketExtra extends Record<PropertyKey, unknown> {
  request: IncomingMessage;
  /** Where it comes from. */
  address: string;
  viewer: Viewer;
  /** By the client's operation id. */
  operations: Map<string, LiveOperation>;
  close(code: number, reason: string): void;
  /** Counts the socket out, when it has closed. */
  leave(): void;
}

type SocketConnection = Connection<Record<string, unknown> | undefined, SocketExtra>;

/** The extra of a socket that has just been opened. */
export function socketExtra(request: IncomingMessage, address: string, close: SocketExtra['close']): SocketExtra {
  return { request, address, viewer: ANONYMOUS, operations: new Map(), close, leave: () => undefined };
}

/** The protocol's server: who may connect, what runs, and how errors are worded. */
export function createSocketProtocol(options: SocketProtocolOptions) {
  const { operations, connections, authenticate, initTimeoutMs = 3_000, operationsPerSocket = 50 } = options;

  /** False when there are too many sockets; the protocol's own close code then comes too late to count. */
  const admit = ({ extra }: SocketConnection, authorization: string | undefined): boolean => {
    const leave = connections.admit({
      kind: 'socket',
      viewer: extra.viewer,
      authorization,
      cookie: extra.request.headers.cookie,
      address: extra.address,
      forbid: () => extra.close(CloseCode.Forbidden, 'Forbidden'),
    });
    if (leave) extra.leave = leave;
    else extra.close(CloseCode.TooManyInitialisationRequests, 'Too many connections');
    return leave !== null;
  };

  return makeServer<Record<string, unknown> | undefined, SocketExtra>({
    connectionInitWaitTimeout: initTimeoutMs,

    async onConnect(connection) {
      try {
        const authorization = credentialOf(connection);
        connection.extra.viewer = await authenticate(authorization, connection.extra.request.headers.cookie);
        // Nobody counts out a socket that has closed meanwhile.
        return !connection.extra.request.socket.destroyed && admit(connection, authorization);
      } catch (error) {
        if (error instanceof KeelsonError) return false;
        throw error;
      }
    },

    async onSubscribe({ extra, subscriptions }, id, payload) {
      const operation = operations.begin();
      extra.operations.set(id, operation);
      try {
        if (Object.keys(subscriptions).length > operationsPerSocket) {
          throw rateLimited(`A connection runs at most ${operationsPerSocket} operations at once; complete one first.`);
        }
        return await operations.prepare(payload, {
          viewer: extra.viewer,
          requestId: operation.requestId,
          address: extra.address,
        });
      } catch (error) {
        return [asGraphqlError(error)];
      }
    },

    execute: operations.run,
    subscribe: operations.run,

    onNext({ extra }, id, _payload, args, result) {
      const operation = extra.operations.get(id);
      return operation && operations.present(operation, args, result);
    },

    onError({ extra }, id, _payload, errors: readonly GraphQLError[]) {
      const operation = extra.operations.get(id) ?? operations.begin();
      extra.operations.delete(id);
      return operations.refuse(operation, errors);
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

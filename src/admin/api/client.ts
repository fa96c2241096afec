import {
  type Client,
  createClient,
  type Exchange,
  fetchExchange,
  mapExchange,
  type Operation,
  subscriptionExchange,
} from '@urql/core';
import { type Client as Socket, createClient as createSocket } from 'graphql-ws';
import { createCache } from './cache';
import { connectionFails, connectionWorks, onRecovery, probeBy } from './connection';
import { sessionMayHaveEnded } from './session-end';
import { socketClosed, socketOpened } from './socket-state';

const endpoint = new URL('/graphql', location.href);
const socketUrl = new URL(endpoint);
socketUrl.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

/** The close code by which the server ends what a viewer may no longer have. */
const FORBIDDEN = 4403;
const KEEP_ALIVE_MS = 10_000;
const LONGEST_WAIT_MS = 15_000;

/** The client of the API, and the socket of its subscriptions. */
export interface Api {
  client: Client;
  /** Ends the socket; a client that is thrown away must not go on listening. */
  close(): void;
}

/** Makes a client with an empty cache. The session is the browser's cookie. */
export function createApi(): Api {
  const socket = openSocket();
  const shown = new Map<number, Operation>();
  const client = createClient({
    url: endpoint.href,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: { credentials: 'same-origin', headers: { 'apollo-require-preflight': 'true' } },
    exchanges: [reporting, notingQueries(shown), createCache(), fetchExchange, subscriptionsOver(socket)],
  });
  probeBy(async () => {
    const { error } = await client.query('{ __typename }', {}, { requestPolicy: 'network-only' });
    return !error?.networkError;
  });
  // What happened while nothing got through was told to nobody: ask again what is on the screen.
  const forget = onRecovery(() => {
    for (const operation of shown.values()) {
      client.reexecuteOperation(
        client.createRequestOperation('query', operation, { ...operation.context, requestPolicy: 'cache-and-network' }),
      );
    }
  });
  return {
    client,
    close: () => {
      forget();
      // It rejects with the close event of a connection that is just being refused.
      Promise.resolve(socket.dispose()).catch(() => {});
    },
  };
}

/** The one place that looks at all answers: what they say of the connection and of the session. */
const reporting: Exchange = mapExchange({
  onResult({ operation, error }) {
    if (operation.kind === 'subscription') return;
    if (error?.networkError && error.response === undefined) connectionFails();
    else connectionWorks();
    if (error?.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) sessionMayHaveEnded();
  },
});

function notingQueries(shown: Map<number, Operation>): Exchange {
  return mapExchange({
    onOperation(operation) {
      if (operation.kind === 'query') shown.set(operation.key, operation);
      else if (operation.kind === 'teardown') shown.delete(operation.key);
    },
  });
}

function openSocket(): Socket {
  return createSocket({
    url: socketUrl.href,
    lazy: true,
    lazyCloseTimeout: 5_000,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: retries =>
      new Promise(resolve => {
        setTimeout(resolve, Math.min(LONGEST_WAIT_MS, 500 * 2 ** retries) * (0.75 + Math.random() / 2));
      }),
    on: {
      connected: () => {
        connectionWorks();
        socketOpened();
      },
      closed: event => {
        const { code, wasClean } = event as CloseEvent;
        socketClosed(wasClean && code === 1000);
        if (code === FORBIDDEN) sessionMayHaveEnded();
        else if (!wasClean || code !== 1000) connectionFails();
      },
    },
  });
}

function subscriptionsOver(socket: Socket): Exchange {
  return subscriptionExchange({
    forwardSubscription: ({ query, variables }) => ({
      subscribe: sink => ({
        unsubscribe: socket.subscribe({ query: query ?? '', variables: variables as Record<string, unknown> }, sink),
      }),
    }),
  });
}

import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';

export interface Transport {
  fetcher: Fetcher;
  /** Closes the socket, if one was opened. */
  close(): void;
}

/** Queries and mutations over HTTP, subscriptions over graphql-ws; both to this page's own server, both as the same viewer. */
export function createTransport(token: string | null, onAnswer: (status: number) => void): Transport {
  const endpoint = new URL('/graphql', location.href);
  const socketUrl = new URL(endpoint);
  socketUrl.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';
  const authorization = token ? { authorization: `Bearer ${token}` } : undefined;
  const socket = createClient({ url: socketUrl.href, lazy: true, connectionParams: authorization });
  const fetcher = createGraphiQLFetcher({
    url: endpoint.href,
    headers: authorization,
    wsClient: socket,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      onAnswer(response.status);
      return response;
    },
  });
  return { fetcher, close: () => void socket.dispose() };
}

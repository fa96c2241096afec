import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../platform/telemetry/log';
import { openSockets } from './metrics';
import { createSocketProtocol, type SocketProtocolOptions, socketExtra } from './socket-protocol';

/**
 * GraphQL over WebSocket at `/graphql`, by the graphql-transport-ws protocol
 * (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md). All three kinds of operation work.
 *
 * A socket belongs to one viewer, found from `connectionParams.authorization` or, for clients that are no browsers, from the
 * upgrade's Authorization header; a wrong credential closes it with 4403. Browsers send an Origin, which has to be this host:
 * WebSockets know no CORS. Every operation has a request id of its own, and every event of a subscription has loaders of its own.
 * The wiring to `ws` is here, and not graphql-ws's `useServer`, because that writes what breaks a socket to stderr.
 */
export interface SubscriptionsOptions extends SocketProtocolOptions {
  isDraining: () => boolean;
  /** A socket that has not answered a ping for this long is cut. */
  keepAliveMs?: number;
  maxMessageBytes?: number;
}

const PATH = '/graphql';

/** Accepts WebSockets on the HTTP server; `close` tells every client 1001 and cuts those that stay past the grace. */
export function acceptSubscriptions(
  server: Server,
  options: SubscriptionsOptions,
): { close(graceMs: number): Promise<void> } {
  const { log, isDraining, keepAliveMs = 12_000, maxMessageBytes = 64 * 1024 } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols,
    perMessageDeflate: false,
  });
  const protocol = createSocketProtocol(options);

  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, isDraining());
    if (refusal !== null) return refuse(socket, refusal);
    sockets.handleUpgrade(request, socket, head, client => {
      openSockets.inc();
      client.once('close', () => openSockets.dec());
      // What broke the socket (a message over the limit, bad frames) has closed it already.
      client.on('error', error => log.debug('A WebSocket failed', { error: error.message }));
      watch(client, keepAliveMs);
      serve(client, request, protocol, log);
    });
  });

  return {
    async close(graceMs) {
      for (const client of sockets.clients) client.close(1001, 'Going away');
      const cut = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, graceMs);
      await new Promise(resolve => sockets.close(resolve));
      clearTimeout(cut);
    },
  };
}

/** The status of an upgrade that is refused; null for one that is welcome. */
function refusalOf(request: IncomingMessage, draining: boolean): string | null {
  if (draining) return '503 Service Unavailable';
  if (request.url?.split('?', 1)[0] !== PATH) return '404 Not Found';
  const { origin, host } = request.headers;
  if (origin === undefined) return null;
  return URL.canParse(origin) && new URL(origin).host === host ? null : '403 Forbidden';
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

/** Pings the other end, and cuts the socket when the last ping was not answered. */
function watch(client: WebSocket, keepAliveMs: number): void {
  let answered = true;
  client.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return client.terminate();
    answered = false;
    if (client.readyState === client.OPEN) client.ping();
  }, keepAliveMs);
  client.once('close', () => clearInterval(timer));
}

function serve(
  client: WebSocket,
  request: IncomingMessage,
  protocol: ReturnType<typeof createSocketProtocol>,
  log: Logger,
): void {
  const fail = (what: string, error: unknown): void => {
    log.error(what, { error: String(error), stack: error instanceof Error ? error.stack : undefined });
    client.close(CloseCode.InternalServerError, 'Internal error');
  };
  const ended = protocol.opened(
    {
      protocol: client.protocol,
      // Resolves when the bytes have left: a subscription's next event waits for a slow client.
      send: text =>
        new Promise((resolve, reject) => {
          if (client.readyState !== client.OPEN) return resolve();
          client.send(text, error => (error && client.readyState === client.OPEN ? reject(error) : resolve()));
        }),
      close: (code, reason) => client.close(code, reason),
      onMessage: receive =>
        client.on('message', message => {
          receive(String(message)).catch(error => fail('A WebSocket message could not be answered', error));
        }),
    },
    socketExtra(request),
  );
  client.once('close', (code, reason) => {
    ended(code, String(reason)).catch(error => fail('The operations of a closed WebSocket could not be ended', error));
  });
}

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../platform/telemetry/log';
import { clientAddress, type IsTrustedProxy } from './client-address';
import type { AllowsOrigin } from './cross-origin';
import { MessageRate } from './message-rate';
import { openSockets } from './metrics';
import { type SlowReaderLimits, sendWhenDrained } from './slow-reader';
import { createSocketProtocol, type SocketProtocolOptions, socketExtra } from './socket-protocol';

/**
 * GraphQL over WebSocket at `/graphql`, by the graphql-transport-ws protocol
 * (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md). All three kinds of operation work.
 *
 * A socket belongs to one viewer, found from `connectionParams.authorization` or, for clients that are no browsers, from the
 * upgrade's Authorization header; a wrong credential closes it with 4403. Browsers send an Origin, which has to be this host
 * or a listed one: WebSockets know no CORS. Every operation has a request id of its own, and every event of a subscription has loaders of its own.
 * The wiring to `ws` is here, and not graphql-ws's `useServer`, because that writes what breaks a socket to stderr.
 */
export interface SubscriptionsOptions extends SocketProtocolOptions, SlowReaderLimits {
  log: Logger;
  isDraining: () => boolean;
  /** Whose word on where a request comes from is taken. */
  isTrustedProxy: IsTrustedProxy;
  /** Which websites' pages may connect. */
  allowsOrigin: AllowsOrigin;
  /** A socket that has not answered a ping for this long is cut. */
  keepAliveMs?: number;
  maxMessageBytes?: number;
  /** In the long run; twice as many may come at once, since a client that reconnects subscribes to everything again. */
  messagesPerSecond?: number;
}

const PATH = '/graphql';
/** Time that a client has to answer a close. */
const CLOSE_MS = 4_000;
/** Sockets that are told at once that the server stops; the next ones follow after a pause, or all would come back together. */
const CLOSED_AT_ONCE = 100;
const CLOSE_PAUSE_MS = 50;

/** Refuses a message that is too large with the code that graphql-ws has for messages that it can't take. */
class ClientSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === 1009) super.close(CloseCode.BadRequest, 'Message too large');
    else super.close(code, reason);
  }
}

/** Accepts WebSockets on the HTTP server; `close` tells every client 1001 and cuts those that stay past the grace. */
export function acceptSubscriptions(
  server: Server,
  options: SubscriptionsOptions,
): { close(graceMs: number): Promise<void> } {
  const { log, isDraining, keepAliveMs = 12_000, maxMessageBytes = 64 * 1024, messagesPerSecond = 50 } = options;
  const socketOptions = {
    WebSocket: ClientSocket,
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols,
    perMessageDeflate: false,
    // Not in the types yet.
    closeTimeout: CLOSE_MS,
  };
  const sockets = new WebSocketServer(socketOptions);
  const protocol = createSocketProtocol(options);

  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, isDraining(), options.allowsOrigin);
    if (refusal !== null) return refuse(socket, refusal);
    sockets.handleUpgrade(request, socket, head, client => {
      openSockets.inc();
      client.once('close', () => openSockets.dec());
      // What broke the socket (a message over the limit, bad frames) has closed it already.
      client.on('error', error => log.debug('A WebSocket failed', { error: error.message }));
      watch(client, keepAliveMs);
      serve(client, request, protocol, {
        log,
        address: clientAddress(request, options.isTrustedProxy),
        send: sendWhenDrained(client, options),
        rate: new MessageRate(messagesPerSecond, 2 * messagesPerSecond),
      });
    });
  });

  return {
    async close(graceMs) {
      const cut = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, graceMs);
      for (const [index, client] of [...sockets.clients].entries()) {
        if (index > 0 && index % CLOSED_AT_ONCE === 0) await pause(CLOSE_PAUSE_MS);
        client.close(1001, 'Going away');
      }
      await new Promise(resolve => sockets.close(resolve));
      clearTimeout(cut);
    },
  };
}

/** The status of an upgrade that is refused; null for one that is welcome. */
function refusalOf(request: IncomingMessage, draining: boolean, allowsOrigin: AllowsOrigin): string | null {
  if (draining) return '503 Service Unavailable';
  if (request.url?.split('?', 1)[0] !== PATH) return '404 Not Found';
  const { origin, host } = request.headers;
  if (origin === undefined) return null;
  return allowsOrigin(origin, host) ? null : '403 Forbidden';
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
  { log, address, send, rate }: { log: Logger; address: string; send(text: string): Promise<void>; rate: MessageRate },
): void {
  const close = (code: number, reason: string) => client.close(code, reason);
  const fail = (what: string, error: unknown): void => {
    log.error(what, { error: String(error), stack: error instanceof Error ? error.stack : undefined });
    close(CloseCode.InternalServerError, 'Internal error');
  };
  /** False for a socket that is closing, whose client has said enough. */
  const welcome = (): boolean => {
    if (client.readyState !== client.OPEN) return false;
    if (rate.allows()) return true;
    close(CloseCode.BadRequest, 'Too many messages');
    return false;
  };
  client.on('ping', welcome);

  const extra = socketExtra(request, address, close);
  const ended = protocol.opened(
    {
      protocol: client.protocol,
      send,
      close,
      onMessage: receive =>
        client.on('message', message => {
          if (!welcome()) return;
          receive(String(message)).catch(error => fail('A WebSocket message could not be answered', error));
        }),
    },
    extra,
  );
  client.once('close', (code, reason) => {
    extra.leave();
    ended(code, String(reason)).catch(error => fail('The operations of a closed WebSocket could not be ended', error));
  });
}

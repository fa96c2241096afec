import { once } from 'node:events';
import type { ExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { until } from './http-server';

export interface SocketMessage {
  id?: string;
  type: string;
  payload?: ExecutionResult & ExecutionResult['errors'];
}

/** A graphql-transport-ws socket in the hand: what a well-behaved client hides, a test can do. */
export interface GraphqlSocket {
  socket: WebSocket;
  messages: SocketMessage[];
  /** The code that it was closed with. */
  closed: Promise<number>;
  send(message: unknown): void;
  subscribe(id: string, query: string, variables?: Record<string, unknown>): void;
  /** The first message of this id and type. */
  first(id: string, type: string): Promise<SocketMessage>;
  /** Takes nothing more from the wire, as a program that hangs. */
  pause(): void;
  resume(): void;
}

/** Opens a socket and sends `connection_init`; whether it is accepted is left to see. */
export async function openGraphqlSocket(url: string, authorization?: string): Promise<GraphqlSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, ['graphql-transport-ws']);
  socket.on('error', () => undefined);
  const messages: SocketMessage[] = [];
  socket.on('message', text => messages.push(JSON.parse(String(text))));
  const closed = once(socket, 'close').then(([code]) => code as number);
  await Promise.race([once(socket, 'open'), closed]);
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  send({ type: 'connection_init', ...(authorization ? { payload: { authorization } } : {}) });
  const wire = () => (socket as unknown as { _socket: { pause(): void; resume(): void } })._socket;
  const found = (id: string, type: string) => messages.find(message => message.id === id && message.type === type);
  return {
    socket,
    messages,
    closed,
    send,
    subscribe: (id, query, variables) => send({ id, type: 'subscribe', payload: { query, variables } }),
    async first(id, type) {
      await until(() => found(id, type) !== undefined);
      return found(id, type) as SocketMessage;
    },
    pause: () => wire().pause(),
    resume: () => wire().resume(),
  };
}

/** The same, once the server has accepted it. */
export async function joinGraphqlSocket(url: string, authorization?: string): Promise<GraphqlSocket> {
  const joined = await openGraphqlSocket(url, authorization);
  await until(() => joined.messages.some(({ type }) => type === 'connection_ack'));
  return joined;
}

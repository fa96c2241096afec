import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { ServerAddress } from './find-server';

/** The server answered, and the answer is no. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The server did not answer, or not as a GraphQL server does; asking again may help. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** An answer of GraphQL over HTTP. */
interface GraphqlAnswer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** These may pass by themselves. */
const PASSING = new Set(['UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED']);
const REQUEST_TIMEOUT_MS = 30_000;

/** One operation over HTTP. Throws ApiError or NoAnswer. */
export async function query<Data, Variables extends object>(
  server: ServerAddress,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const body = JSON.stringify({ query: print(document), variables });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = openRequest(server, headers, { signal, timeout: REQUEST_TIMEOUT_MS });
    request.on('response', resolve);
    request.on('timeout', () => request.destroy(new Error('timed out')));
    request.on('error', reject);
    request.end(body);
  }).catch(error => Promise.reject(signal?.aborted ? error : noAnswer(server, error)));
  return readAnswer<Data>(server, answer);
}

/** Begins a POST to the endpoint, as the viewer. */
export function openRequest(
  { endpoint, token }: ServerAddress,
  headers: Record<string, string | number>,
  options: RequestOptions,
): ClientRequest {
  const open = endpoint.protocol === 'https:' ? httpsRequest : httpRequest;
  const accept = 'application/graphql-response+json, application/json;q=0.9';
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  return open(endpoint, { ...options, method: 'POST', headers: { accept, ...authorization, ...headers } });
}

/** The data of an answer; throws what it says went wrong. */
export async function readAnswer<Data>(server: ServerAddress, response: IncomingMessage): Promise<Data> {
  const body = await text(response).catch(error => Promise.reject(noAnswer(server, error)));
  const answer = parseAnswer<Data>(body);
  if (answer === null) {
    throw new NoAnswer(
      `${server.endpoint.origin} answered ${response.statusCode} ${response.statusMessage ?? ''}, and not as a Keelson server does.`,
    );
  }
  const [error] = answer.errors ?? [];
  if (error) {
    const code = error.extensions?.code ?? 'UNKNOWN';
    if (PASSING.has(code)) throw new NoAnswer(error.message);
    throw new ApiError(error.message, code);
  }
  return answer.data as Data;
}

function parseAnswer<Data>(body: string): GraphqlAnswer<Data> | null {
  try {
    const value = JSON.parse(body) as GraphqlAnswer<Data> | null;
    return value && (value.data !== undefined || Array.isArray(value.errors)) ? value : null;
  } catch {
    return null;
  }
}

/** Says what a connection's fault means. */
export function noAnswer({ endpoint }: ServerAddress, error: unknown): NoAnswer {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return new NoAnswer(`Nothing answers at ${endpoint.origin}. Is the server running?`);
  if (code === 'ENOTFOUND') return new NoAnswer(`There is no host called "${endpoint.hostname}".`);
  return new NoAnswer(`The connection to ${endpoint.origin} failed (${code ?? message}).`);
}

/** The server may be away for this long, e.g. for an upgrade, while a job is followed. */
const PATIENCE_MS = 120_000;
const POLL_MS = 1_000;

/**
 * Follows something that a subscription reports and a query can look up: over a socket while it holds, by looking once a second while
 * it does not. Ends when `isLast` says so; throws ApiError, or NoAnswer after two minutes without one.
 */
export async function* follow<State, Data, Variables extends Record<string, unknown>>(
  server: ServerAddress,
  options: {
    subscription: TypedDocumentNode<Data, Variables>;
    variables: Variables;
    stateOf: (data: Data) => State;
    lookUp: () => Promise<State>;
    isLast: (state: State) => boolean;
    signal: AbortSignal;
  },
): AsyncGenerator<State> {
  const { isLast, lookUp, signal } = options;
  let lastContact = Date.now();
  while (!signal.aborted) {
    for await (const data of overSocket(server, options.subscription, options.variables, signal)) {
      const state = options.stateOf(data);
      lastContact = Date.now();
      yield state;
      if (isLast(state)) return;
    }
    if (signal.aborted) return;
    try {
      const state = await lookUp();
      lastContact = Date.now();
      yield state;
      if (isLast(state)) return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof NoAnswer) || Date.now() - lastContact > PATIENCE_MS) throw error;
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** What a subscription yields while its socket holds; a fault just ends it. */
async function* overSocket<Data, Variables extends Record<string, unknown>>(
  server: ServerAddress,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): AsyncGenerator<Data> {
  const url = new URL(server.endpoint);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const client = createClient({
    url: url.href,
    webSocketImpl: WebSocket,
    connectionParams: server.token ? { authorization: `Bearer ${server.token}` } : {},
    retryAttempts: 0,
    // A peer that vanished without a word is noticed by the missing pong.
    keepAlive: 10_000,
    onNonLazyError: () => undefined,
  });
  const stop = () => void client.dispose();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const { data, errors } of client.iterate<Data>({ query: print(document), variables })) {
      if (errors || !data) return;
      yield data;
    }
  } catch {
    // The caller looks by query, which says what is wrong, if anything is.
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

import 'reflect-metadata';
import { PassThrough } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { createLogger, format, transports } from 'winston';
import type { Context, Services } from '../../src/engine/context';
import { Loaders } from '../../src/engine/loading/loaders';
import type { Database } from '../../src/platform/database/database';
import type { Storage } from '../../src/platform/storage/storage';
import { createHttpServer, type HttpServerOptions } from '../../src/server/http';
import { createContextFor } from '../../src/server/request-context';

export const ADMIN_TOKEN = 'a-token-of-at-least-thirty-two-characters';

/** A log whose lines the test reads. */
export function recordingLog() {
  const lines: Record<string, unknown>[] = [];
  const stream = new PassThrough();
  stream.on('data', chunk => {
    for (const line of String(chunk).split('\n').filter(Boolean)) lines.push(JSON.parse(line));
  });
  const log = createLogger({
    level: 'debug',
    format: format.combine(format.errors({ stack: true }), format.json()),
    transports: [new transports.Stream({ stream })],
  });
  return { log, lines };
}

/** A response whose body is a GraphQL answer. */
export type GraphqlResponse = Omit<Response, 'json'> & {
  json(): Promise<{
    data: Record<string, unknown>;
    errors: { message: string; path?: unknown[]; extensions: { code: string; [detail: string]: unknown } }[];
  }>;
};

export interface RunningHttpServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  lines: Record<string, unknown>[];
  contexts: Context[];
  post(body: unknown, headers?: Record<string, string>): Promise<GraphqlResponse>;
  revoke(viewerId: string): void;
  recheckViewers(): void;
  close(graceMs?: number, announced?: Promise<unknown>): Promise<void>;
}

type Overrides = Partial<Omit<HttpServerOptions, 'config'>> & {
  config?: Partial<HttpServerOptions['config']>;
  storage?: Storage;
  db?: Database;
};

/** The real server on a free port of the loopback, around a schema of the test's own. */
export async function startHttpServer(schema: GraphQLSchema, overrides: Overrides = {}): Promise<RunningHttpServer> {
  const { log, lines } = recordingLog();
  const contexts: Context[] = [];
  const { config, storage, db = { ping: async () => {} }, ...rest } = overrides;
  const services = { db, log, storage } as unknown as Services;
  const contextFor = createContextFor(services, () => new Loaders());
  const server = await createHttpServer({
    schema,
    services,
    contextFor: request => {
      const ctx = contextFor(request);
      contexts.push(ctx);
      return ctx;
    },
    config: {
      http: { host: '127.0.0.1', port: 0 },
      auth: { adminToken: ADMIN_TOKEN },
      uploads: { maxBytes: 1_000_000 },
      graphql: { graphiql: false, introspection: true },
      ...config,
    },
    ...rest,
  });
  const { address: url } = await server.listen();
  return {
    url,
    lines,
    contexts,
    post: (body, headers = {}) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }) as Promise<GraphqlResponse>,
    revoke: viewerId => server.revoke(viewerId),
    recheckViewers: () => server.recheckViewers(),
    close: (graceMs = 2_000, announced) => server.close({ graceMs, announced }),
  };
}

/** Waits until the condition holds; the test's own timeout is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 5));
}

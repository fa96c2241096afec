import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../engine/access/viewer';
import type { Services } from '../engine/context';
import { methodNotAllowed } from '../errors';
import { registerEventStreams, STREAM_PATH } from './event-streams';
import { registerGraphiql } from './graphiql';
import { startApollo } from './graphql';
import { registerHealth } from './health';
import { registerErrorAnswers } from './http-errors';
import { LiveConnections, type LiveConnectionsOptions } from './live-connections';
import { createLiveOperations } from './live-operations';
import { registerMetrics } from './metrics';
import { DEFAULT_LIMITS, type OperationLimits } from './operation-limits';
import { requirePreflight } from './preflight';
import { type Authenticate, type ContextFor, createAuthenticate } from './request-context';
import { registerRequestLog, requestIdOf } from './request-log';
import { securityHeaders } from './security-headers';
import { acceptSubscriptions, type SubscriptionsOptions } from './subscriptions';
import { lingerOnUnreadBodies } from './unread-body';
import { registerUploads } from './uploads';

/** The sections of the configuration that the server reads. */
export interface HttpServerConfig {
  http: { host: string; port: number };
  auth: { adminToken: string | null };
  uploads: { maxBytes: number };
  graphql: { graphiql: boolean; introspection: boolean };
}

export interface HttpServerOptions {
  schema: GraphQLSchema;
  services: Pick<Services, 'db' | 'log'>;
  config: HttpServerConfig;
  /** From `createContextFor(services, loadersFor)`. */
  contextFor: ContextFor;
  /** For `/readyz`, which reports Redis without depending on it. */
  pingRedis?: () => Promise<void>;
  /** The built explorer, when `config.graphql.graphiql` is on. */
  graphiqlDirectory?: string;
  /** Where clients reach the server, when it is known; an https URL turns HSTS on. */
  publicUrl?: string;
  /** Keeps schema details out of error messages. */
  production?: boolean;
  limits?: OperationLimits;
  /** Instead of the configured token: how a credential becomes a viewer. */
  authenticate?: Authenticate;
  /** Bounds on WebSockets and event streams; tests can't wait as long as a client may. */
  live?: LiveOptions;
}

/** What subscribers may ask for, and how long what may take. */
export type LiveOptions = Pick<
  SubscriptionsOptions,
  'initTimeoutMs' | 'keepAliveMs' | 'drainMs' | 'operationsPerSocket'
> &
  Pick<LiveConnectionsOptions, 'socketsPerViewer' | 'streamsPerViewer' | 'recheckMs'>;

export interface HttpServer {
  /** Begins to accept requests; `address` is an http URL with the port in use. */
  listen(): Promise<{ address: string }>;
  /** Ends the WebSockets (4403) and event streams of a viewer who may no longer have them, sooner than the check of each minute. */
  revoke(viewerId: string): void;
  /** The check of each minute, now: ends the connections of those whose rights are no longer what they were. */
  recheckViewers(): void;
  /**
   * Stops in order: `/readyz` says so while everything is still served, until `announced` resolves (left out unless a load balancer has
   * to notice first); then no new requests, sockets closed with 1001, running requests finished within `graceMs`, and the rest cut.
   */
  close(options: { graceMs: number; announced?: Promise<unknown> }): Promise<void>;
}

/** Bytes of a JSON request body, and of `operations` and `map` in a multipart one. */
const BODY_BYTES = 256 * 1024;
const FILES_PER_REQUEST = 10;
const IDLE_CONNECTION_MS = 30_000;
/** Time that the unread rest of a refused body may take, so that the client gets to read why. */
const LINGER_MS = 5_000;

/** Builds the HTTP server with all its routes; nothing listens yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { schema, services, config, contextFor, production = false, limits = DEFAULT_LIMITS } = options;
  const { db, log } = services;
  const { introspection } = config.graphql;
  const authenticate = options.authenticate ?? createAuthenticate(config.auth);
  let draining = false;
  const isDraining = () => draining;

  const app = fastify({
    bodyLimit: BODY_BYTES,
    connectionTimeout: IDLE_CONNECTION_MS,
    genReqId: requestIdOf,
    exposeHeadRoutes: false,
    logger: false,
  });
  app.removeContentTypeParser('text/plain');
  registerRequestLog(app, log);
  lingerOnUnreadBodies(app, LINGER_MS);
  registerErrorAnswers(app, log, BODY_BYTES);
  app.addHook('onRequest', securityHeaders(options.publicUrl));

  registerHealth(app, { db, pingRedis: options.pingRedis, isDraining });
  registerMetrics(app, authenticate);
  if (config.graphql.graphiql && options.graphiqlDirectory !== undefined) {
    await registerGraphiql(app, { directory: options.graphiqlDirectory });
  }

  const apollo = await startApollo({ schema, introspection, limits, production, log });
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const viewerOf = (request: FastifyRequest) => viewers.get(request) as Viewer;
  // Before the body: neither a stranger's form nor a wrong token gets a byte of it read.
  const receive = async (request: FastifyRequest) => {
    requirePreflight(request, { evenWithoutBody: request.routeOptions.url === STREAM_PATH });
    viewers.set(request, authenticate(request.headers.authorization));
  };
  await app.register(async scope => {
    scope.addHook('onRequest', receive);
    registerUploads(scope, { maxBytes: config.uploads.maxBytes, files: FILES_PER_REQUEST, fieldBytes: BODY_BYTES });
    scope.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      handler: fastifyApolloHandler(apollo, {
        context: async request => contextFor({ viewer: viewerOf(request), requestId: request.id }),
      }),
    });
  });
  const operations = createLiveOperations({ schema, introspection, limits, production, contextFor, log });
  const connections = new LiveConnections({ authenticate, log, ...options.live });
  const live = { operations, connections, isDraining, ...options.live };
  const streams = registerEventStreams(app, { ...live, receive, viewerOf });
  for (const url of ['/graphql', STREAM_PATH]) {
    app.route({
      method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url,
      handler: async request => {
        throw methodNotAllowed(request.method, 'GET, POST');
      },
    });
  }
  const subscriptions = acceptSubscriptions(app.server, { ...live, authenticate, log });

  return {
    async listen() {
      return { address: await app.listen({ host: config.http.host, port: config.http.port }) };
    },
    revoke: viewerId => connections.revoke(viewerId),
    recheckViewers: () => connections.recheck(),
    async close({ graceMs, announced }) {
      draining = true;
      await announced;
      connections.close();
      streams.close();
      const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
      // A connection whose last request ends now would wait for another one.
      const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
      await Promise.all([subscriptions.close(graceMs), app.close()]).finally(() => {
        clearTimeout(cut);
        clearInterval(sweep);
      });
      await apollo.stop();
    },
  };
}

import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../engine/access/viewer';
import type { Services } from '../engine/context';
import { KeelsonError, methodNotAllowed } from '../errors';
import { registerClientAddress, createIsTrustedProxy } from './client-address';
import { AnswerCache, type AnswerCacheOptions, type ChangeSource } from './answers/answer-cache';
import { DEFAULT_SHARING, PRIVATE, type SharingOptions } from './answers/answer-headers';
import { createCacheableOperations } from './answers/cacheable-operations';
import { createApolloRoute } from './apollo-route';
import { type BodyLimits, bodyLimitOf, DEFAULT_BODY_LIMITS, limitBodies } from './body-limits';
import { CostBuckets, type CostBucketsOptions, UNLIMITED } from './cost/cost-buckets';
import { createPricing, DEFAULT_PRICING, type PricingOptions } from './cost/operation-pricing';
import { createAllowsOrigin, registerCrossOrigin } from './cross-origin';
import { registerDashboard } from './dashboard';
import { registerEventStreams, STREAM_PATH } from './event-streams';
import { registerFrontDoor } from './front-door';
import { registerExportDownloads } from './export-downloads';
import { registerGraphiql } from './graphiql';
import { startApollo } from './graphql';
import { registerHealth } from './health';
import { registerErrorAnswers } from './http-errors';
import { registerImportFiles } from './import-files';
import { InFlight } from './in-flight';
import { createIntrospectionGate } from './introspection-gate';
import { openShortWay } from './lane/short-way';
import { createKnownDocumentsLane, type LaneAnswer } from './lane/known-documents-lane';
import { LiveConnections, type LiveConnectionsOptions } from './live-connections';
import { createLiveOperations } from './live-operations';
import { registerAssetUploads } from './asset-uploads';
import { registerMailbox } from './mailbox-page';
import { registerMedia } from './media';
import { registerMetrics } from './metrics';
import { type OidcOptions, registerOidcRoutes } from './oidc-routes';
import { DEFAULT_LIMITS, type OperationLimits } from './operation-limits';
import { requirePreflight } from './preflight';
import { type Authenticate, type ContextFor, createAuthenticate, credentialOf } from './request-context';
import { registerRequestNotes } from './request-notes';
import { registerRequestLog, requestIdOf } from './request-log';
import { registerHeaders, securityHeaders } from './security-headers';
import { beginVisit, createSessionCookie } from './session-cookie';
import { acceptSubscriptions, type SubscriptionsOptions } from './subscriptions';
import { lingerOnUnreadBodies } from './unread-body';
import { registerTrustedDocuments, TrustedDocuments } from './trusted-documents';
import { isMultipart, registerUploads } from './uploads';
import { ViewerCache } from './viewer-cache';

/** The sections of the configuration that the server reads. */
export interface HttpServerConfig {
  http: { host: string; port: number };
  auth: { adminToken: string | null };
  uploads: { maxBytes: number };
  graphql: {
    graphiql: boolean;
    introspection: boolean;
    anonymousIntrospection?: boolean;
    trustedDocumentsOnly?: boolean;
  };
}

export interface HttpServerOptions {
  schema: GraphQLSchema;
  services: Pick<Services, 'db' | 'log' | 'storage' | 'urls'>;
  config: HttpServerConfig;
  /** From `createContextFor(services, loadersFor)`. */
  contextFor: ContextFor;
  /** For `/readyz`, which reports Redis without depending on it. */
  pingRedis?: () => Promise<void>;
  /** The built explorer, when `config.graphql.graphiql` is on. */
  graphiqlDirectory?: string;
  /** The built dashboard; without it there is none, nor the pages that links in mails lead to. */
  dashboardDirectory?: string;
  /** Lets people sign in by way of an OpenID Connect provider. */
  oidc?: OidcOptions;
  /** Shows at /dev/mailbox, to visitors from this machine, the mails that were kept instead of sent. */
  mailbox?: boolean;
  /** Where clients reach the server, when it is known; an https URL turns HSTS on. */
  publicUrl?: string;
  /** Keeps schema details out of error messages. */
  production?: boolean;
  limits?: OperationLimits;
  pricing?: PricingOptions;
  bodies?: BodyLimits;
  /** False sends every operation through Apollo Server. */
  knownDocuments?: boolean;
  /** Keeps public answers until their sources change; without it each is made anew. */
  answerCache?: AnswerCacheOptions & { changes: ChangeSource };
  /** What caches between the server and its clients are told of public answers. */
  sharing?: SharingOptions;
  /** How much callers may ask for, and for how long. */
  throttling?: ThrottlingOptions;
  /** Networks of proxies whose X-Forwarded-For is believed. */
  trustedProxies?: readonly string[];
  /** Websites whose pages may use the API from a browser. */
  origins?: readonly string[];
  /** Instead of the configured token: how a credential becomes a viewer. */
  authenticate?: Authenticate;
  /** Bounds on WebSockets and event streams; tests can't wait as long as a client may. */
  live?: LiveOptions;
}

/** What holds for all operations together. */
export interface ThrottlingOptions {
  /** Leaky buckets of cost. */
  cost?: CostBucketsOptions;
  /** Seconds that an operation may take. */
  requestSeconds?: number;
  /** Operations that are answered at the same time. */
  concurrentRequests?: number;
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

const FILES_PER_REQUEST = 10;
const IDLE_CONNECTION_MS = 30_000;
/** Time that the unread rest of a refused body may take, so that the client gets to read why. */
const LINGER_MS = 5_000;

/** Builds the HTTP server with all its routes; nothing listens yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { schema, services, config, contextFor, production = false, limits = DEFAULT_LIMITS } = options;
  const { bodies = DEFAULT_BODY_LIMITS } = options;
  const { db, log } = services;
  const { introspection } = config.graphql;
  const known = new ViewerCache();
  const sessionCookie = createSessionCookie({
    publicUrl: options.publicUrl,
    host: config.http.host,
    port: config.http.port,
  });
  const authenticate = options.authenticate ?? createAuthenticate(config.auth, db, known, sessionCookie);
  let draining = false;
  const isDraining = () => draining;

  const app = fastify({
    bodyLimit: bodies.bytes,
    connectionTimeout: IDLE_CONNECTION_MS,
    genReqId: requestIdOf,
    exposeHeadRoutes: false,
    logger: false,
  });
  app.removeContentTypeParser('text/plain');
  registerRequestNotes(app);
  const record = registerRequestLog(app, log);
  lingerOnUnreadBodies(app, LINGER_MS);
  registerErrorAnswers(app, log, bodies.bytes);
  const headers = securityHeaders(options.publicUrl);
  registerHeaders(app, headers);
  const { trustedProxies = [], origins = [] } = options;
  const isTrustedProxy = createIsTrustedProxy(trustedProxies);
  registerClientAddress(app, isTrustedProxy);
  registerCrossOrigin(app, origins, ['/graphql', STREAM_PATH]);

  registerHealth(app, { db, pingRedis: options.pingRedis, isDraining });
  registerMetrics(app, authenticate);
  if (config.graphql.graphiql && options.graphiqlDirectory !== undefined) {
    await registerGraphiql(app, { directory: options.graphiqlDirectory });
  }

  if (options.dashboardDirectory !== undefined) {
    await registerDashboard(app, { directory: options.dashboardDirectory });
  }
  registerFrontDoor(app, options);
  registerMedia(app, contextFor);
  await registerAssetUploads(app, contextFor);
  registerImportFiles(app, contextFor);
  registerExportDownloads(app, services);
  if (options.mailbox) registerMailbox(app, db);
  if (options.oidc) {
    const place = { publicUrl: options.publicUrl, ...config.http };
    registerOidcRoutes(app, { ...options.oidc, contextFor, authenticate, sessionCookie, place, log });
  }

  const pricing = createPricing(schema, options.pricing ?? DEFAULT_PRICING);
  const { cost = UNLIMITED, requestSeconds = 10, concurrentRequests = 200 } = options.throttling ?? {};
  const buckets = new CostBuckets(cost);
  const mayIntrospect = createIntrospectionGate(config.graphql.anonymousIntrospection ?? true);
  const demanded = config.graphql.trustedDocumentsOnly ?? false;
  const trusted = new TrustedDocuments({ sql: db, schema, demanded });
  const isTrusted = trusted.gate;
  const inFlight = new InFlight(concurrentRequests);
  const isCacheable = createCacheableOperations(schema);
  const { sharing = DEFAULT_SHARING, answerCache, knownDocuments = true } = options;
  const cache = answerCache && knownDocuments ? new AnswerCache<LaneAnswer>(answerCache.changes, answerCache) : null;
  const lane = knownDocuments
    ? createKnownDocumentsLane({
        ...{
          schema,
          pricing,
          contextFor,
          isCacheable,
          sharing,
          cache,
          buckets,
          mayIntrospect,
          isTrusted,
          requestSeconds,
        },
      })
    : null;
  const apollo = await startApollo({
    schema,
    introspection,
    limits,
    pricing,
    buckets,
    mayIntrospect,
    isTrusted,
    production,
    log,
    isCacheable,
    onSoundDocument: lane?.learn,
  });
  const throughApollo = createApolloRoute({ apollo, contextFor, sharing, requestSeconds, onAnswer: lane?.learnMedia });
  // Answers to pages of other origins need headers of their own.
  if (lane && !options.authenticate && origins.length === 0) {
    const everybody = () => known.everybodyNow;
    openShortWay(app, '/graphql', {
      ...{ lane, everybody, trusted, inFlight, isDraining, isTrustedProxy, sessionCookie, record, headers },
    });
  }
  const viewerOf = (request: FastifyRequest) => request.viewer as Viewer;
  // Before the body: neither a stranger's form nor a wrong token gets a byte of it read.
  const receive = async (request: FastifyRequest, reply: FastifyReply) => {
    inFlight.demandRoom();
    requirePreflight(request, { evenWithoutBody: request.routeOptions.url === STREAM_PATH });
    const visit = beginVisit(request, reply, sessionCookie);
    const { cookie } = request.headers;
    try {
      request.viewer = await authenticate(credentialOf(request), cookie);
    } catch (error) {
      // Or the browser could not even sign in again: scripts can't remove this cookie.
      if (error instanceof KeelsonError && error.code === 'UNAUTHENTICATED' && sessionCookie.read(cookie) !== null)
        visit.keepSession(null);
      throw error;
    }
  };
  await app.register(async scope => {
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('cache-control', PRIVATE);
      done();
    });
    scope.addHook('onRequest', receive);
    const limitOf = (request: FastifyRequest) => bodyLimitOf(viewerOf(request), bodies);
    limitBodies(scope, limitOf);
    registerTrustedDocuments(scope, trusted, viewerOf);
    registerUploads(scope, { maxBytes: config.uploads.maxBytes, files: FILES_PER_REQUEST, fieldBytesOf: limitOf });
    scope.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      // The limit of whoever asks is kept before Fastify looks.
      bodyLimit: Math.max(bodies.bytes, bodies.writerBytes),
      handler: (request, reply) => {
        const viewer = viewerOf(request);
        const otherwise = () => throughApollo(request, reply, viewer);
        const answer = () => (lane ? lane.serve(request, reply, viewer, otherwise) : otherwise());
        // An upload is under way for as long as its file is, and hardly any work.
        return isMultipart(request) ? answer() : inFlight.during(answer);
      },
    });
  });
  const operations = createLiveOperations({
    ...{
      schema,
      introspection,
      limits,
      pricing,
      buckets,
      mayIntrospect,
      trusted,
      requestSeconds,
      production,
      contextFor,
      log,
    },
  });
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
  const subscriptions = acceptSubscriptions(app.server, {
    ...{ ...live, authenticate, log, isTrustedProxy },
    allowsOrigin: createAllowsOrigin(origins),
  });

  return {
    async listen() {
      return { address: await app.listen({ host: config.http.host, port: config.http.port }) };
    },
    revoke(viewerId) {
      known.forget(viewerId);
      connections.revoke(viewerId);
    },
    recheckViewers() {
      known.forgetAll();
      connections.recheck();
    },
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
      cache?.close();
      buckets.close();
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import type { ClassType } from 'type-graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ENGLISH_ONLY, type Locales } from '../../src/engine/content/locales';
import type { ExportLimits, MediaLimits, Services } from '../../src/engine/context';
import { discoverJobs } from '../../src/engine/discovery';
import { createEventEngine } from '../../src/engine/events/event-engine';
import { createJobEngine, type JobEngine } from '../../src/engine/jobs/job-engine';
import type { JobKinds } from '../../src/engine/jobs/job-kinds';
import type { Worker } from '../../src/engine/jobs/worker';
import { Loaders } from '../../src/engine/loading/loaders';
import type { Database } from '../../src/platform/database/database';
import { createRedis, type Redis } from '../../src/platform/redis/redis';
import { createLocalStorage } from '../../src/platform/storage/local-storage';
import type { MaintainedStorage } from '../../src/platform/storage/storage';
import { DEFAULT_PRICING } from '../../src/server/cost/operation-pricing';
import { createHttpServer, type HttpServer, type HttpServerOptions, type LiveOptions } from '../../src/server/http';
import { DEFAULT_LIMITS } from '../../src/server/operation-limits';
import { createPagedQueries } from '../../src/server/queries/paged-queries';
import type { OidcOptions } from '../../src/server/oidc-routes';
import { type Authenticate, createContextFor } from '../../src/server/request-context';
import { buildApiSchema } from '../../src/server/schema';
import { type AccountRules, DEFAULT_ACCOUNT_RULES } from '../../src/engine/access/account-rules';
import { createMailbox } from '../../src/features/mail/mailbox';
import { createSeals, type Seals } from '../../src/platform/crypto/seals';
import { createUrlSigner } from '../../src/platform/crypto/signed-url';
import { createFetchPublic, type FetchPublic } from '../../src/platform/fetching/fetch-public';
import { createImages } from '../../src/platform/images/images';
import type { MailTransport } from '../../src/platform/mail/mail';
import { createTestDatabase } from './database';
import { ADMIN_TOKEN } from './http-server';
import { testLog } from './log';
import { testRedisUrl } from './redis';

export interface GraphqlAnswer<Data = Record<string, never>> {
  data: Data;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; [detail: string]: unknown } }[];
}

/** The whole product in this process: real schema, database, Redis and storage, the API on a free port, and a worker. */
export interface TestApi {
  url: string;
  adminToken: string;
  db: Database;
  engine: JobEngine;
  redis: Redis;
  services: Services;
  worker: Worker;
  /** Where uploads lie. */
  directory: string;
  schema: GraphQLSchema;
  /** Runs an operation as the administrator, or as nobody with `token: null`. */
  query<Data = Record<string, any>>(
    query: string,
    variables?: object,
    options?: { token?: string | null },
  ): Promise<GraphqlAnswer<Data>>;
  /** Sends a file with the operation, whose variable `upload` it becomes. */
  upload<Data = Record<string, any>>(query: string, file: Buffer, variables?: object): Promise<GraphqlAnswer<Data>>;
  /** A graphql-ws client with the administrator's token. */
  sockets(): Client;
  /** Waits until the job has reached its final state. */
  settled(jobId: string): Promise<void>;
  /** SQL statements that reached the database while the work ran. */
  statements(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

export interface TestApiOptions {
  uploadBytes?: number;
  /** How much may be stored as assets, where it is not as usual. */
  media?: Partial<MediaLimits>;
  /** Where files lie, instead of in a directory. */
  storage?: MaintainedStorage;
  graphiqlDirectory?: string;
  dashboardDirectory?: string;
  /** Without it no worker runs. */
  worker?: boolean;
  /** Kinds of job that the test defines, instead of the product's. */
  kinds?: JobKinds;
  /** A Redis of the test's own. */
  redisUrl?: string;
  live?: LiveOptions;
  /** Jobs that run at once. */
  concurrency?: number;
  locales?: Locales;
  /** Instead of the administrator's token: how a credential becomes a viewer. */
  authenticate?: Authenticate;
  /** What the schema serves, instead of the product's content types. */
  contentTypes?: readonly ClassType[];
  /** By keys of the test's own. */
  seals?: Seals;
  /** Lets people sign in by way of a provider. */
  oidc?: OidcOptions;
  /** Where mails go, instead of the mailbox. */
  mail?: MailTransport;
  /** What holds for exports, where it is not as usual. */
  exports?: Partial<ExportLimits>;
  /** Instead of the open internet. */
  fetchPublic?: FetchPublic;
  /** Answers strangers nothing but documents that were made known. */
  trustedDocumentsOnly?: boolean;
  /** How much callers may ask for. */
  throttling?: HttpServerOptions['throttling'];
  /** What is decided about accounts, where it is not as usual. */
  accounts?: Partial<AccountRules>;
}

const MEDIA_LIMITS: MediaLimits = { userBytes: 0, totalBytes: 0, urlSeconds: 3600, uploadHours: 24, slowSeconds: 30 };

const EXPORT_LIMITS: ExportLimits = { days: 7, linkMinutes: 60, snapshotSeconds: 300 };

/** Starts the product for one test file. */
export async function startApi({
  uploadBytes = 50_000_000,
  media = {},
  exports = {},
  storage,
  graphiqlDirectory,
  dashboardDirectory,
  worker: wanted = true,
  kinds = discoverJobs(),
  redisUrl = testRedisUrl(),
  live,
  concurrency = 2,
  locales = ENGLISH_ONLY,
  contentTypes,
  mail,
  seals = createSeals(['the key of a test, of at least thirty-two characters']),
  oidc,
  accounts = {},
  fetchPublic = createFetchPublic(),
  trustedDocumentsOnly = false,
  authenticate,
  throttling,
}: TestApiOptions = {}): Promise<TestApi> {
  const directory = mkdtempSync(join(tmpdir(), 'keelson-storage-'));
  const database = await createTestDatabase();
  const redis = createRedis(redisUrl, testLog, { prefix: directory.slice(-12) });
  const engine = createJobEngine({
    db: database.db,
    redis,
    log: testLog,
    config: { leaseSeconds: 30, reconcileSeconds: 1, concurrency },
    kinds,
  });
  const events = createEventEngine({ db: database.db, redis, log: testLog });
  const statements = recordStatements(database.db);
  let server: HttpServer | null = null;
  const images = createImages();
  const services: Services = {
    db: statements.db,
    jobs: engine.client,
    events: events.client,
    storage: storage ?? createLocalStorage(directory),
    fetchPublic,
    mail: mail ?? createMailbox(database.db),
    seals,
    locales,
    accounts: { ...DEFAULT_ACCOUNT_RULES, ...accounts },
    revocations: { revoke: viewerId => server?.revoke(viewerId) },
    log: testLog,
    images,
    urls: createUrlSigner(['the key of a test, of at least thirty-two characters']),
    queries: createPagedQueries({ schema: async () => schema, limits: DEFAULT_LIMITS, pricing: DEFAULT_PRICING }),
    limits: { uploadBytes, exports: { ...EXPORT_LIMITS, ...exports }, media: { ...MEDIA_LIMITS, ...media } },
  };
  const contextFor = createContextFor(services, () => new Loaders());
  const schema = await buildApiSchema(contentTypes);
  server = await createHttpServer({
    schema,
    // Who asks is found by statements that are not the operation's.
    services: { ...services, db: database.db },
    contextFor,
    config: {
      http: { host: '127.0.0.1', port: 0 },
      auth: { adminToken: ADMIN_TOKEN },
      uploads: { maxBytes: uploadBytes },
      graphql: { graphiql: graphiqlDirectory !== undefined, introspection: true, trustedDocumentsOnly },
    },
    mailbox: mail === undefined,
    ...(oidc ? { oidc } : {}),
    ...(graphiqlDirectory ? { graphiqlDirectory } : {}),
    ...(dashboardDirectory ? { dashboardDirectory } : {}),
    live,
    ...(authenticate ? { authenticate } : {}),
    ...(throttling ? { throttling } : {}),
  });
  const listening = server;
  const { address: url } = await listening.listen();
  const worker = wanted
    ? engine.startWorker({ contextFor: (viewer, requestId) => contextFor({ viewer, requestId }) })
    : null;

  async function send<Data>(body: string | FormData, headers: Record<string, string>): Promise<GraphqlAnswer<Data>> {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as GraphqlAnswer<Data>;
  }

  return {
    url,
    adminToken: ADMIN_TOKEN,
    db: database.db,
    engine,
    redis,
    services,
    worker: worker as Worker,
    directory,
    schema,
    query: (query, variables = {}, { token = ADMIN_TOKEN } = {}) =>
      send(JSON.stringify({ query, variables }), {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      }),
    upload(query, file, variables = {}) {
      const form = new FormData();
      form.append('operations', JSON.stringify({ query, variables: { ...variables, upload: null } }));
      form.append('map', JSON.stringify({ 0: ['variables.upload'] }));
      form.append('0', new Blob([new Uint8Array(file)]), 'export.xml');
      return send(form, { authorization: `Bearer ${ADMIN_TOKEN}`, 'apollo-require-preflight': 'true' });
    },
    sockets: () =>
      createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${ADMIN_TOKEN}` },
        retryAttempts: 0,
      }),
    async settled(jobId) {
      for await (const _snapshot of await engine.client.watch(jobId));
    },
    statements: statements.during,
    async close() {
      await listening.close({ graceMs: 1000 });
      await worker?.stop({ graceMs: 1000 });
      await Promise.all([engine.close(), images.close()]);
      await events.close();
      await redis.close();
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A view of the database that notes the statements of requests; those of the job engine do not go through it. */
function recordStatements(db: Database) {
  let noted: string[] = [];
  const recording: Database = {
    ...db,
    select(sql, values) {
      noted.push(sql);
      return db.select(sql, values);
    },
  };
  return {
    db: recording,
    async during(work: () => Promise<unknown>) {
      noted = [];
      await work();
      return [...noted];
    },
  };
}

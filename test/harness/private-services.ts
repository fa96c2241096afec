import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../../src/cli/embedded-database';
import { startEmbeddedRedis } from '../../src/cli/embedded-redis';
import type { EmbeddedServer, EmbeddedServicesOptions } from '../../src/cli/embedded-services';
import { discoverEntities } from '../../src/engine/discovery';
import { createDatabase } from '../../src/platform/database/create-database';
import { createDataSource } from '../../src/platform/database/data-source';
import type { Database } from '../../src/platform/database/database';
import { probeDatabase } from '../../src/platform/database/probe-database';
import { testLog } from './log';

/** A server that a test may take away, and bring back at the same address. */
export interface PrivateServer {
  url: string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
  /** Starts it again after one of the two. */
  start(): Promise<void>;
  /** SIGSTOP: it neither answers nor refuses. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
}

/** A MariaDB and a Redis of the test's own, which it may kill without hurting anybody else. */
export interface PrivateServices {
  database: PrivateServer;
  redis: PrivateServer;
  /** Opens a pool of the test's own on the database, whose tables are there. */
  open(): Promise<Database>;
  close(): Promise<void>;
}

/** `durable` keeps every commit through a kill, at the price of a sync for each. The Redis always comes back empty. */
export async function startPrivateServices(options: { durable: boolean }): Promise<PrivateServices> {
  const directory = mkdtempSync(join(tmpdir(), `keelson-test-${process.pid}-`));
  const quiet = {
    log: { info: () => undefined, warn: (message: string) => testLog.warn(message) },
    wanted: { database: true, redis: true },
  };
  const [database, redis] = await Promise.all([
    startPrivate(startEmbeddedDatabase, { ...quiet, ...options, directory: join(directory, 'mariadb') }),
    startPrivate(startEmbeddedRedis, { ...quiet, durable: false, directory: join(directory, 'redis') }),
  ]);
  const opened: Database[] = [];
  async function open(): Promise<Database> {
    const dataSource = createDataSource({
      url: database.url,
      flavour: (await probeDatabase(database.url)).flavour,
      poolSize: 10,
      entities: discoverEntities(),
      migrations: [],
    });
    const db = await createDatabase(dataSource, { acquireTimeoutMs: 10_000, queryTimeoutMs: 30_000 }, testLog);
    opened.push(db);
    return db;
  }
  const schema = await open();
  await schema.dataSource.synchronize();

  return {
    database,
    redis,
    open,
    async close() {
      await Promise.all(opened.map(db => db.close().catch(() => undefined)));
      await Promise.all([database.stop(), redis.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A Redis alone. */
export async function startPrivateRedis(): Promise<PrivateServer & { close(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), `keelson-test-${process.pid}-`));
  const server = await startPrivate(startEmbeddedRedis, {
    log: { info: () => undefined, warn: (message: string) => testLog.warn(message) },
    wanted: { database: false, redis: true },
    durable: false,
    directory,
  });
  return {
    ...server,
    async close() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function startPrivate(
  begin: (options: EmbeddedServicesOptions) => Promise<EmbeddedServer>,
  options: EmbeddedServicesOptions,
): Promise<PrivateServer> {
  let current = await begin(options);
  const signal = (name: NodeJS.Signals) =>
    process.kill(Number(readFileSync(join(options.directory, 'server.pid'), 'utf8')), name);
  return {
    url: current.url,
    async kill() {
      signal('SIGKILL');
      await current.process.exited;
    },
    async stop() {
      if (current.process.hasExited()) return;
      signal('SIGCONT');
      await current.process.stop();
    },
    async start() {
      current = await current.restart();
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
}

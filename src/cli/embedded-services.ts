import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedDatabase } from './embedded-database';
import { startEmbeddedRedis } from './embedded-redis';
import type { GuardedServer } from './guarded-server';

/** Where the private servers report what they do; a winston logger fits. */
export interface ServiceLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface EmbeddedServicesOptions {
  /** Everything lies under it: data, sockets, passwords, logs. Nobody else may run servers in it at the same time. */
  directory: string;
  log: ServiceLog;
  wanted: { database: boolean; redis: boolean };
  /** False gives up safety at a power cut for speed: for tests. */
  durable?: boolean;
  /** The database that the URL names. */
  databaseName?: string;
  /** Databases on which the user gets every right; `%` and `_` are wildcards, `\_` is an underscore. */
  grantedDatabases?: string[];
}

export interface EmbeddedServices {
  /** `mysql://...`; '' where it was not wanted. */
  databaseUrl: string;
  /** `redis://...`; '' where it was not wanted. */
  redisUrl: string;
  /** Redis first, then the database; resolves when both are gone. */
  stop(): Promise<void>;
}

/** A private server that runs. */
export interface EmbeddedServer {
  name: string;
  url: string;
  process: GuardedServer;
  /** Starts it again on the same port, after it ended unasked. */
  restart(): Promise<EmbeddedServer>;
}

/** How often a server that keeps ending is started again before we give up. */
const MOST_RESTARTS = 5;

/**
 * Runs a MariaDB (or MySQL) and a Redis (or Valkey) of the clone's own: own data directory, own sockets, own ports on loopback,
 * own passwords. A server that ends unasked is started again; both die with this process, even by SIGKILL.
 */
export async function startEmbeddedServices(options: EmbeddedServicesOptions): Promise<EmbeddedServices> {
  const directory = resolve(options.directory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { database: wantsDatabase, redis: wantsRedis } = options.wanted;
  const [database, redis] = await allOrNone([
    wantsDatabase
      ? startEmbeddedDatabase({ ...options, directory: join(directory, 'mariadb') })
      : Promise.resolve(null),
    wantsRedis ? startEmbeddedRedis({ ...options, directory: join(directory, 'redis') }) : Promise.resolve(null),
  ]);
  const keepers = [redis, database].flatMap(server => (server ? [keepRunning(server, options.log)] : []));
  return {
    databaseUrl: database?.url ?? '',
    redisUrl: redis?.url ?? '',
    async stop() {
      for (const keeper of keepers) await keeper.stop();
    },
  };
}

/** When one of them can't start, the other one is stopped again. */
async function allOrNone(starting: Promise<EmbeddedServer | null>[]): Promise<(EmbeddedServer | null)[]> {
  const outcomes = await Promise.allSettled(starting);
  const failed = outcomes.find(outcome => outcome.status === 'rejected');
  const servers = outcomes.map(outcome => (outcome.status === 'fulfilled' ? outcome.value : null));
  if (!failed) return servers;
  for (const server of servers) await server?.process.stop();
  throw failed.reason;
}

function keepRunning(server: EmbeddedServer, log: ServiceLog): { stop(): Promise<void> } {
  let current = server;
  let stopping = false;

  async function watch(): Promise<void> {
    for (let restarts = 1; ; restarts++) {
      const status = await current.process.exited;
      if (stopping) return;
      if (restarts > MOST_RESTARTS) {
        log.warn(`${server.name} has ended ${restarts} times; it is not started again`);
        return;
      }
      log.warn(
        `${server.name} ended unasked (${status === null ? 'killed' : `exit status ${status}`}); starting it again`,
      );
      await delay(500 * restarts);
      if (stopping) return;
      try {
        current = await current.restart();
        if (stopping) return current.process.stop();
      } catch (error) {
        log.warn(`${server.name} does not start again: ${(error as Error).message}`);
        return;
      }
    }
  }

  const watching = watch();
  return {
    async stop() {
      stopping = true;
      await current.process.stop();
      await watching;
    },
  };
}

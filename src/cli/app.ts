import type { Config } from '../config/config';
import { createRevocations, type Revocations } from '../engine/access/revocations';
import type { Viewer } from '../engine/access/viewer';
import type { Context, Services } from '../engine/context';
import { discoverJobs } from '../engine/discovery';
import { type Locales, readLocales } from '../engine/content/locales';
import { createEventEngine } from '../engine/events/event-engine';
import { createJobEngine, type JobEngine } from '../engine/jobs/job-engine';
import { Loaders } from '../engine/loading/loaders';
import { createRedis, type Redis } from '../platform/redis/redis';
import { askMemory, evictionFault, watchMemory } from '../platform/redis/redis-memory';
import { createLocalStorage, type LocalStorage } from '../platform/storage/local-storage';
import type { Logger } from '../platform/telemetry/log';
import { createContextFor } from '../server/request-context';
import { openDatabase } from './open-database';
import { StartFault } from './start-fault';

/** The services of one process, wired together. */
export interface App {
  services: Services;
  engine: JobEngine;
  redis: Redis;
  revocations: Revocations;
  contextFor(request: { viewer: Viewer; requestId: string }): Context;
  /** Closes everything, last opened first. */
  close(): Promise<void>;
}

/**
 * The composition root: config -> connections -> services. Throws a sentence when the database does not answer, or when a Redis that
 * is there may drop what it was given; Redis may be down.
 */
export async function openApp(config: Config, log: Logger): Promise<App> {
  const locales = localesOf(config);
  const db = await openDatabase(config, log);
  const redis = createRedis(config.redis.url, log);
  const storage = createLocalStorage(config.storage.directory);
  try {
    await refuseEviction(redis);
    await checkStorage(storage, config.storage.directory);
  } catch (error) {
    // With a connection open the process would not end.
    await redis.close();
    await db.close();
    throw error;
  }
  const stopWatching = watchMemory(redis, log);
  const engine = createJobEngine({ db, redis, log, config: config.jobs, kinds: discoverJobs() });
  const revocations = createRevocations(redis, log);
  const events = createEventEngine({ db, redis, log, retentionDays: config.content.eventRetentionDays });
  const services: Services = {
    db,
    jobs: engine.client,
    events: events.client,
    storage,
    locales,
    revocations,
    log,
    limits: { uploadBytes: config.uploads.maxBytes },
  };
  return {
    services,
    engine,
    redis,
    revocations,
    contextFor: createContextFor(services, () => new Loaders()),
    async close() {
      await engine.close();
      await events.close();
      revocations.close();
      stopWatching();
      await redis.close();
      await db.close();
    },
  };
}

function localesOf({ content }: Config): Locales {
  try {
    return readLocales(content.locales, content.fallbacks);
  } catch (error) {
    throw new StartFault(`KEELSON_CONTENT_LOCALES and KEELSON_CONTENT_FALLBACKS: ${(error as Error).message}`, error);
  }
}

async function refuseEviction(redis: Redis): Promise<void> {
  const memory = await askMemory(redis);
  const fault = memory && evictionFault(memory);
  if (fault) throw new StartFault(fault);
}

async function checkStorage(storage: LocalStorage, directory: string): Promise<void> {
  await storage.check().catch(error => {
    throw new StartFault(
      `Files can't be stored in "${directory}" (KEELSON_STORAGE_DIRECTORY): ${(error as Error).message}.`,
      error,
    );
  });
  // What a killed process left half-stored.
  await storage.sweep();
}

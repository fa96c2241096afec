import { IsInt } from 'class-validator';
import { defineJob } from '../src/engine/jobs/define-job';
import { createJobEngine, type JobEngine } from '../src/engine/jobs/job-engine';
import { jobKindsOf } from '../src/engine/jobs/job-kinds';
import { createDatabase } from '../src/platform/database/create-database';
import { createDataSource } from '../src/platform/database/data-source';
import { discoverEntities } from '../src/engine/discovery';
import type { Database } from '../src/platform/database/database';
import { probeDatabase } from '../src/platform/database/probe-database';
import { createRedis } from '../src/platform/redis/redis';
import { createLog } from '../src/platform/telemetry/log';

/** Every side runs this many jobs at once in its one worker. */
export const CONCURRENCY = 50;
export const BULL_NAME = 'bare';
const LEASE = { leaseSeconds: 30, reconcileSeconds: 5 };
const POOL_SIZE = 10;

/** Where the private servers are. */
export interface Addresses {
  databaseUrl: string;
  redisUrl: string;
}

export class NumberedPayload {
  @IsInt()
  n!: number;
}

/** Called when the work of a job has been done; a process sets it. */
export const done = { count: () => {} };

export const noopJob = defineJob({
  kind: 'bench.noop',
  queue: 'bench',
  payload: NumberedPayload,
  attempts: 3,
  async perform() {
    done.count();
    return null;
  },
});

/** Opens the database with the pool of a production process. */
export async function openDatabase(url: string): Promise<Database> {
  const { flavour } = await probeDatabase(url);
  const source = createDataSource({ url, flavour, poolSize: POOL_SIZE, entities: discoverEntities(), migrations: [] });
  return createDatabase(source, { acquireTimeoutMs: 10_000, queryTimeoutMs: 30_000 }, quietLog);
}

/** The job engine of one process, with the one kind that does nothing. */
export function openEngine(db: Database, redisUrl: string): JobEngine {
  const redis = createRedis(redisUrl, quietLog, { prefix: 'bench' });
  const config = { ...LEASE, concurrency: CONCURRENCY };
  const engine = createJobEngine({ db, redis, log: quietLog, config, kinds: jobKindsOf(noopJob as never) });
  return {
    ...engine,
    async close() {
      await engine.close();
      await redis.close();
    },
  };
}

export const quietLog = createLog({ level: 'warn', format: 'json', role: 'bench' });

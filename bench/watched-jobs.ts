/** What the processes of the subscribers' benchmark share: two kinds of job, and a job engine that knows them. */
import { setTimeout as delay } from 'node:timers/promises';
import { IsInt } from 'class-validator';
import { defineJob } from '../src/engine/jobs/define-job';
import { createJobEngine, type JobEngine } from '../src/engine/jobs/job-engine';
import { jobKindsOf } from '../src/engine/jobs/job-kinds';
import type { Database } from '../src/platform/database/database';
import { createRedis } from '../src/platform/redis/redis';
import { quietLog } from './noop-job';

/** Between two steps of a job; more than the pace at which progress is shown, so that each step is shown at once. */
const STEP_MS = 500;

/** The first steps warm the processes up, and are not measured. */
export const WARM_UP = 5;

/** What the processes are told at their start. */
export interface BenchAddresses {
  databaseUrl: string;
  redisUrl: string;
  /** Of the API, for those who listen to it. */
  port?: number;
}

export class StepsPayload {
  @IsInt()
  steps!: number;
}

/** The job that everybody watches: each step is a commit, and then the progress that says when that was. */
export const watchedJob = defineJob({
  kind: 'bench.watched',
  queue: 'bench',
  payload: StepsPayload,
  attempts: 1,
  async perform({ steps }, job) {
    for (let completed = 1; completed <= steps; completed++) {
      await delay(STEP_MS);
      await job.commit(completed, async () => undefined);
      job.progress({ completed, total: steps, message: String(Date.now()) });
    }
    return null;
  },
});

/** One of the many that run beside it, until it is canceled. */
export const busyJob = defineJob({
  kind: 'bench.busy',
  queue: 'bench',
  payload: StepsPayload,
  attempts: 1,
  async perform(_payload, job) {
    for (let completed = 1; ; completed++) {
      await delay(STEP_MS, undefined, { signal: job.signal });
      job.progress({ completed });
    }
  },
});

/** The job engine of one process. */
export function openWatchedEngine(db: Database, redisUrl: string, concurrency = 1): JobEngine {
  const redis = createRedis(redisUrl, quietLog, { prefix: 'bench' });
  const engine = createJobEngine({
    db,
    redis,
    log: quietLog,
    config: { leaseSeconds: 30, reconcileSeconds: 5, concurrency },
    kinds: jobKindsOf(watchedJob as never, busyJob as never),
  });
  return {
    ...engine,
    async close() {
      await engine.close();
      await redis.close();
    },
  };
}

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { IsInt, IsOptional, IsString } from 'class-validator';
import type { Viewer } from '../../src/engine/access/viewer';
import type { Context } from '../../src/engine/context';
import { defineJob, type JobDefinition } from '../../src/engine/jobs/define-job';
import type { Job } from '../../src/engine/jobs/job.entity';
import { Loaders } from '../../src/engine/loading/loaders';
import { createJobEngine, type JobEngine } from '../../src/engine/jobs/job-engine';
import { jobKindsOf } from '../../src/engine/jobs/job-kinds';
import type { JobSettings } from '../../src/engine/jobs/job-parts';
import { findJob } from '../../src/engine/jobs/job-row';
import type { JobRun } from '../../src/engine/jobs/job-run';
import type { JobsClient } from '../../src/engine/jobs/jobs-client';
import type { Worker } from '../../src/engine/jobs/worker';
import type { Database } from '../../src/platform/database/database';
import { createRedis, type Redis } from '../../src/platform/redis/redis';
import { testLog } from './log';
import { testRedisUrl } from './redis';

/** A payload for the kinds that tests define. */
export class NumberedPayload {
  @IsInt()
  n: number;

  @IsOptional()
  @IsString()
  label?: string;
}

/** A kind of job that does what the test says. */
export function testKind(
  work: (payload: NumberedPayload, job: JobRun) => Promise<unknown>,
  options: Partial<JobDefinition<NumberedPayload>> = {},
): JobDefinition<NumberedPayload> {
  return defineJob({
    kind: 'tests.work',
    queue: 'tests',
    payload: NumberedPayload,
    attempts: 3,
    ...options,
    perform: work,
  });
}

/** A short lease and frequent rounds, so that what takes 30 s in production takes one here. */
export const QUICK: JobSettings = { leaseSeconds: 1, reconcileSeconds: 0.2, concurrency: 4 };

export interface TestJobs {
  engine: JobEngine;
  redis: Redis;
  /** Starts a worker that ends with the test; its own database object may be given, to take it away later. */
  startWorker(options?: { db?: Database; settings?: Partial<JobSettings> }): Worker;
  /** The row, once it is in one of the states. */
  until(id: string, ...states: Job['state'][]): Promise<Job>;
  close(): Promise<void>;
}

/** A job engine of a test's own, with its own names in the shared Redis; `redisUrl` may point to where nothing listens. */
export function createTestJobs(
  db: Database,
  kinds: JobDefinition<NumberedPayload>[],
  options: { redisUrl?: string; settings?: Partial<JobSettings>; prefix?: string } = {},
): TestJobs {
  const prefix = options.prefix ?? `test-${randomBytes(4).toString('hex')}`;
  const redis = createRedis(options.redisUrl ?? testRedisUrl(), testLog, { prefix });
  const closing: (() => Promise<unknown>)[] = [];
  const create = (database: Database, settings: Partial<JobSettings> = {}) => {
    const config = { ...QUICK, ...options.settings, ...settings };
    const made = createJobEngine({
      db: database,
      redis,
      log: testLog,
      config,
      kinds: jobKindsOf(...(kinds as unknown as JobDefinition[])),
    });
    closing.push(() => made.close());
    return made;
  };
  const engine = create(db);

  return {
    engine,
    redis,
    startWorker({ db: own = db, settings } = {}) {
      const made = create(own, settings);
      const worker = made.startWorker({
        contextFor: (viewer, requestId) => testContext(own, made.client, viewer, requestId),
      });
      closing.unshift(() => worker.stop({ graceMs: 500 }));
      return worker;
    },
    async until(id, ...states) {
      for (;;) {
        const job = await findJob(db, id);
        if (job && states.includes(job.state)) return job;
        await pause(10);
      }
    },
    async close() {
      for (const step of closing) await step();
      await redis.close();
    },
  };
}

/** Waits until the condition holds. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(10);
}

/** Something that a test opens when it is time. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}

/** What acts for a viewer: only what jobs need of it. */
export function testContext(db: Database, jobs: JobsClient, viewer: Viewer, requestId = 'test'): Context {
  const load = new Loaders();
  return { db, jobs, log: testLog, viewer, requestId, load, now: () => new Date() } as unknown as Context;
}

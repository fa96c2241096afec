import type { Database } from '../../platform/database/database';
import { createChannels } from '../../platform/redis/channel';
import type { Redis } from '../../platform/redis/redis';
import type { Logger } from '../../platform/telemetry/log';
import { createThreads } from '../../platform/threads/threads';
import { createDispatcher } from './dispatcher';
import { Families } from './families';
import type { JobKinds } from './job-kinds';
import { createJobNotices } from './job-notices';
import type { JobParts, JobSettings } from './job-parts';
import { JobListWatch } from './job-list-watch';
import { JobWatch } from './job-watch';
import { createJobsClient, type JobsClient } from './jobs-client';
import { Settlements } from './settlements';
import { Worker, type WorkerOptions } from './worker';

export interface JobEngineOptions {
  db: Database;
  redis: Redis;
  log: Logger;
  config: JobSettings;
  kinds: JobKinds;
}

/** The job engine of one process: its client, and a worker where one is wanted. */
export interface JobEngine {
  client: JobsClient;
  /** Starts a worker; one process may have several. Stop it before closing the engine. */
  startWorker(options: WorkerOptions): Worker;
  /** How many jobs and lists of jobs are watched in this process. */
  watched(): number;
  /** Ends the watches and gives back its Redis connections; the database and Redis stay open. */
  close(): Promise<void>;
}

/** Makes the job engine; nothing here needs Redis to be up. */
export function createJobEngine({ db, redis, log, config, kinds }: JobEngineOptions): JobEngine {
  const channels = createChannels(redis, log);
  const notices = createJobNotices(redis, log);
  const dispatcher = createDispatcher(redis, log);
  const settlements = new Settlements(db, notices);
  const families = new Families({ db, notices, dispatcher, log });
  notices.onTransition(made => families.noticed(made));
  const threads = createThreads();
  const parts: JobParts = {
    db,
    redis,
    channels,
    log,
    kinds,
    notices,
    dispatcher,
    settlements,
    families,
    threads,
    settings: config,
  };
  const watch = new JobWatch(parts);
  const listWatch = new JobListWatch(parts);
  return {
    client: createJobsClient(parts, { watch, listWatch }),
    startWorker(options) {
      // Each worker has its own lanes: stopping it stops its hints, not the enqueues of the process.
      const worker = new Worker({ ...parts, dispatcher: createDispatcher(redis, log) }, options);
      worker.start();
      return worker;
    },
    watched: () => watch.size + listWatch.size,
    async close() {
      watch.close();
      listWatch.close();
      families.close();
      channels.close();
      await Promise.all([dispatcher.close(), threads.close()]);
    },
  };
}

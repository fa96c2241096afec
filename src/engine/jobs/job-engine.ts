import type { Database } from '../../platform/database/database';
import { createChannels } from '../../platform/redis/channel';
import type { Redis } from '../../platform/redis/redis';
import type { Logger } from '../../platform/telemetry/log';
import { createDispatcher } from './dispatcher';
import type { JobKinds } from './job-kinds';
import { createJobNotices } from './job-notices';
import type { JobParts, JobSettings } from './job-parts';
import { JobWatch } from './job-watch';
import { createJobsClient, type JobsClient } from './jobs-client';
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
  /** Ends the watches and gives back its Redis connections; the database and Redis stay open. */
  close(): Promise<void>;
}

/** Makes the job engine; nothing here needs Redis to be up. */
export function createJobEngine({ db, redis, log, config, kinds }: JobEngineOptions): JobEngine {
  const channels = createChannels(redis, log);
  const notices = createJobNotices(redis, log);
  const dispatcher = createDispatcher(redis, log);
  const parts: JobParts = { db, redis, channels, log, kinds, notices, dispatcher, settings: config };
  const watch = new JobWatch(parts);
  return {
    client: createJobsClient(parts, watch),
    startWorker(options) {
      // Each worker has its own lanes: stopping it stops its hints, not the enqueues of the process.
      const worker = new Worker({ ...parts, dispatcher: createDispatcher(redis, log) }, options);
      worker.start();
      return worker;
    },
    async close() {
      watch.close();
      channels.close();
      await dispatcher.close();
    },
  };
}

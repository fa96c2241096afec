import type { Database } from '../../platform/database/database';
import type { Channels } from '../../platform/redis/channel';
import type { Redis } from '../../platform/redis/redis';
import type { Logger } from '../../platform/telemetry/log';
import type { Dispatcher } from './dispatcher';
import type { JobKinds } from './job-kinds';
import type { JobNotices } from './job-notices';

/** How workers share the jobs. */
export interface JobSettings {
  /** How long a job stays its worker's after the last heartbeat. */
  leaseSeconds: number;
  /** How often each worker looks for what went wrong. */
  reconcileSeconds: number;
  /** How many jobs of one queue run at once in one worker. */
  concurrency: number;
}

/** What every role of the job engine is made of. */
export interface JobParts {
  db: Database;
  redis: Redis;
  channels: Channels;
  log: Logger;
  kinds: JobKinds;
  notices: JobNotices;
  dispatcher: Dispatcher;
  settings: JobSettings;
}

import type { Database } from '../../platform/database/database';
import type { Channels } from '../../platform/redis/channel';
import type { Redis } from '../../platform/redis/redis';
import type { Threads } from '../../platform/threads/threads';
import type { Logger } from '../../platform/telemetry/log';
import type { Dispatcher } from './dispatcher';
import type { Families } from './families';
import type { JobKinds } from './job-kinds';
import type { JobNotices } from './job-notices';
import type { Settlements } from './settlements';

/** How workers share the jobs. */
export interface JobSettings {
  /** How long a job stays its worker's after the last heartbeat. */
  leaseSeconds: number;
  /** How often each worker looks for what went wrong. */
  reconcileSeconds: number;
  /** How many jobs of one queue run at once in one worker. */
  concurrency: number;
  /** How many days settled jobs are kept; 30 when left out. */
  retentionDays?: number;
}

/** No heartbeat is further from the next than this, in ms: a cancellation is seen in time however long the lease is. */
const LONGEST_BEAT_MS = 5000;

/** The time between two heartbeats of a running job, in ms. */
export function beatMs({ leaseSeconds }: JobSettings): number {
  return Math.min((leaseSeconds * 1000) / 3, LONGEST_BEAT_MS);
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
  settlements: Settlements;
  families: Families;
  threads: Threads;
  settings: JobSettings;
}

/**
 * Bull as a carrier of hints. A hint says "look at this job"; it may be lost, repeated or late, and nothing depends on it but
 * speed. So Bull never retries, never keeps a finished entry, and never revives a stalled one. What it can't be trusted with is
 * measured in the job design: a flushed Redis loses its jobs, and `add()` never settles while Redis is away.
 */
import Bull from 'bull';
import type { Logger } from '../telemetry/log';
import { type Redis, type RedisConnection, within } from '../redis/redis';

/** A lane of hints. */
export interface HintQueue {
  /** Sends a hint; rejects when Redis has not taken it within the time. An id that is still waiting is not added twice. */
  add(hintId: string, jobId: string, delayMs: number, timeoutMs: number): Promise<void>;
  /** Calls `onHint` for each hint, at most `concurrency` at once; the next hint is taken when it has resolved. */
  receive(concurrency: number, onHint: (jobId: string) => Promise<void>): void;
  /** How many hints wait in Redis; rejects when it does not say so within the time. */
  count(timeoutMs: number): Promise<number>;
  /** True while Redis, though it is there, has just refused something: hints may not arrive. */
  isFaulty(): boolean;
  /** Stops taking hints; does not wait for those under way. */
  close(): Promise<void>;
}

/** While Redis refuses to give hints, Bull tries again and reports a fault several times within this time. */
const FAULTY_MS = 3000;

interface Hint {
  id: string;
}

/** Opens the lane on Redis connections of its own: Bull's `close` ends every connection that it was given. */
export function openHintQueue(name: string, redis: Redis, log: Logger): HintQueue {
  const connections = new Set<RedisConnection>();
  let blocking: RedisConnection | null = null;
  const queue = new Bull<Hint>(name, {
    prefix: `${redis.prefix}:bull`,
    createClient(type) {
      const connection = redis.open();
      connections.add(connection);
      if (type === 'bclient') blocking = connection;
      return connection;
    },
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    settings: { maxStalledCount: 0, retryProcessDelay: 500, drainDelay: 5 },
  });
  // Lost connections and entries that a flush took away; the database's poll makes up for both.
  let faultAt = Number.NEGATIVE_INFINITY;
  queue.on('error', error => {
    faultAt = performance.now();
    log.debug('Bull reports a fault', { queue: name, reason: error.message });
  });

  return {
    async add(hintId, jobId, delayMs, timeoutMs) {
      if (!(await redis.becomesReady(timeoutMs))) throw new Error('Redis is away.');
      await within(timeoutMs, queue.add({ id: jobId }, { jobId: hintId, ...(delayMs > 0 ? { delay: delayMs } : {}) }));
    },
    receive(concurrency, onHint) {
      queue
        .process(concurrency, hint => onHint(hint.data.id))
        .catch(error => log.debug('Bull stopped', { queue: name, error }));
    },
    async count(timeoutMs) {
      if (!(await redis.becomesReady(timeoutMs))) throw new Error('Redis is away.');
      return within(timeoutMs, queue.count());
    },
    isFaulty: () => performance.now() - faultAt < FAULTY_MS,
    async close() {
      const closed = queue.close(true);
      // It waits in Redis for the next hint; Bull would give it half a second to say goodbye.
      blocking?.disconnect();
      await within(2000, closed).catch(() => undefined);
      for (const connection of connections) connection.disconnect();
    },
  };
}

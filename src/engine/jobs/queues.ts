import { notFound } from '../../errors';
import type { Redis } from '../../platform/redis/redis';
import type { Viewer } from '../access/viewer';
import type { JobParts } from './job-parts';
import { DB_NOW } from './job-row';
import { listWorkers } from './workers';

/** A queue as people see it. */
export interface QueueState {
  name: string;
  /** Jobs that are due and wait for a worker. */
  depth: number;
  /** For how long the one that has been due longest waits; null when none does. */
  oldestWaitSeconds: number | null;
  running: number;
  paused: boolean;
  /** How many workers serve it. */
  workers: number;
}

/** The queues of this program's kinds, and any other that has jobs. Who may do what is the caller's business. */
export interface Queues {
  /** All of them, by name. */
  list(): Promise<QueueState[]>;
  /** The kinds of this program with the queues that their jobs wait in, by name. */
  kinds(): { kind: string; queue: string }[];
  /** From now on no job of the queue is claimed; those that run go on. Throws NOT_FOUND. */
  pause(name: string, by: Viewer): Promise<QueueState>;
  /** Jobs are claimed again, at once. Throws NOT_FOUND. */
  resume(name: string, by: Viewer): Promise<QueueState>;
}

/** The channel on which workers hear that a queue is worth a look. */
export const wakeChannel = (redis: Redis) => `${redis.prefix}:jobs:wake`;

export function createQueues(parts: JobParts): Queues {
  const { db, redis, log } = parts;

  async function list(): Promise<QueueState[]> {
    const [used, rows, workers] = await Promise.all([
      usedQueues(parts),
      db.select<{ name: string; paused: number }>('SELECT name, paused_at IS NOT NULL AS paused FROM queues'),
      listWorkers(parts),
    ]);
    const declared = [...parts.kinds.values()].map(({ queue }) => queue);
    const names = new Set([...declared, ...used, ...rows.map(({ name }) => name)]);
    const paused = new Set(rows.filter(row => Number(row.paused)).map(({ name }) => name));
    return Promise.all(
      [...names].sort().map(async name => ({
        name,
        ...(await countJobs(parts, name)),
        paused: paused.has(name),
        workers: workers.filter(worker => worker.queues.includes(name)).length,
      })),
    );
  }

  async function stateOf(name: string): Promise<QueueState> {
    const state = (await list()).find(queue => queue.name === name);
    if (!state) throw notFound('queue', name);
    return state;
  }

  return {
    list,
    kinds: () =>
      [...parts.kinds.values()].map(({ kind, queue }) => ({ kind, queue })).sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    async pause(name, by) {
      await stateOf(name);
      await db.run(
        `INSERT INTO queues (name, paused_at, paused_by) VALUES (?, ${DB_NOW}, ?)
         ON DUPLICATE KEY UPDATE paused_by = IF(paused_at IS NULL, VALUES(paused_by), paused_by),
           paused_at = COALESCE(paused_at, VALUES(paused_at))`,
        [name, by.id],
      );
      log.info('Queue paused', { queue: name, actor: by.id ?? 'server' });
      return stateOf(name);
    },
    async resume(name, by) {
      await stateOf(name);
      await db.run('UPDATE queues SET paused_at = NULL, paused_by = NULL WHERE name = ?', [name]);
      redis.publish(wakeChannel(redis), name);
      log.info('Queue resumed', { queue: name, actor: by.id ?? 'server' });
      return stateOf(name);
    },
  };
}

/** The queues that jobs are or were in; of each, only one entry of the index is read, however many jobs there are. */
async function usedQueues({ db }: JobParts): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const [next] = await db.select<{ queue: string }>('SELECT queue FROM jobs WHERE queue > ? ORDER BY queue LIMIT 1', [
      names.at(-1) ?? '',
    ]);
    if (!next) return names;
    names.push(next.queue);
  }
}

/** What waits in a queue and what runs. */
export async function countJobs(
  { db }: Pick<JobParts, 'db'>,
  queue: string,
): Promise<Pick<QueueState, 'depth' | 'oldestWaitSeconds' | 'running'>> {
  const [[waiting], [running]] = await Promise.all([
    db.select<{ n: number; seconds: number | null }>(
      `SELECT COUNT(*) AS n, TIMESTAMPDIFF(MICROSECOND, MIN(run_at), ${DB_NOW}) / 1000000 AS seconds FROM jobs
       WHERE queue = ? AND state = 'queued' AND run_at <= ${DB_NOW}`,
      [queue],
    ),
    db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM jobs WHERE queue = ? AND state = 'running'`, [queue]),
  ]);
  return {
    depth: Number(waiting.n),
    oldestWaitSeconds: waiting.seconds === null ? null : Number(waiting.seconds),
    running: Number(running.n),
  };
}

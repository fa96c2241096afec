import { hostname } from 'node:os';
import type { JobParts } from './job-parts';
import { DB_NOW } from './job-row';

/** A worker as people see it. */
export interface WorkerState {
  name: string;
  host: string;
  queues: string[];
  /** How many jobs it runs. */
  running: number;
  startedAt: Date;
  lastSeenAt: Date;
}

/** A worker that has not been seen for this long is forgotten; its jobs are taken back sooner, when their leases end. */
const SILENT_SECONDS = 60;

/** The workers that were seen lately, by the time that they started. */
export async function listWorkers({ db }: Pick<JobParts, 'db'>): Promise<WorkerState[]> {
  const rows = await db.select<WorkerState>(
    `SELECT name, host, queues, running, started_at AS startedAt, last_seen_at AS lastSeenAt FROM workers
     WHERE last_seen_at > ${DB_NOW} - INTERVAL ${SILENT_SECONDS} SECOND ORDER BY started_at, name`,
  );
  return rows.map(row => ({ ...row, running: Number(row.running) }));
}

/** Says that the worker is there, and forgets those that have not said so for long. */
export async function showWorker(
  { db }: Pick<JobParts, 'db'>,
  worker: Pick<WorkerState, 'name' | 'queues' | 'running'>,
): Promise<void> {
  await db.run(
    `INSERT INTO workers (name, host, queues, running, started_at, last_seen_at) VALUES (?, ?, ?, ?, ${DB_NOW}, ${DB_NOW})
     ON DUPLICATE KEY UPDATE running = VALUES(running), last_seen_at = VALUES(last_seen_at)`,
    [worker.name, hostname().slice(0, 255), JSON.stringify(worker.queues), worker.running],
  );
  await db.run(`DELETE FROM workers WHERE last_seen_at < ${DB_NOW} - INTERVAL ${SILENT_SECONDS} SECOND`);
}

/** The worker has stopped. */
export async function forgetWorker({ db }: Pick<JobParts, 'db'>, name: string): Promise<void> {
  await db.run('DELETE FROM workers WHERE name = ?', [name]);
}

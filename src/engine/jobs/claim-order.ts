/**
 * Who is next in a queue. The most urgent job that is due comes first, and of equals the one that has been due longest; but out of ten
 * claims one is for the job that has been due longest of all, so that an endless stream of urgent ones starves nobody.
 */
import type { SqlValue, Transaction } from '../../platform/database/database';
import type { Claimer } from './claim';
import { DB_NOW, type LockedJob, lockJobs } from './job-row';

/** Every tenth claim of a queue is for its oldest job. */
const OLDEST_EVERY = 10;
/** Prepared statements are few when limits come in few sizes. */
const LIMITS = [1, 2, 4, 8, 16, 32, 64, 128];

/** Claims of each queue since its oldest job had its turn, in this process. */
const claimsMade = new Map<string, number>();

/** Counts claims of the queue that are about to be made; true when one of them is for the oldest job. */
export function isOldestsTurn(queue: string, claims: number): boolean {
  const made = (claimsMade.get(queue) ?? 0) + claims;
  claimsMade.set(queue, made % OLDEST_EVERY);
  return made >= OLDEST_EVERY;
}

/** At most `places` of the jobs, the next ones first. `oldest` gives one of the places to the job that has been due longest. */
export function nextOf(jobs: readonly LockedJob[], places: number, oldest: boolean): LockedJob[] {
  const byUrgency = [...jobs].sort((a, b) => a.priority - b.priority || byAge(a, b));
  if (!oldest || jobs.length === 0) return byUrgency.slice(0, places);
  const first = [...jobs].sort(byAge)[0];
  return [first, ...byUrgency.filter(job => job !== first)].slice(0, places);
}

/**
 * Locks the next jobs of a queue that are due, leaving out rows that others hold; a paused queue has none. `before` asks only for jobs
 * that are more urgent than that, `oldest` for one that may be the oldest instead of the most urgent.
 */
export async function lockDue(
  claimer: Claimer,
  tx: Transaction,
  queue: string,
  { limit, before, oldest = false }: { limit: number; before?: number; oldest?: boolean },
): Promise<LockedJob[]> {
  const ids: number[] = [];
  if (oldest) {
    const priority = await priorityOfOldest(tx, queue);
    if (priority !== null) ids.push(...(await dueIds(claimer, tx, queue, 1, { sql: 'priority = ?', value: priority })));
  }
  const condition = before === undefined ? null : { sql: 'priority < ?', value: before };
  ids.push(...(await dueIds(claimer, tx, queue, limit, condition)));
  return lockJobs(tx, [...new Set(ids)]);
}

async function dueIds(
  claimer: Claimer,
  tx: Transaction,
  queue: string,
  limit: number,
  condition: { sql: string; value: number } | null,
): Promise<number[]> {
  const kinds = [...claimer.parts.kinds.values()]
    .filter(definition => definition.queue === queue && !claimer.places.isFull(definition.kind))
    .map(({ kind }) => kind);
  if (kinds.length === 0) return [];
  const values: SqlValue[] = [queue, ...(condition ? [condition.value] : []), ...kinds, queue];
  const rows = await tx.select<{ id: number }>(
    `SELECT id FROM jobs WHERE queue = ? AND state = 'queued'${condition ? ` AND ${condition.sql}` : ''}
       AND kind IN (${kinds.map(() => '?').join(', ')}) AND run_at <= ${DB_NOW} AND cancel_requested_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM queues WHERE name = ? AND paused_at IS NOT NULL)
     ORDER BY priority, run_at, id LIMIT ${LIMITS.find(size => size >= limit) ?? 128} FOR UPDATE SKIP LOCKED`,
    values,
  );
  return rows.map(({ id }) => Number(id));
}

/** The priority of the job that has been due longest; of each priority, only the first row of the index is read. */
async function priorityOfOldest(tx: Transaction, queue: string): Promise<number | null> {
  let oldest: { priority: number; runAt: Date } | null = null;
  for (let above = -1; ; ) {
    const [first] = await tx.select<{ priority: number; runAt: Date }>(
      `SELECT priority, run_at AS runAt FROM jobs WHERE queue = ? AND state = 'queued' AND priority > ?
       ORDER BY priority, run_at LIMIT 1`,
      [queue, above],
    );
    if (!first) return oldest?.priority ?? null;
    if (!oldest || first.runAt < oldest.runAt) oldest = first;
    above = first.priority;
  }
}

function byAge(a: LockedJob, b: LockedJob): number {
  return a.runAt.getTime() - b.runAt.getTime() || a.id - b.id;
}

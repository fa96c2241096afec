import type { QueryRunner } from 'typeorm';
import type { Database } from '../../platform/database/database';

/*
 * InnoDB only marks the words of a rewritten entry as gone, and reads over them in each search: after six rewrites of every entry a search
 * costs four times as much. Building the table anew (OPTIMIZE) takes them out. It costs about 0.5 ms an entry of 300 words, and whoever
 * writes an entry waits meanwhile: so it is done for as long as a statement may take, or not at all.
 */

/** What a rebuilding may cost others. */
export interface OptimizeLimits {
  /** More entries than this are not begun with. */
  maxEntries: number;
  /** After this the rebuilding is given up, and everything stays as it was. Less than the time that the site gives a statement. */
  timeoutMs: number;
}

export const OPTIMIZE_LIMITS: OptimizeLimits = { maxEntries: 15_000, timeoutMs: 8_000 };

/** How long it may wait for searches that are under way, in seconds: everybody who comes after it waits, too. */
const LOCK_SECONDS = 2;

/** What became of it: DONE, TOO_MANY entries to be quick enough, or GIVEN_UP when it took too long or the table was busy. */
export type OptimizeOutcome = 'DONE' | 'TOO_MANY' | 'GIVEN_UP';

/** Builds the search entries' table and its index anew. */
export async function optimizeEntries(
  db: Database,
  limits: OptimizeLimits = OPTIMIZE_LIMITS,
): Promise<OptimizeOutcome> {
  const [{ n }] = await db.select<{ n: number }>('SELECT COUNT(*) AS n FROM search_entries');
  if (Number(n) > limits.maxEntries) return 'TOO_MANY';
  const runner = db.dataSource.createQueryRunner();
  try {
    return await rebuild(db, runner, limits.timeoutMs);
  } finally {
    await runner.release();
  }
}

async function rebuild(db: Database, runner: QueryRunner, timeoutMs: number): Promise<OptimizeOutcome> {
  const [{ id }] = (await runner.query('SELECT CONNECTION_ID() AS id')) as { id: number }[];
  await runner.query(`SET SESSION lock_wait_timeout = ${LOCK_SECONDS}`);
  // The server itself limits only statements that read.
  const limit = setTimeout(() => void db.run(`KILL QUERY ${Number(id)}`).catch(() => undefined), timeoutMs);
  try {
    const rows = (await runner.query('OPTIMIZE TABLE search_entries')) as { Msg_type: string }[];
    return rows.some(({ Msg_type: type }) => /^error$/i.test(type)) ? 'GIVEN_UP' : 'DONE';
  } catch (error) {
    if (isGivenUp(error)) return 'GIVEN_UP';
    throw error;
  } finally {
    clearTimeout(limit);
    await runner.query('SET SESSION lock_wait_timeout = DEFAULT').catch(() => undefined);
  }
}

/** 1205: a lock was waited for too long; 1317: the statement was killed. */
function isGivenUp(error: unknown): boolean {
  const { errno } = error as { errno?: number };
  return errno === 1205 || errno === 1317;
}

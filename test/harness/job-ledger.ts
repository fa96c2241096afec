import { TRANSITIONS } from '../../src/engine/jobs/job-state';
import type { Sql } from '../../src/platform/database/database';

/** A table into which jobs write one row for each thing that they do. */
export interface EffectTable {
  table: string;
  /** The columns that name an effect: two rows with equal values are one effect done twice. */
  unique: string[];
}

/**
 * Audits every job of the database and says what is wrong, one sentence each: steps that the table of transitions does not have,
 * versions that are missing or out of line with the row, states that do not follow from one another, fences that went back,
 * running jobs without a lease, settled jobs that still hold something, effects done twice.
 */
export async function auditJobs(sql: Sql, effects?: EffectTable): Promise<string[]> {
  const faults = [...(await auditSteps(sql)), ...(await auditChains(sql)), ...(await auditRows(sql))];
  return effects ? [...faults, ...(await auditEffects(sql, effects))] : faults;
}

/** How many effects were done more than once. */
export async function countDuplicates(sql: Sql, { table, unique }: EffectTable): Promise<number> {
  const [{ duplicates }] = await sql.select<{ duplicates: string }>(
    `SELECT COUNT(*) - COUNT(DISTINCT ${unique.join(', ')}) AS duplicates FROM ${table}`,
  );
  return Number(duplicates);
}

async function auditSteps(sql: Sql): Promise<string[]> {
  const made = await sql.select<{ step: string; fromState: string | null; toState: string; times: string }>(
    `SELECT step, from_state AS fromState, to_state AS toState, COUNT(*) AS times
     FROM job_events GROUP BY step, from_state, to_state`,
  );
  const table: Record<string, { from: readonly string[]; to: readonly string[] } | undefined> = TRANSITIONS;
  return made
    .filter(({ step, fromState, toState }) => {
      const known = table[step];
      const leaves = fromState === null ? known?.from.length === 0 : known?.from.includes(fromState);
      return !leaves || !known?.to.includes(toState);
    })
    .map(({ step, fromState, toState, times }) => `${step} from ${fromState} to ${toState}, ${times} times`);
}

async function auditChains(sql: Sql): Promise<string[]> {
  return [
    ...(await sentences(
      sql,
      'has gaps in its versions',
      'SELECT job_id AS id FROM job_events GROUP BY job_id HAVING COUNT(*) <> MAX(ver) OR MIN(ver) <> 1',
    )),
    ...(await sentences(
      sql,
      'has no events, or more or fewer than its version says',
      `SELECT j.id FROM jobs j LEFT JOIN (SELECT job_id, MAX(ver) AS ver FROM job_events GROUP BY job_id) e
         ON e.job_id = j.id WHERE e.ver IS NULL OR e.ver <> j.ver`,
    )),
    ...(await sentences(
      sql,
      'has an event that does not begin where the one before ended',
      `SELECT e.job_id AS id FROM job_events e JOIN job_events p ON p.job_id = e.job_id AND p.ver = e.ver - 1
       WHERE NOT (e.from_state <=> p.to_state)`,
    )),
    ...(await sentences(
      sql,
      'has a fence that went back, or a claim that did not raise it',
      `SELECT e.job_id AS id FROM job_events e JOIN job_events p ON p.job_id = e.job_id AND p.ver = e.ver - 1
       WHERE e.fence < p.fence OR (e.step = 'T2' AND e.fence <= p.fence)`,
    )),
    ...(await sentences(
      sql,
      'is in another state than its last event says',
      `SELECT j.id FROM jobs j JOIN job_events e ON e.job_id = j.id AND e.ver = j.ver WHERE e.to_state <> j.state`,
    )),
  ];
}

async function auditRows(sql: Sql): Promise<string[]> {
  const settled = "state IN ('succeeded', 'failed', 'canceled')";
  return [
    ...(await sentences(
      sql,
      'runs without a lease',
      "SELECT id FROM jobs WHERE state = 'running' AND (lease_owner IS NULL OR lease_until IS NULL)",
    )),
    ...(await sentences(
      sql,
      'is settled and still holds its key or a lease',
      `SELECT id FROM jobs WHERE ${settled} AND (active_key IS NOT NULL OR lease_owner IS NOT NULL OR lease_until IS NOT NULL)`,
    )),
    ...(await sentences(
      sql,
      'is settled without an end, or has one without being settled',
      `SELECT id FROM jobs WHERE (finished_at IS NOT NULL) <> (${settled})`,
    )),
    ...(await sentences(
      sql,
      'waits with nothing to wake anybody',
      "SELECT id FROM jobs WHERE state = 'queued' AND dispatch_due_at IS NULL AND NOT (children <=> 'awaited')",
    )),
  ];
}

async function auditEffects(sql: Sql, { table, unique }: EffectTable): Promise<string[]> {
  const columns = unique.join(', ');
  const doubled = await sql.select(
    `SELECT ${columns}, COUNT(*) AS times FROM ${table} GROUP BY ${columns} HAVING COUNT(*) > 1 LIMIT 20`,
  );
  return doubled.map(row => `An effect was done twice: ${JSON.stringify(row)}`);
}

async function sentences(sql: Sql, fault: string, query: string): Promise<string[]> {
  const rows = await sql.select<{ id: number }>(`${query} LIMIT 20`);
  return rows.map(({ id }) => `Job ${id} ${fault}.`);
}

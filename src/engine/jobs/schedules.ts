import { notFound, wrongState } from '../../errors';
import type { SqlValue, Transaction } from '../../platform/database/database';
import type { Viewer } from '../access/viewer';
import { type Cron, slotAfter } from './cron';
import { type JobDefinition, readPayload } from './define-job';
import { type EnqueuedJob, enqueueJob } from './enqueue';
import type { JobParts } from './job-parts';
import { DB_NOW } from './job-row';

/** A schedule as people see it. */
export interface ScheduleState extends Cron {
  kind: string;
  /** The next slot; null while it is paused, or when there will be none. */
  nextFireAt: Date | null;
  lastFireAt: Date | null;
  paused: boolean;
}

/** The schedules that the definitions of this program declare. Who may do what is the caller's business. */
export interface Schedules {
  /** All of them, by kind. */
  list(): Promise<ScheduleState[]>;
  /** A job now, whatever the time, paused or not: the schedule's last one while that is active, else a new one. Throws NOT_FOUND. */
  runNow(kind: string, by: Viewer): Promise<EnqueuedJob>;
  /** From now on no slot gets a job; jobs that are there go on. Throws NOT_FOUND. */
  pause(kind: string, by: Viewer): Promise<ScheduleState>;
  /** Slots get jobs again, from the next one on: those that passed meanwhile are dropped. Throws NOT_FOUND. */
  resume(kind: string, by: Viewer): Promise<ScheduleState>;
}

/** A kind with a schedule. */
export type ScheduledKind = JobDefinition & { readonly cron: Cron };

/** A schedule's row, with what the database's clock says. */
export interface ScheduleRow {
  kind: string;
  rule: string;
  nextFireAt: Date | null;
  lastFireAt: Date | null;
  lastJobPublicId: string | null;
  pausedAt: Date | null;
  now: Date;
}

const COLUMNS = `kind, rule, next_fire_at AS nextFireAt, last_fire_at AS lastFireAt, last_job_public_id AS lastJobPublicId,
  paused_at AS pausedAt, ${DB_NOW} AS now`;

/** The kinds that have a schedule, by name. */
export function scheduledKinds(parts: JobParts): ScheduledKind[] {
  const kinds = [...parts.kinds.values()].filter((definition): definition is ScheduledKind => Boolean(definition.cron));
  return kinds.sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** Makes sure that each schedule has its row, worked out from its present definition, and gives them all by kind. */
export async function ensureSchedules(parts: JobParts): Promise<Map<string, ScheduleRow>> {
  const kinds = scheduledKinds(parts);
  if (kinds.length === 0) return new Map();
  const rows = await readSchedules(parts);
  const stale = kinds.filter(({ kind, cron }) => rows.get(kind)?.rule !== ruleOf(cron));
  if (stale.length === 0) return rows;
  const [{ now }] = await parts.db.select<{ now: Date }>(`SELECT ${DB_NOW} AS now`);
  for (const { kind, cron } of stale) {
    await parts.db.run(
      `INSERT INTO schedules (kind, rule, next_fire_at) VALUES (?, ?, ?)
       ON DUPLICATE KEY UPDATE next_fire_at = IF(rule = VALUES(rule), next_fire_at, VALUES(next_fire_at)), rule = VALUES(rule)`,
      [kind, ruleOf(cron), slotAfter(cron, now)],
    );
  }
  return readSchedules(parts);
}

async function readSchedules(parts: JobParts): Promise<Map<string, ScheduleRow>> {
  const rows = await parts.db.select<ScheduleRow>(`SELECT ${COLUMNS} FROM schedules`);
  return new Map(rows.map(row => [row.kind, row]));
}

/** Locks the row of a schedule and reads it; null when another holds it and `skipLocked` is set. */
export async function lockSchedule(
  tx: Transaction,
  kind: string,
  options: { skipLocked?: boolean } = {},
): Promise<ScheduleRow | null> {
  const [row] = await tx.select<ScheduleRow>(
    `SELECT ${COLUMNS} FROM schedules WHERE kind = ? FOR UPDATE${options.skipLocked ? ' SKIP LOCKED' : ''}`,
    [kind],
  );
  return row ?? null;
}

/** Writes columns of a locked row. */
export async function updateSchedule(tx: Transaction, kind: string, set: Record<string, SqlValue>): Promise<void> {
  const columns = Object.keys(set).map(column => `${column} = ?`);
  await tx.run(`UPDATE schedules SET ${columns.join(', ')} WHERE kind = ?`, [...Object.values(set), kind]);
}

/** T1 for a schedule whose row is locked; the row remembers the job. */
export async function enqueueScheduled(
  parts: JobParts,
  tx: Transaction,
  definition: ScheduledKind,
  viewer?: Viewer,
): Promise<EnqueuedJob> {
  const payload = readPayload(definition, {});
  const job = await enqueueJob(parts, tx, definition, payload, viewer ? { viewer } : {});
  await updateSchedule(tx, definition.kind, { last_job_public_id: job.id });
  return job;
}

/** True while the last job that the schedule made has not settled. */
export async function isLastJobActive(tx: Transaction, row: ScheduleRow): Promise<boolean> {
  if (row.lastJobPublicId === null) return false;
  const active = await tx.select(`SELECT 1 FROM jobs WHERE public_id = ? AND state IN ('queued', 'running')`, [
    row.lastJobPublicId,
  ]);
  return active.length > 0;
}

export function createSchedules(parts: JobParts): Schedules {
  const definitionOf = (kind: string): ScheduledKind => {
    const definition = scheduledKinds(parts).find(one => one.kind === kind);
    if (!definition) throw notFound('schedule', kind);
    return definition;
  };

  async function underLock<T>(
    kind: string,
    work: (tx: Transaction, row: ScheduleRow, definition: ScheduledKind) => Promise<T>,
  ): Promise<T> {
    const definition = definitionOf(kind);
    await ensureSchedules(parts);
    return parts.db.transaction(async tx => {
      const row = await lockSchedule(tx, kind);
      if (!row) throw wrongState(`The schedule of ${kind} is being changed; try again.`);
      return work(tx, row, definition);
    });
  }

  async function list(): Promise<ScheduleState[]> {
    const rows = await readSchedules(parts);
    return scheduledKinds(parts).map(({ kind, cron }) => {
      // No worker has seen the schedule yet, or not since its definition changed: this is when it will be due once one has.
      const row = rows.get(kind);
      const next = row?.rule === ruleOf(cron) ? row.nextFireAt : slotAfter(cron, row?.now ?? new Date());
      const paused = Boolean(row?.pausedAt);
      return { ...cron, kind, paused, nextFireAt: paused ? null : next, lastFireAt: row?.lastFireAt ?? null };
    });
  }

  const stateOf = async (kind: string) => (await list()).find(one => one.kind === kind) as ScheduleState;

  return {
    list,
    runNow: (kind, by) =>
      underLock(kind, async (tx, row, definition) => {
        if (await isLastJobActive(tx, row)) return { id: row.lastJobPublicId as string, replayed: true };
        return enqueueScheduled(parts, tx, definition, by);
      }),
    async pause(kind, by) {
      await underLock(kind, async (tx, row) => {
        if (!row.pausedAt) await updateSchedule(tx, kind, { paused_at: row.now, paused_by: by.id });
      });
      parts.log.info('Schedule paused', { kind, actor: by.id ?? 'server' });
      return stateOf(kind);
    },
    async resume(kind, by) {
      await underLock(kind, async (tx, row, { cron }) => {
        if (!row.pausedAt) return;
        await updateSchedule(tx, kind, { paused_at: null, paused_by: null, next_fire_at: slotAfter(cron, row.now) });
      });
      parts.log.info('Schedule resumed', { kind, actor: by.id ?? 'server' });
      return stateOf(kind);
    },
  };
}

function ruleOf({ expression, timeZone }: Cron): string {
  return `${expression} ${timeZone}`.slice(0, 200);
}

/**
 * Gives the slots of schedules their jobs. Every worker does this in each of its rounds, with no leader: the row of the schedule is
 * locked, and the slot (unique in `schedule_fires`) and its job are written in one transaction, so a slot fires once however many
 * find it due. Only the database's clock says what is due.
 */
import type { Transaction } from '../../platform/database/database';
import { isDuplicateKey } from '../../platform/database/sql-errors';
import { dueSlots } from './cron';
import type { JobParts } from './job-parts';
import { DB_NOW } from './job-row';
import {
  ensureSchedules,
  enqueueScheduled,
  isLastJobActive,
  lockSchedule,
  type ScheduledKind,
  type ScheduleRow,
  scheduledKinds,
  updateSchedule,
} from './schedules';

/** Looks at every schedule once. A schedule that can't be dealt with is logged, and does not stop the others. */
export async function fireSchedules(parts: JobParts): Promise<void> {
  const rows = await ensureSchedules(parts);
  if (rows.size === 0) return;
  const waiting = await schedulesWithWaitingSlots(parts);
  for (const definition of scheduledKinds(parts)) {
    const row = rows.get(definition.kind);
    if (!row || row.pausedAt || !(isDue(row) || waiting.has(definition.kind))) continue;
    await parts.db
      .transaction(tx => fire(parts, tx, definition))
      .catch(error => parts.log.warn('A schedule could not be followed', { kind: definition.kind, error }));
  }
}

async function fire(parts: JobParts, tx: Transaction, definition: ScheduledKind): Promise<void> {
  const { kind, cron } = definition;
  const row = await lockSchedule(tx, kind, { skipLocked: true });
  if (!row || row.pausedAt) return;
  // A schedule has at most one active job, so it is enough to know of its last one.
  let active = await isLastJobActive(tx, row);
  if (cron.overlap === 'QUEUE' && !active) active = await fireWaiting(parts, tx, definition);
  if (!isDue(row)) return;

  const { slots, next, dropped } = dueSlots(cron, row.nextFireAt as Date, row.now);
  for (const slot of slots) {
    if (!(await takeSlot(tx, kind, slot))) continue;
    if (active) {
      await settleSlot(tx, kind, slot, cron.overlap === 'SKIP' ? 'SKIPPED' : 'WAITING', null);
    } else {
      await enqueueSlot(parts, tx, definition, slot);
      active = true;
    }
  }
  await updateSchedule(tx, kind, { next_fire_at: next });
  if (dropped) {
    const about = { kind, misfire: cron.misfire, since: row.nextFireAt };
    tx.afterCommit(() => void parts.log.warn('Slots of a schedule were missed', about));
  }
}

/** Gives the oldest waiting slot its job; false when none waits. */
async function fireWaiting(parts: JobParts, tx: Transaction, definition: ScheduledKind): Promise<boolean> {
  const [oldest] = await tx.select<{ fireAt: Date }>(
    `SELECT fire_at AS fireAt FROM schedule_fires WHERE outcome = 'WAITING' AND schedule = ? ORDER BY fire_at LIMIT 1`,
    [definition.kind],
  );
  if (oldest) await enqueueSlot(parts, tx, definition, oldest.fireAt);
  return Boolean(oldest);
}

async function enqueueSlot(parts: JobParts, tx: Transaction, definition: ScheduledKind, slot: Date): Promise<void> {
  const job = await enqueueScheduled(parts, tx, definition);
  await settleSlot(tx, definition.kind, slot, 'ENQUEUED', job.id);
  await updateSchedule(tx, definition.kind, { last_fire_at: slot });
}

/** False when the slot was dealt with before, as after a change of the definition and back. */
async function takeSlot(tx: Transaction, kind: string, slot: Date): Promise<boolean> {
  try {
    await tx.run(`INSERT INTO schedule_fires (schedule, fire_at, outcome, at) VALUES (?, ?, 'WAITING', ${DB_NOW})`, [
      kind,
      slot,
    ]);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

async function settleSlot(
  tx: Transaction,
  kind: string,
  slot: Date,
  outcome: 'ENQUEUED' | 'SKIPPED' | 'WAITING',
  jobPublicId: string | null,
): Promise<void> {
  await tx.run('UPDATE schedule_fires SET outcome = ?, job_public_id = ? WHERE schedule = ? AND fire_at = ?', [
    outcome,
    jobPublicId,
    kind,
    slot,
  ]);
}

async function schedulesWithWaitingSlots(parts: JobParts): Promise<Set<string>> {
  const rows = await parts.db.select<{ schedule: string }>(
    `SELECT DISTINCT schedule FROM schedule_fires WHERE outcome = 'WAITING'`,
  );
  return new Set(rows.map(({ schedule }) => schedule));
}

function isDue(row: ScheduleRow): boolean {
  return row.nextFireAt !== null && row.nextFireAt <= row.now;
}

import { contentTypes } from '../../engine/content/content-type';
import type { Sql } from '../../platform/database/database';
import type { ImportRecord } from './import.entity';

/** Where an import stands; FAILED when its latest step ended without having done its work. */
export type ImportStateName = 'PLANNING' | 'PLANNED' | 'APPLYING' | 'APPLIED' | 'UNDOING' | 'UNDONE' | 'FAILED';

/** Where an import stands, by its latest job and by what was done. */
export async function stateOf(
  sql: Sql,
  { planJob, applyJob, undoJob, plannedAt, appliedAt, undoneAt }: ImportRecord,
): Promise<ImportStateName> {
  const ids = [planJob, applyJob, undoJob].filter(id => id !== null);
  const rows = await sql.select<{ id: string; state: string }>(
    `SELECT public_id AS id, state FROM jobs WHERE public_id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const isActive = (id: string | null) =>
    rows.some(row => row.id === id && (row.state === 'queued' || row.state === 'running'));
  if (isActive(undoJob)) return 'UNDOING';
  if (isActive(applyJob)) return 'APPLYING';
  if (isActive(planJob)) return 'PLANNING';
  if (undoneAt !== null) return 'UNDONE';
  if (appliedAt !== null) return 'APPLIED';
  return plannedAt !== null && applyJob === null ? 'PLANNED' : 'FAILED';
}

/** Whether what a plan would change has been changed since, or another import was applied, so that it might do something else. */
export async function isStale(sql: Sql, { id, plannedAt }: ImportRecord): Promise<boolean> {
  if (plannedAt === null) return false;
  const [applied] = await sql.select<{ id: string }>(
    'SELECT id FROM imports WHERE id <> ? AND (applied_at > ? OR undone_at > ?) LIMIT 1',
    [id, plannedAt, plannedAt],
  );
  if (applied) return true;
  for (const { name, table } of contentTypes()) {
    const [changed] = await sql.select<{ id: string }>(
      `SELECT r.document_id AS id FROM import_rows r LEFT JOIN ${table} t ON t.id = r.document_id
       WHERE r.import_id = ? AND r.phase = 'PLAN' AND r.outcome = 'updated' AND r.kind = ?
         AND (t.id IS NULL OR t.latest_revision <> r.revision) LIMIT 1`,
      [id, name],
    );
    if (changed) return true;
  }
  return false;
}

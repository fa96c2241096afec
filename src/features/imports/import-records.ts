import type { Context } from '../../engine/context';
import type { JobRun } from '../../engine/jobs/job-run';
import { DB_NOW } from '../../engine/jobs/job-row';
import { invalidFile, KeelsonError, notFound } from '../../errors';
import { newId } from '../../platform/crypto/new-id';
import type { Sql, Transaction } from '../../platform/database/database';
import type { ByteRange } from '../../platform/storage/storage';
import type { ImportRecord } from './import.entity';
import type { ImportFormat } from './import-result';
import type { ImportColumn, ImportSettings, SourceFile } from './import-source';
import type { Tally } from './import-tally';
import type { PlanSample } from './plan-sample';

/** What applying an import would do. */
export interface StoredPlan {
  tally: Tally;
  samples: PlanSample[];
}

/** What importing decides unless somebody says otherwise. */
export const DEFAULT_SETTINGS: ImportSettings = { type: null, mapping: null, attachments: false, publish: false };

const COLUMNS = `id, format, filename, bytes, upload, settings, columns, plan, tally, undo_tally AS undoTally,
  created_at AS createdAt, created_by AS createdBy, planned_at AS plannedAt, applied_at AS appliedAt, undone_at AS undoneAt,
  plan_job AS planJob, apply_job AS applyJob, undo_job AS undoJob`;

/** The import with this id; null when there is none. */
export async function findImport(sql: Sql, id: string): Promise<ImportRecord | null> {
  if (!/^[0-9A-Z]{26}$/.test(id)) return null;
  const [record] = await sql.select<ImportRecord>(`SELECT ${COLUMNS} FROM imports WHERE id = ?`, [id]);
  return record ?? null;
}

/** The import with this id. Throws NOT_FOUND, at the input's `importId`. */
export async function requireImport(sql: Sql, id: string): Promise<ImportRecord> {
  const record = await findImport(sql, id);
  if (!record) throw notFound('import', id.slice(0, 40), ['input', 'importId']);
  return record;
}

/** Imports in the order of their making: the newest first, or the oldest when `backward`. */
export async function listImportRecords(
  sql: Sql,
  { limit, backward, beyond }: { limit: number; backward: boolean; beyond: string | null },
): Promise<ImportRecord[]> {
  // Ids are made in the order of time.
  return sql.select<ImportRecord>(
    `SELECT ${COLUMNS} FROM imports ${beyond === null ? '' : `WHERE id ${backward ? '>' : '<'} ?`}
     ORDER BY id ${backward ? 'ASC' : 'DESC'} LIMIT ${Math.trunc(limit)}`,
    beyond === null ? [] : [beyond],
  );
}

/** Writes a new import; gives its id. */
export async function addImport(
  { viewer }: Context,
  tx: Transaction,
  given: { format: ImportFormat; filename: string; bytes: number; upload: string; settings: ImportSettings },
): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO imports (id, format, filename, bytes, upload, settings, created_at, created_by)
     VALUES (?, ?, ?, ?, ?, ?, ${DB_NOW}, ?)`,
    [id, given.format, cleanName(given.filename), given.bytes, given.upload, JSON.stringify(given.settings), viewer.id],
  );
  return id;
}

/** Notes which job does the step. */
export async function noteJob(
  tx: Transaction,
  id: string,
  step: 'plan' | 'apply' | 'undo',
  jobId: string,
): Promise<void> {
  await tx.run(`UPDATE imports SET ${step}_job = ? WHERE id = ?`, [jobId, id]);
}

/** Forgets the plan, as another job makes a new one with these settings. False when the plan is no longer that of this job. */
export async function dropPlan(
  tx: Transaction,
  { id, planJob }: Pick<ImportRecord, 'id' | 'planJob'>,
  settings: ImportSettings,
): Promise<boolean> {
  const { affectedRows } = await tx.run(
    'UPDATE imports SET settings = ?, plan = NULL, planned_at = NULL WHERE id = ? AND plan_job = ? AND apply_job IS NULL',
    [JSON.stringify(settings), id, planJob],
  );
  return affectedRows > 0;
}

/** Keeps the plan, and the columns that were found. */
export async function savePlan(
  tx: Transaction,
  id: string,
  { plan, columns }: { plan: StoredPlan; columns: ImportColumn[] | null },
): Promise<void> {
  await tx.run(`UPDATE imports SET plan = ?, columns = ?, planned_at = ${DB_NOW} WHERE id = ?`, [
    ...[JSON.stringify(plan), columns && JSON.stringify(columns), id],
  ]);
}

/** Keeps what applying, or undoing, has done. */
export async function saveTally(tx: Transaction, id: string, step: 'apply' | 'undo', tally: Tally): Promise<void> {
  const assignments =
    step === 'apply'
      ? `tally = ?, applied_at = ${DB_NOW}, undone_at = NULL, undo_tally = NULL, undo_job = NULL`
      : `undo_tally = ?, undone_at = ${DB_NOW}`;
  await tx.run(`UPDATE imports SET ${assignments} WHERE id = ?`, [JSON.stringify(tally), id]);
}

/** The file of an import, for whoever looks through it. */
export function sourceFile(
  job: JobRun,
  record: Pick<ImportRecord, 'upload' | 'filename' | 'bytes' | 'settings'>,
): SourceFile {
  return {
    job,
    filename: record.filename,
    bytes: Number(record.bytes),
    settings: { ...DEFAULT_SETTINGS, ...(JSON.parse(record.settings) as Partial<ImportSettings>) },
    open: range => openUpload(job, record.upload, range),
  };
}

async function openUpload({ storage }: JobRun, upload: string, range?: ByteRange): Promise<AsyncIterable<Buffer>> {
  const source = await storage.read(upload, range).catch(cause => {
    if (!(cause instanceof KeelsonError) || cause.code !== 'NOT_FOUND') throw cause;
    throw invalidFile('The uploaded file is no longer there; import it again.');
  });
  return source as AsyncIterable<Buffer>;
}

/** A file's name as people may see it: without folders, and without what would mislead. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return [...last.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')].slice(0, 200).join('').trim() || 'file';
}

import { may } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { DB_NOW } from '../../engine/jobs/job-row';
import { forbidden } from '../../errors';
import type { Sql, Transaction } from '../../platform/database/database';

/** The folder of parts and files. */
export const EXPORTS = 'exports';

/** For what the address of a file is signed. */
export const DOWNLOAD = 'exports.read';

/** A file that has just been stored. */
export interface NewExportFile {
  id: string;
  storageKey: string;
  filename: string;
  contentType: string;
  bytes: number;
  rows: number;
  sha256: string;
}

/** A file that has not expired. */
export interface KeptExportFile extends NewExportFile {
  jobId: string;
  keptUntil: Date;
}

/** Writes the row of a file, in the commit that ends its export. */
export async function keepFile(
  { jobId, limits }: Pick<Context, 'limits'> & { jobId: string },
  tx: Transaction,
  { id, storageKey, filename, contentType, bytes, rows, sha256 }: NewExportFile,
): Promise<void> {
  await tx.run(
    `INSERT INTO export_files (id, job_id, storage_key, filename, content_type, bytes, row_count, sha256, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ${DB_NOW}, ${DB_NOW} + INTERVAL ${Math.trunc(limits.exports.days)} DAY)`,
    [id, jobId, storageKey, filename, contentType, bytes, rows, sha256],
  );
}

/** The file with this id; null when there is none, or it has expired by the database's clock. */
export async function findExportFile(sql: Sql, id: string): Promise<KeptExportFile | null> {
  const [file] = await sql.select<KeptExportFile>(
    `SELECT id, job_id AS jobId, storage_key AS storageKey, filename, content_type AS contentType, bytes,
       row_count AS \`rows\`, sha256, expires_at AS keptUntil
     FROM export_files WHERE id = ? AND expires_at > ${DB_NOW}`,
    [id],
  );
  return file ? { ...file, bytes: Number(file.bytes), rows: Number(file.rows) } : null;
}

/** Throws FORBIDDEN unless the viewer asked for the export, or may see the jobs and the exports of others. */
export async function demandExport(ctx: Context, { jobId }: KeptExportFile): Promise<void> {
  const job = await ctx.jobs.find(jobId);
  if (job && job.ownerId !== null && job.ownerId === ctx.viewer.id) return;
  for (const permission of ['jobs.read', 'exports.read']) {
    if (!may(ctx.viewer, permission)) throw forbidden(permission);
  }
}

/** An address of the file for whoever has it, and until when it works. */
export function linkTo(ctx: Context, { id, filename, keptUntil }: KeptExportFile): { url: string; expiresAt: Date } {
  const whole = ctx.now().getTime() + ctx.limits.exports.linkMinutes * 60_000;
  // The address has whole seconds.
  const expiresAt = new Date(Math.floor(Math.min(whole, keptUntil.getTime()) / 1000) * 1000);
  const path = ctx.urls.sign(DOWNLOAD, `/exports/${id}/${encodeURIComponent(filename)}`, expiresAt);
  return { url: `${ctx.accounts.publicUrl}${path}`, expiresAt };
}

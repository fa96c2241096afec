import { IsEnum, IsOptional, IsString } from 'class-validator';
import { defineJob } from '../../engine/jobs/define-job';
import { JobInterrupted } from '../../engine/jobs/job-run';
import { KeelsonError } from '../../errors';
import { fetchAttachments } from './attachments/fetch-attachments';
import { DEFAULT_SETTINGS, findImport, saveTally, sourceFile } from './import-records';
import { ImportFormat, type ImportResult, importResult } from './import-result';
import { runImport, startOf } from './run-import';
import { SOURCES } from './sources';
import { sweepUploads } from './sweep-uploads';

export class ImportContentPayload {
  /** The stored file's key. */
  @IsString()
  upload!: string;

  @IsEnum(ImportFormat)
  format!: ImportFormat;

  /** The import that it belongs to; without one, what is done is not remembered row by row. */
  @IsOptional()
  @IsString()
  importId?: string;
}

/** Takes an uploaded file's content in. Safe to repeat: what is here already is recognised. */
export const importContentJob = defineJob({
  kind: 'imports.import-content',
  queue: 'imports',
  payload: ImportContentPayload,
  attempts: 5,
  uniqueBy: ({ upload }) => upload,
  async perform({ upload, format, importId = null }, job): Promise<ImportResult> {
    await sweepUploads(job);
    const record = importId === null ? null : await findImport(job.db, importId);
    // Only what was planned before can be applied again.
    const isLast = !record?.plannedAt;
    try {
      const done = startOf(job);
      if (done?.stage === 'end') {
        await fetchAttachments(job, record);
        return importResult(done.tally);
      }
      job.progress({ stage: 'Checking the file', completed: 0, total: null, unit: 'records' });
      const facts = { filename: '', bytes: 0, settings: JSON.stringify(DEFAULT_SETTINGS), ...record, upload };
      const file = sourceFile(job, facts);
      const source = await SOURCES[format](file);
      const { attachments } = file.settings;
      const { tally } = await runImport(
        job,
        source,
        { phase: 'APPLY', importId: record?.id ?? null, attachments },
        async (tx, at) => {
          if (record) await saveTally(tx, record.id, 'apply', at.tally);
        },
      );
      if (isLast) await job.storage.delete(upload);
      await fetchAttachments(job, record);
      return importResult(tally);
    } catch (error) {
      if (isLast && endsForGood(error)) await job.storage.delete(upload);
      throw error;
    }
  },
});

/** No further attempt can follow: the file is at fault, or somebody canceled. Other failures keep the file, for the next attempt. */
function endsForGood(error: unknown): boolean {
  if (error instanceof JobInterrupted) return error.why === 'canceled';
  return error instanceof KeelsonError && error.mendable;
}

import { IsEnum, IsString } from 'class-validator';
import { defineJob } from '../../engine/jobs/define-job';
import { JobInterrupted } from '../../engine/jobs/job-run';
import { KeelsonError } from '../../errors';
import { ImportFormat, type ImportResult, importResult } from './import-result';
import { importWxr } from './wxr/import-wxr';

export class ImportContentPayload {
  /** The stored file's key. */
  @IsString()
  upload!: string;

  @IsEnum(ImportFormat)
  format!: ImportFormat;
}

/** Takes an uploaded file's content in. Safe to repeat: what is here already is recognised. The file is deleted when it is done. */
export const importContentJob = defineJob({
  kind: 'imports.import-content',
  queue: 'imports',
  payload: ImportContentPayload,
  attempts: 5,
  async perform({ upload }, job): Promise<ImportResult> {
    const open = async () => (await job.storage.read(upload)) as AsyncIterable<Buffer>;
    try {
      const tally = await importWxr(job, open);
      await job.storage.delete(upload);
      return importResult(tally);
    } catch (error) {
      if (endsForGood(error)) await job.storage.delete(upload);
      throw error;
    }
  },
});

/** No further attempt can follow: the file is at fault, or somebody canceled. Other failures keep the file, for the next attempt. */
function endsForGood(error: unknown): boolean {
  if (error instanceof JobInterrupted) return error.why === 'canceled';
  return error instanceof KeelsonError && error.mendable;
}

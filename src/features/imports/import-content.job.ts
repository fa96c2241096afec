import { IsEnum, IsString } from 'class-validator';
import { defineJob } from '../../engine/jobs/define-job';
import { JobInterrupted, type JobRun } from '../../engine/jobs/job-run';
import { invalidFile, KeelsonError } from '../../errors';
import { ImportFormat, type ImportResult, importResult } from './import-result';
import { sweepUploads } from './sweep-uploads';
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
    await sweepUploads(job);
    const open = () => openUpload(job, upload);
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

async function openUpload({ storage }: JobRun, upload: string): Promise<AsyncIterable<Buffer>> {
  const source = await storage.read(upload).catch(cause => {
    if (!(cause instanceof KeelsonError) || cause.code !== 'NOT_FOUND') throw cause;
    throw invalidFile('The uploaded file is no longer there; import it again.');
  });
  return source as AsyncIterable<Buffer>;
}

/** No further attempt can follow: the file is at fault, or somebody canceled. Other failures keep the file, for the next attempt. */
function endsForGood(error: unknown): boolean {
  if (error instanceof JobInterrupted) return error.why === 'canceled';
  return error instanceof KeelsonError && error.mendable;
}

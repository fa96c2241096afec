import { IsString } from 'class-validator';
import { defineJob } from '../../engine/jobs/define-job';
import { requireImport, savePlan, sourceFile } from './import-records';
import { type ImportFormat, type ImportResult, importResult } from './import-result';
import { dropPlannedRows } from './import-rows';
import { runImport, startOf } from './run-import';
import { SOURCES } from './sources';
import { sweepUploads } from './sweep-uploads';

/** The payload of the jobs that plan an import or take one back. */
export class ImportPayload {
  @IsString()
  importId!: string;
}

/** Reads a whole file and finds out what importing it would do. Writes no content. */
export const planImportJob = defineJob({
  kind: 'imports.plan-import',
  queue: 'imports',
  payload: ImportPayload,
  attempts: 3,
  async perform({ importId }, job): Promise<ImportResult> {
    await sweepUploads(job);
    const done = startOf(job);
    if (done?.stage === 'end') return importResult(done.tally);
    const record = await requireImport(job.db, importId);
    if (done === null) await dropPlannedRows(job.db, importId);
    job.progress({ stage: 'Checking the file', completed: 0, total: null, unit: 'records' });
    const source = await SOURCES[record.format as ImportFormat](sourceFile(job, record));
    const { tally } = await runImport(job, source, { phase: 'PLAN', importId, attachments: false }, async (tx, at) => {
      const plan = { tally: at.tally, samples: at.samples ?? [] };
      await savePlan(tx, importId, { plan, columns: source.columns ?? null });
    });
    return importResult(tally);
  },
});

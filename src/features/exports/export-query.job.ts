import { IsEnum, IsString } from 'class-validator';
import { defineJob } from '../../engine/jobs/define-job';
import { TableExportFormat } from './export-format';
import { type ExportOutcome, runExport } from './export-run';
import { planQueryExport } from './query-export';

export class ExportQueryPayload {
  @IsString()
  query!: string;

  /** As JSON. */
  @IsString()
  variables!: string;

  @IsEnum(TableExportFormat)
  format!: TableExportFormat;
}

/** Runs a query page by page with the rights of who asked, and writes what it gives into a file. */
export const exportQueryJob = defineJob({
  kind: 'exports.export-query',
  queue: 'exports',
  payload: ExportQueryPayload,
  attempts: 5,
  async perform({ query, variables, format }, job): Promise<ExportOutcome> {
    const given = JSON.parse(variables) as Record<string, unknown>;
    return runExport(job, async () => planQueryExport(await job.queries.read(query, given), format));
  },
});

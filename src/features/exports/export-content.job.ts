import { IsArray, IsBoolean, IsEnum, IsInt, IsOptional, IsString } from 'class-validator';
import { Perspective } from '../../engine/content/visibility';
import { defineJob } from '../../engine/jobs/define-job';
import { loadSiteSettings } from '../site/load-site-settings';
import { planContentExport } from './content-export';
import { ExportFormat, ExportRichText, type TableExportFormat } from './export-format';
import { type ExportOutcome, runExport } from './export-run';
import { planSiteExport } from './site/site-export';

export class ExportContentPayload {
  /** The content type's name; null for a whole site. */
  @IsOptional()
  @IsString()
  type!: string | null;

  @IsOptional()
  @IsString()
  filter!: string | null;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  fields!: string[] | null;

  @IsEnum(ExportFormat)
  format!: ExportFormat;

  @IsEnum(ExportRichText)
  richText!: ExportRichText;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  locales!: string[] | null;

  @IsEnum(Perspective)
  perspective!: Perspective;

  /** The number of an event. */
  @IsOptional()
  @IsInt()
  since!: number | null;

  @IsBoolean()
  bom!: boolean;
}

/** Writes the content of a type, or of the whole site, into a file. A worker that takes over goes on after the last part. */
export const exportContentJob = defineJob({
  kind: 'exports.export-content',
  queue: 'exports',
  payload: ExportContentPayload,
  attempts: 5,
  async perform(payload, job): Promise<ExportOutcome> {
    const { type, format, ...asked } = payload;
    if (format === ExportFormat.WXR || format === ExportFormat.GHOST) {
      const { title, description } = await loadSiteSettings(job.db);
      const language = asked.locales?.[0] ?? job.locales.default;
      const facts = { title, description, url: job.accounts.publicUrl, language };
      return runExport(job, () => planSiteExport(job, { ...asked, format }, facts));
    }
    const table = format as string as TableExportFormat;
    return runExport(job, () => planContentExport(job, { ...asked, type: type as string, format: table }));
  },
});

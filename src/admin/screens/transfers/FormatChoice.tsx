import { t } from './texts';
import form from './exports.module.css';

export type AnyExportFormat = 'CSV' | 'JSONL' | 'XLSX' | 'PARQUET' | 'WXR' | 'GHOST';
export const TABLES = ['CSV', 'XLSX', 'JSONL', 'PARQUET'] as const;

interface FormatChoiceProps<Format extends AnyExportFormat> {
  formats: readonly Format[];
  value: NoInfer<Format>;
  onChange(format: NoInfer<Format>): void;
}

/** The formats that there are, each with what it is good for. */
export function FormatChoice<Format extends AnyExportFormat>({ formats, value, onChange }: FormatChoiceProps<Format>) {
  return (
    <fieldset className={form.choices}>
      <legend>{t('format')}</legend>
      {formats.map(format => (
        <label key={format} className={form.choice}>
          <input
            type="radio"
            name="format"
            value={format}
            checked={format === value}
            onChange={() => onChange(format)}
          />
          <b>{t(`exportFormat.${format as AnyExportFormat}`)}</b>
          <small>{t(`exportNote.${format as AnyExportFormat}`)}</small>
        </label>
      ))}
    </fieldset>
  );
}

import { stringify } from 'csv-stringify/sync';
import { type Column, isoOf, type Row, type TableFormat } from './table';

/** What makes a spreadsheet take a text for a formula, or hide what does; their full-width forms count, too (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\0\uff0b\uff0d\uff1d\uff20]/;

/** Comma-separated values (RFC 4180), in UTF-8 with a header. Texts that a spreadsheet would run begin with an apostrophe; numbers stay. */
export const CSV: TableFormat = {
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  holdsSeveral: false,
  encode: (columns, rows) => linesOf(rows.map(row => columns.map(({ type }, index) => cellOf(type, row[index])))),
  async *assemble([{ columns, pieces }], { bom = false }) {
    const header = linesOf([columns.map(({ name }) => harmless(name))]);
    yield Buffer.from(bom ? `\ufeff${header}` : header);
    yield* pieces();
  },
};

function linesOf(rows: readonly Row[]): string {
  return stringify(rows as unknown[][], { record_delimiter: 'windows', cast: { boolean: String } });
}

function cellOf(type: Column['type'], value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  switch (type) {
    case 'INSTANT':
      return isoOf(value);
    case 'TEXTS':
      return harmless(Array.isArray(value) ? value.join(',') : String(value));
    case 'JSON':
      return harmless(JSON.stringify(value));
    default:
      return harmless(String(value));
  }
}

function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

import { registerEnumType } from 'type-graphql';
import type { TableFormat } from '../../platform/formats/tables/table';
import { CSV } from '../../platform/formats/tables/csv';
import { JSON_LINES } from '../../platform/formats/tables/json-lines';
import { PARQUET } from '../../platform/formats/tables/parquet';
import { XLSX } from '../../platform/formats/tables/xlsx';

/** The formats of tables. */
export enum TableExportFormat {
  CSV = 'CSV',
  JSONL = 'JSONL',
  XLSX = 'XLSX',
  PARQUET = 'PARQUET',
}

/** The formats that content can be given out in: tables of one type, and whole blogs for other programs. */
export enum ExportFormat {
  CSV = 'CSV',
  JSONL = 'JSONL',
  XLSX = 'XLSX',
  PARQUET = 'PARQUET',
  WXR = 'WXR',
  GHOST = 'GHOST',
}

/** In which form structured texts stand in a table. */
export enum ExportRichText {
  MARKDOWN = 'MARKDOWN',
  HTML = 'HTML',
  TEXT = 'TEXT',
  JSON = 'JSON',
}

const TABLES = {
  CSV: {
    description:
      'Comma-separated values (RFC 4180) in UTF-8. Texts that a spreadsheet would run as formulas begin with an apostrophe; lists are joined by commas.',
  },
  JSONL: { description: 'One JSON object per line: values keep their types.' },
  XLSX: {
    description:
      'A workbook for spreadsheets, without formulas. What has too many rows for a sheet goes on in the next one.',
  },
  PARQUET: { description: 'Apache Parquet with typed columns, for analysis; compressed by Snappy.' },
};

registerEnumType(TableExportFormat, {
  name: 'TableExportFormat',
  description: 'The formats of tables.',
  valuesConfig: TABLES,
});

registerEnumType(ExportFormat, {
  name: 'ExportFormat',
  description: 'The formats that content can be given out in.',
  valuesConfig: {
    ...TABLES,
    WXR: {
      description:
        'A WordPress export (WXR 1.2) of all articles and pages with their authors, categories and tags. `importContent` takes it in again.',
    },
    GHOST: { description: 'An export of Ghost 5 (JSON) of all articles and pages with their authors and tags.' },
  },
});

registerEnumType(ExportRichText, {
  name: 'ExportRichText',
  description: 'In which form structured texts stand in an exported table.',
  valuesConfig: {
    MARKDOWN: { description: 'Markdown (CommonMark with tables).' },
    HTML: { description: 'Sanitised HTML.' },
    TEXT: { description: 'The words alone.' },
    JSON: { description: 'The document as a tree of nodes, as the API takes it in.' },
  },
});

/** How tables are written in each format. */
export const TABLE_FORMATS: Readonly<Record<TableExportFormat, TableFormat>> = {
  CSV,
  JSONL: JSON_LINES,
  XLSX,
  PARQUET,
};

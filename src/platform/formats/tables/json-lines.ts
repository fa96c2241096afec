import { type Row, type TableFormat } from './table';

/** One JSON object per line, in UTF-8: values keep their types, lists stay lists, and points in time are ISO texts. */
export const JSON_LINES: TableFormat = {
  extension: 'jsonl',
  contentType: 'application/jsonl; charset=utf-8',
  holdsSeveral: false,
  encode: (columns, rows) => rows.map(row => `${JSON.stringify(objectOf(columns, row))}\n`).join(''),
  assemble: ([{ pieces }]) => pieces(),
};

function objectOf(columns: Parameters<TableFormat['encode']>[0], row: Row): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index++) object[columns[index].name] = row[index] ?? null;
  return object;
}

import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { inListsOf, linesOf } from './lines';
import { type Column, isoOf, type Row, type TableFormat } from './table';

/** Rows of one row group, and characters of their values: what is in memory at once. */
const ROWS_PER_GROUP = 5_000;
const CHARACTERS_PER_GROUP = 1_500_000;

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Apache Parquet with typed columns, compressed by Snappy. Lists of texts and JSON values are columns of JSON. */
export const PARQUET: TableFormat = {
  extension: 'parquet',
  contentType: 'application/vnd.apache.parquet',
  holdsSeveral: false,
  encode: (columns, rows) =>
    rows.map(row => `${JSON.stringify(columns.map(({ type }, index) => storable(type, row[index])))}\n`).join(''),
  async *assemble([{ columns, pieces }]) {
    const bytes = new ByteWriter();
    const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'keelson' });
    for await (const lines of inListsOf(linesOf(pieces()), ROWS_PER_GROUP, CHARACTERS_PER_GROUP)) {
      const rows = lines.map(line => JSON.parse(line) as Row);
      await writer.write({
        columnData: columns.map(({ name, type }, index) => ({
          name,
          data: rows.map(row => valueOf(type, row[index])),
          offsetIndex: false,
        })),
        rowGroupSize: ROWS_PER_GROUP,
      });
      yield taken(bytes);
    }
    await writer.finish();
    yield taken(bytes);
  },
};

/** What was written since the last time; the places in the file go on. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

const ELEMENTS: Record<Column['type'], Pick<Element, 'type' | 'converted_type'>> = {
  TEXT: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  INTEGER: { type: 'INT64' },
  NUMBER: { type: 'DOUBLE' },
  BOOLEAN: { type: 'BOOLEAN' },
  INSTANT: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  DAY: { type: 'INT32', converted_type: 'DATE' },
  TEXTS: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
  JSON: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
};

function schemaOf(columns: readonly Column[]): Element[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...ELEMENTS[type] })),
  ];
}

function storable(type: Column['type'], value: unknown): unknown {
  return type === 'INSTANT' && value != null ? isoOf(value) : (value ?? null);
}

function valueOf(type: Column['type'], value: unknown): unknown {
  if (value === null) return null;
  switch (type) {
    case 'INTEGER':
      return BigInt(Math.trunc(Number(value)));
    case 'NUMBER':
      return Number(value);
    case 'BOOLEAN':
      return value === true;
    case 'INSTANT':
    case 'DAY':
      return new Date(String(value));
    case 'TEXT':
      return typeof value === 'string' ? value : JSON.stringify(value);
    default:
      return value;
  }
}

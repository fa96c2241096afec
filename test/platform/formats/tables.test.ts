import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { CSV } from '../../../src/platform/formats/tables/csv';
import { JSON_LINES } from '../../../src/platform/formats/tables/json-lines';
import { PARQUET } from '../../../src/platform/formats/tables/parquet';
import type { Column, Row, StoredTable, TableFormat } from '../../../src/platform/formats/tables/table';
import { XLSX } from '../../../src/platform/formats/tables/xlsx';
import { jsonLines, unzip } from '../../harness/exports';

const COLUMNS: readonly Column[] = [
  { name: 'text', type: 'TEXT' },
  { name: 'whole', type: 'INTEGER' },
  { name: 'number', type: 'NUMBER' },
  { name: 'flag', type: 'BOOLEAN' },
  { name: 'at', type: 'INSTANT' },
  { name: 'day', type: 'DAY' },
  { name: 'list', type: 'TEXTS' },
  { name: 'json', type: 'JSON' },
];
const AT = new Date('2026-03-04T05:06:07.089Z');
const ROWS: readonly Row[] = [
  ['plain', 9_007_199_254_740_991, -0.5, true, AT, '2026-03-04', ['a', 'b'], { deep: [1, null] }],
  [null, null, null, null, null, null, null, null],
  ['=1+1', -5, 1e21, false, '1850-01-01T00:00:00.000Z', '1850-01-01', [], []],
];
const quiet = () => {};

function stored(
  format: TableFormat,
  rows: readonly Row[] = ROWS,
  note = quiet as Parameters<TableFormat['encode']>[2],
): StoredTable {
  const text = Buffer.from(format.encode(COLUMNS, rows, note));
  return {
    name: 'table',
    columns: COLUMNS,
    rows: rows.length,
    // Pieces end anywhere, within lines and characters.
    async *pieces() {
      for (let start = 0; start < text.length; start += 7) yield text.subarray(start, start + 7);
    },
  };
}

const whole = (format: TableFormat, tables: StoredTable[]) => buffer(Readable.from(format.assemble(tables, {})));

it('numbers in CSV stay numbers, and what would run is made a text, NUL and control characters included', async () => {
  const [first, second, third] = parse(await whole(CSV, [stored(CSV)]), { columns: true }) as Record<string, string>[];
  expect(first).toEqual({
    text: 'plain',
    whole: '9007199254740991',
    number: '-0.5',
    flag: 'true',
    at: AT.toISOString(),
    day: '2026-03-04',
    list: 'a,b',
    json: '{"deep":[1,null]}',
  });
  expect(Object.values(second)).toEqual(['', '', '', '', '', '', '', '']);
  expect(third).toMatchObject({ text: "'=1+1", whole: '-5', list: '', json: '[]' });
  const starts = ['=', '+', '-', '@', '\t', '\r', '\0', ' ='].map(start => [`${start}x`, ...Array(7).fill(null)]);
  const texts = parse(CSV.encode(COLUMNS, starts, quiet)) as string[][];
  expect(texts.map(([text]) => text)).toEqual(["'=x", "'+x", "'-x", "'@x", "'\tx", "'\rx", "'\0x", ' =x']);
});

it('JSON lines keep what JSON can say', async () => {
  const [first, second] = jsonLines(await whole(JSON_LINES, [stored(JSON_LINES)]));
  expect(first).toEqual({
    ...Object.fromEntries(COLUMNS.map(({ name }, index) => [name, ROWS[0][index]])),
    at: AT.toISOString(),
  });
  expect(new Set(Object.values(second))).toEqual(new Set([null]));
});

it('Parquet has a type for each column, and nulls', async () => {
  const bytes = await whole(PARQUET, [stored(PARQUET)]);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  expect(rows[0]).toEqual({
    text: 'plain',
    whole: 9_007_199_254_740_991n,
    number: -0.5,
    flag: true,
    at: AT,
    day: new Date('2026-03-04'),
    list: ['a', 'b'],
    json: { deep: [1, null] },
  });
  expect(new Set(Object.values(rows[1]))).toEqual(new Set([null]));
  expect(rows[2]).toMatchObject({ text: '=1+1', at: new Date('1850-01-01') });
});

it('a workbook keeps what a spreadsheet would round or reckon wrong as text, and shortens what no cell holds', async () => {
  const losses: string[] = [];
  const odd = ['\u0001_x0041_\ud83d\ude00<&>"', ...Array(6).fill(null), 'x'.repeat(40_000)];
  const table = stored(XLSX, [...ROWS, odd], column => losses.push(column));
  const sheet = (await unzip(await whole(XLSX, [table])))['xl/worksheets/sheet1.xml'].toString();
  expect(sheet).toContain('<c t="inlineStr"><is><t xml:space="preserve">9007199254740991</t></is></c>');
  expect(sheet).toContain('<t xml:space="preserve">1850-01-01</t>');
  expect(sheet).toContain('<c t="b"><v>1</v></c>');
  expect(sheet).toContain(`<c s="2"><v>${AT.getTime() / 86_400_000 + 25_569}</v></c>`);
  expect(sheet).toContain('_x0001__x005F_x0041_😀&lt;&amp;&gt;&quot;');
  expect(losses).toEqual(['json']);
  expect(/<t xml:space="preserve">(&quot;x+…)<\/t>/.exec(sheet)?.[1]).toHaveLength(32_767 + '&quot;'.length - 1);
});

it('a sheet that is full goes on in the next one', async () => {
  const rows = 1_048_575 + 3;
  const line = Buffer.from('<row><c/></row>\n'.repeat(1_000));
  const table: StoredTable = {
    name: 'a table: with / odd name, too long for a sheet',
    columns: COLUMNS.slice(0, 1),
    rows,
    async *pieces() {
      let left = rows;
      for (; left >= 1_000; left -= 1_000) yield line;
      yield line.subarray(0, left * 16);
    },
  };
  const files = await unzip(await whole(XLSX, [table, { ...stored(XLSX), name: table.name }]));
  const count = (name: string) => files[`xl/worksheets/${name}.xml`].toString().split('<row>').length - 1;
  expect([count('sheet1'), count('sheet2'), count('sheet3')]).toEqual([1_048_576, 4, 4]);
  const names = [...files['xl/workbook.xml'].toString().matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
  expect(names).toHaveLength(3);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
});

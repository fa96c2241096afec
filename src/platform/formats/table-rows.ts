import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { invalidFile } from '../../errors';

/** One row of a table: its values by column, or why it can't be read. */
export interface TableRow {
  /** Where it starts in the file, from 1. */
  line: number;
  /** Null for a row that can't be read. */
  values: Map<string, unknown> | null;
  fault: string | null;
}

/** A table as a stream. */
export interface TableStream {
  /** The columns in their order; of JSON Lines those of the first rows. */
  columns: string[];
  rows: AsyncGenerator<TableRow>;
}

const DELIMITERS = [',', ';', '\t', '|'];
const MAX_COLUMNS = 1_000;
const MAX_ROW_CHARACTERS = 16 * 1024 ** 2;

/**
 * Reads delimited text (RFC 4180, with any line ends, and the delimiter that its first line has most of). The first line names the
 * columns. A row that has more or fewer values than there are columns is faulty, and so is one whose quotes do not fit; the others are
 * read all the same. Throws INVALID_FILE when there is no first line.
 */
export async function readDelimited(text: AsyncIterable<string>): Promise<TableStream> {
  const { head, rest } = await withFirstLine(text);
  const delimiter = delimiterOf(head);
  const parser = parse({
    delimiter,
    info: true,
    relaxColumnCount: true,
    // A quote within a value that has none around it is a quote.
    relaxQuotes: true,
    skipEmptyLines: true,
    skipRecordsWithError: true,
    maxRecordSize: MAX_ROW_CHARACTERS,
  });
  const skipped: TableRow[] = [];
  parser.on('skip', (fault: CsvError) => {
    const line = Number((fault as { lines?: number }).lines ?? 1);
    skipped.push({ line, values: null, fault: 'Its quotes do not fit: a quote within a value has to be doubled.' });
  });
  const source = Readable.from(rest);
  source.once('error', fault => parser.destroy(fault));
  // Whoever stops in the middle of the table has the file behind it closed.
  parser.once('close', () => source.destroy());
  source.pipe(parser);
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<{ record: string[]; info: { lines: number } }>;
  const first = await records.next();
  if (first.done) throw invalidFile('The table has no first line that names its columns.', { line: 1 });
  const columns = columnsOf(first.value.record);
  return { columns, rows: delimitedRows(records, columns, first.value.info.lines, skipped) };
}

async function* delimitedRows(
  records: AsyncIterator<{ record: string[]; info: { lines: number } }>,
  columns: readonly string[],
  headLines: number,
  skipped: TableRow[],
): AsyncGenerator<TableRow> {
  let line = headLines + 1;
  try {
    for (;;) {
      const next = await records.next();
      yield* skipped.splice(0);
      if (next.done) return;
      const { record, info } = next.value;
      // The parser says where a row ends.
      const span = record.reduce((sum, value) => sum + value.split('\n').length - 1, 0);
      line = Math.max(1, info.lines - span);
      const fits = record.length === columns.length;
      const fault = `It has ${record.length} values, but there are ${columns.length} columns.`;
      yield fits
        ? { line, values: new Map(columns.map((column, index) => [column, record[index]])), fault: null }
        : { line, values: null, fault };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalidFile(`Line ${line}: the table cannot be read (${error.message.slice(0, 200)}).`, { line });
  } finally {
    await records.return?.();
  }
}

/** Reads one JSON object from each line; blank lines count for nothing. */
export async function readJsonLines(text: AsyncIterable<string>): Promise<TableStream> {
  const rows = jsonRows(text);
  const buffered: TableRow[] = [];
  const columns = new Set<string>();
  while (buffered.length < 50) {
    const next = await rows.next();
    if (next.done) break;
    buffered.push(next.value);
    for (const column of next.value.values?.keys() ?? []) if (columns.size < MAX_COLUMNS) columns.add(column);
  }
  if (buffered.length === 0) throw invalidFile('The file is empty.', { line: 1 });
  return { columns: [...columns], rows: prepended(buffered, rows) };
}

async function* prepended(first: TableRow[], rest: AsyncGenerator<TableRow>): AsyncGenerator<TableRow> {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<TableRow> {
  let line = 0;
  for await (const json of linesOf(text)) {
    line += 1;
    if (json.trim() === '') continue;
    yield { line, ...readObject(json) };
  }
}

function readObject(json: string): Pick<TableRow, 'values' | 'fault'> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { values: null, fault: 'It is not valid JSON.' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { values: null, fault: 'It is JSON, but not an object.' };
  return { values: new Map(Object.entries(value)), fault: null };
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let pending = '';
  for await (const chunk of text) {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() as string;
    if (pending.length > MAX_ROW_CHARACTERS)
      throw invalidFile(`A line has more than ${MAX_ROW_CHARACTERS} characters.`);
    yield* lines;
  }
  if (pending !== '') yield pending;
}

async function withFirstLine(text: AsyncIterable<string>): Promise<{ head: string; rest: AsyncGenerator<string> }> {
  const source = text[Symbol.asyncIterator]();
  let head = '';
  for (;;) {
    const next = await source.next();
    if (next.done) break;
    head += next.value;
    if (/[\r\n]/.test(head.trimStart()) || head.length > 64 * 1024) break;
  }
  const begun = head;
  return {
    head,
    rest: (async function* () {
      try {
        yield begun;
        for (;;) {
          const next = await source.next();
          if (next.done) return;
          yield next.value;
        }
      } finally {
        await source.return?.();
      }
    })(),
  };
}

function delimiterOf(head: string): string {
  const first = head
    .trimStart()
    .split(/[\r\n]/)[0]
    .replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map(delimiter => first.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/** Every column has a name of its own. */
function columnsOf(names: readonly string[]): string[] {
  if (names.length > MAX_COLUMNS) throw invalidFile(`The table has more than ${MAX_COLUMNS} columns.`, { line: 1 });
  const seen = new Map<string, number>();
  return names.map((name, index) => {
    const wanted = name.trim() || `column ${index + 1}`;
    const times = (seen.get(wanted) ?? 0) + 1;
    seen.set(wanted, times);
    return times === 1 ? wanted : `${wanted} (${times})`;
  });
}

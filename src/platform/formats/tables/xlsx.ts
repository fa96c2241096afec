/**
 * Workbooks of Office Open XML (ECMA-376), the parts that a plain table needs: sheets with texts in their cells, so that nothing has to be
 * remembered until the end. A row is one line of XML, and a sheet that is full goes on in the next one.
 */
import { type Column, isoOf, type NoteLoss, type StoredTable, type TableFormat } from './table';
import { linesOf } from './lines';
import { zipFiles, type ZippedFile } from './zip';

/** What a sheet holds, its header included. */
const MOST_ROWS = 1_048_576;
/** What a cell holds, in UTF-16 units. */
const LONGEST_TEXT = 32_767;
/** Beyond, a spreadsheet rounds. */
const EXACT = 1e15;
const DAY_MS = 86_400_000;
/** Days from the spreadsheets' beginning of time to 1970. */
const EPOCH = 25_569;
/** Before 1 March 1900 spreadsheets count a day that never was. */
const EARLIEST = Date.UTC(1900, 2, 1);

/** Styles by their place in `cellXfs`. */
const STYLE = { header: 1, instant: 2, day: 3 };

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook with a sheet for each table. No cell is ever a formula; what is longer than a cell holds is shortened, and noted. */
export const XLSX: TableFormat = {
  extension: 'xlsx',
  contentType: `${CONTENT}.sheet`,
  holdsSeveral: true,
  encode: (columns, rows, note) =>
    rows
      .map(row => `<row>${columns.map((column, index) => cellOf(column, row[index], note)).join('')}</row>\n`)
      .join(''),
  assemble: tables => zipFiles(partsOf(tables)),
};

interface Sheet {
  name: string;
  source(): AsyncIterable<Uint8Array>;
}

function partsOf(tables: readonly StoredTable[]): ZippedFile[] {
  const sheets = named(tables.flatMap(sheetsOf));
  const parts = (text: (sheet: Sheet, number: number) => string) =>
    sheets.map((sheet, index) => text(sheet, index + 1)).join('');
  const styles = sheets.length + 1;
  const fixed: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${parts((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${CONTENT}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${DOCUMENT}"><sheets>${parts(({ name }, n) => `<sheet name="${escape(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}">${parts((_, n) => `<Relationship Id="rId${n}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${styles}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet ${MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  return [
    ...Object.entries(fixed).map(([name, xml]) => ({ name, source: () => once(HEAD + xml) })),
    ...sheets.map(({ source }, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, large: true, source })),
  ];
}

/** The sheets of a table share one way through its rows: an archive asks for its files one after the other. */
function sheetsOf({ name, columns, rows, pieces }: StoredTable): Sheet[] {
  const reader = new LineReader(pieces);
  const header = `<row>${columns.map(column => `<c t="inlineStr" s="${STYLE.header}"><is><t>${escape(column.name)}</t></is></c>`).join('')}</row>\n`;
  const room = MOST_ROWS - 1;
  const count = Math.max(1, Math.ceil(rows / room));
  return Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? name : `${name.slice(0, 25)} ${index + 1}`,
    async *source() {
      yield Buffer.from(
        `${HEAD}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>\n${header}`,
      );
      for await (const lines of reader.take(room)) yield Buffer.from(`${lines.join('\n')}\n`);
      yield Buffer.from('</sheetData></worksheet>');
    },
  }));
}

/** Reads on where it stopped. */
class LineReader {
  private lists: AsyncGenerator<string[]> | null = null;
  private rest: string[] = [];

  constructor(private readonly pieces: () => AsyncIterable<Buffer>) {}

  async *take(most: number): AsyncGenerator<string[]> {
    this.lists ??= linesOf(this.pieces());
    for (let left = most; left > 0; ) {
      if (this.rest.length === 0) {
        const { done, value } = await this.lists.next();
        if (done) return;
        this.rest = value as string[];
      }
      const some = this.rest.slice(0, left);
      this.rest = this.rest.slice(left);
      left -= some.length;
      yield some;
    }
  }
}

/** Names of sheets have 31 characters at most, and no two may be the same. */
function named(sheets: readonly Sheet[]): Sheet[] {
  const taken = new Set<string>();
  return sheets.map(sheet => {
    const stem =
      sheet.name
        .replace(/[[\]:*?/\\]/g, '.')
        .replace(/^'|'$/g, '')
        .slice(0, 31) || 'Sheet';
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem.slice(0, 27)} ${n}`;
    taken.add(name.toLowerCase());
    return { ...sheet, name };
  });
}

function cellOf({ name, type }: Column, value: unknown, note: NoteLoss): string {
  if (value === null || value === undefined) return '<c/>';
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number') return Math.abs(value) < EXACT ? `<c><v>${value}</v></c>` : text(String(value));
  if (type === 'INSTANT' || type === 'DAY') {
    const time = value instanceof Date ? value.getTime() : Date.parse(String(value));
    if (time >= EARLIEST)
      return `<c s="${type === 'DAY' ? STYLE.day : STYLE.instant}"><v>${time / DAY_MS + EPOCH}</v></c>`;
    return text(isoOf(value));
  }
  const whole = type === 'JSON' ? JSON.stringify(value) : Array.isArray(value) ? value.join(',') : String(value);
  if (whole.length <= LONGEST_TEXT) return text(whole);
  note(name, `A text of ${whole.length} characters was shortened: a cell of a spreadsheet holds ${LONGEST_TEXT}.`);
  return text(`${whole.slice(0, LONGEST_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`);
}

function text(value: string): string {
  return `<c t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
}

/** What XML can't hold is written as `_x0001_`, as the standard says, and what looks like that is escaped the same way. */
function escape(value: string): string {
  return value
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[^\P{Cc}\t\n]|[\p{Cs}\ufffe\uffff]/gu,
      c => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\n/g, '&#10;');
}

async function* once(xml: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(xml);
}

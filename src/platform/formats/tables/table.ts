/** What a column of an exported table holds; INSTANT is a point in time, DAY a date without one, TEXTS a list of texts, JSON any JSON value. */
export type CellType = 'TEXT' | 'INTEGER' | 'NUMBER' | 'BOOLEAN' | 'INSTANT' | 'DAY' | 'TEXTS' | 'JSON';

/** A column of an exported table. */
export interface Column {
  name: string;
  type: CellType;
}

/** The columns' values of one row, in their order. An INSTANT is a Date or its ISO text, a DAY `YYYY-MM-DD`; undefined is null. */
export type Row = readonly unknown[];

/** What is told of a value that a format could not hold whole: the column, and a sentence. */
export type NoteLoss = (column: string, message: string) => void;

/** How a finished file is to be; each format reads what concerns it. */
export interface FileOptions {
  /** CSV: begin with the byte order mark, by which some spreadsheets know UTF-8. */
  bom?: boolean;
}

/** A table whose rows were encoded before, piece by piece. */
export interface StoredTable {
  name: string;
  columns: readonly Column[];
  rows: number;
  /** The encoded rows, in order; may be read once. */
  pieces(): AsyncIterable<Buffer>;
}

/**
 * A format of tables that is written in two steps, so that whoever was interrupted goes on with the next piece: rows become text, any number
 * of pieces of it, and at the end the pieces become a file. Both work with constant memory.
 */
export interface TableFormat {
  /** Of its file's name, without a dot. */
  extension: string;
  contentType: string;
  /** One file holds several tables; otherwise each is a file of its own. */
  holdsSeveral: boolean;
  /** The rows as this format stores them until the end; whole lines. */
  encode(columns: readonly Column[], rows: readonly Row[], note: NoteLoss): string;
  /** The bytes of the finished file; where it holds one, only the first table counts. */
  assemble(tables: readonly StoredTable[], options: FileOptions): AsyncIterable<Uint8Array>;
}

/** The ISO text of an INSTANT. */
export function isoOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

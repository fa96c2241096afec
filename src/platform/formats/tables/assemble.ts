import type { FileOptions, StoredTable, TableFormat } from './table';
import { zipFiles } from './zip';

/** A file that is about to be written. */
export interface AssembledFile {
  /** Without a dot. */
  extension: string;
  contentType: string;
  source: AsyncIterable<Uint8Array>;
}

/** The tables as one file: that of their format, or an archive with one for each. */
export function assembleTables(
  format: TableFormat,
  tables: readonly StoredTable[],
  options: FileOptions,
): AssembledFile {
  const { extension, contentType, holdsSeveral } = format;
  if (holdsSeveral || tables.length === 1) {
    return { extension, contentType, source: format.assemble(tables, options) };
  }
  const files = tables.map(table => ({
    name: `${table.name}.${extension}`,
    large: true,
    source: () => format.assemble([table], options),
  }));
  return { extension: 'zip', contentType: 'application/zip', source: zipFiles(files) };
}

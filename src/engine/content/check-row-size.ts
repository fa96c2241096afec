import { type ColumnOptions, getMetadataArgsStorage } from 'typeorm';
import { Content } from './content';
import type { ContentTypeDefinition } from './content-type';

/*
 * MySQL and MariaDB refuse a table whose columns take more than 65,535 bytes together (MySQL Reference Manual, "Limits on Table Column
 * Count and Row Size"). What is stored apart from the row, as texts of more than 500 characters are, counts with its pointer only.
 */

const MOST_BYTES = 65_535;

/** A number, a time, a pointer to what is stored apart: none takes more. */
const SMALL = 16;

/** An id, which every reference to one document holds. */
const ID_BYTES = 26;

/** A sentence when the rows of a type would be too long for its table. */
export function rowSizeFaults({ name, entity, references }: ContentTypeDefinition): string[] {
  const columns = getMetadataArgsStorage().filterColumns([entity, Content]);
  const ones = references.filter(({ arity }) => arity === 'ONE').length;
  const bytes = columns.reduce((sum, { options }) => sum + bytesOf(options), ones * ID_BYTES);
  if (bytes <= MOST_BYTES) return [];
  const shown = bytes.toLocaleString('en');
  return [
    `${name}: its columns take ${shown} bytes together, and a row has 65,535 at most. Texts with a \`max\` above 500 are stored apart from the row.`,
  ];
}

/** The most bytes that a column takes in the row. */
function bytesOf({ type, length, charset, collation }: ColumnOptions): number {
  if (type !== 'varchar' && type !== 'char') return SMALL;
  const isAscii = charset === 'ascii' || collation?.startsWith('ascii');
  return Number(length ?? 255) * (isAscii ? 1 : 4) + 2;
}

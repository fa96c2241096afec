import { badUserInput } from '../../errors';
import type { SqlValue } from '../../platform/database/database';
import type { CursorKey } from './cursor';

/** What can stand in an id column. */
const ULID = /^[0-9A-Z]{26}$/;

/** One sort key with the id as tie-break. */
export interface Keyset {
  /** SQL of the sort column. */
  column: string;
  /** SQL of the id column. */
  id: string;
  descending: boolean;
  /** Whether the column may be NULL; such rows come last in descending and first in ascending order. */
  nullable: boolean;
}

/**
 * The WHERE condition and ORDER BY of a page that starts strictly beyond a key. Expanded as `a < x OR (a = x AND id < y)`: row
 * constructors and `a <= x AND (...)` do not become ranges on MySQL and MariaDB. The id goes the way of the key. `backward` flips
 * everything; the caller reverses the rows.
 */
export function keysetCondition(
  { column, id, descending, nullable }: Keyset,
  beyond: CursorKey | null,
  backward: boolean,
): { condition: string | null; values: SqlValue[]; orderBy: string } {
  const down = descending !== backward;
  const orderBy = down ? `${column} DESC, ${id} DESC` : `${column}, ${id}`;
  if (!beyond) return { condition: null, values: [], orderBy };
  const [value, lastId] = beyond;
  if (beyond.length !== 2 || !ULID.test(String(lastId))) throw badUserInput('This is not a cursor of this list.');
  const operator = down ? '<' : '>';
  if (value === null) {
    const tie = `(${column} IS NULL AND ${id} ${operator} ?)`;
    return down
      ? { condition: tie, values: [lastId], orderBy }
      : { condition: `(${tie} OR ${column} IS NOT NULL)`, values: [lastId], orderBy };
  }
  const beyondValue = `${column} ${operator} ? OR (${column} = ? AND ${id} ${operator} ?)`;
  const nullsFollow = nullable && down ? ` OR ${column} IS NULL` : '';
  return { condition: `(${beyondValue}${nullsFollow})`, values: [value, value, lastId], orderBy };
}

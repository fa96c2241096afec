import { badUserInput } from '../../errors';
import type { SqlValue } from '../../platform/database/database';
import type { CursorKey } from './cursor';

/** What can stand in an id column. */
const ULID = /^[0-9A-Z]{26}$/;

/** One key of an order. */
export interface SortColumn {
  /** SQL of the column. */
  column: string;
  descending: boolean;
  /** Whether the column may be NULL; such rows come last in descending and first in ascending order. */
  nullable: boolean;
  /** What its values are: how a cursor's are checked. */
  values: 'INSTANT' | 'NUMBER' | 'TEXT';
}

/** An order of rows: its keys, and the id as tie-break, which goes the way of the last key. */
export interface Keyset {
  keys: readonly SortColumn[];
  /** SQL of the id column. */
  id: string;
}

/** A condition with the values of its marks. */
export interface Fragment {
  sql: string;
  values: SqlValue[];
}

/** Instants before every one that is stored. */
const BEFORE_ALL = "'1000-01-01'";

/** The ORDER BY of the rows; `backward` turns it round, and the caller reverses the rows. */
export function orderOf({ keys, id }: Keyset, backward: boolean): string {
  const down = keys[keys.length - 1].descending !== backward;
  const columns = keys.map(({ column, descending }) => (descending !== backward ? `${column} DESC` : column));
  return `${columns.join(', ')}, ${down ? `${id} DESC` : id}`;
}

/**
 * The condition of a page that starts strictly beyond a cursor's key. Expanded as `a < x OR (a = x AND id < y)`: row constructors and
 * `a <= x AND (...)` do not become ranges on MySQL and MariaDB.
 */
export function conditionBeyond({ keys, id }: Keyset, cursor: CursorKey, backward: boolean): Fragment {
  checkCursor(keys, cursor, backward);
  const values: SqlValue[] = [];
  const from = (index: number): string => {
    if (index === keys.length) {
      values.push(cursor[index]);
      return `${id} ${keys[index - 1].descending !== backward ? '<' : '>'} ?`;
    }
    const { column, descending, nullable } = keys[index];
    const value = cursor[index];
    const down = descending !== backward;
    if (value === null) {
      const tie = `(${column} IS NULL AND ${from(index + 1)})`;
      if (!down) return `(${tie} OR ${column} IS NOT NULL)`;
      // The impossible branch makes the condition a range of the index, which `IS NULL` alone is not.
      return keys[index].values === 'INSTANT' ? `(${tie} OR ${column} < ${BEFORE_ALL})` : tie;
    }
    values.push(value, value);
    const tie = `(${column} = ? AND ${from(index + 1)})`;
    return `(${column} ${down ? '<' : '>'} ? OR ${tie}${nullable && down ? ` OR ${column} IS NULL` : ''})`;
  };
  return { sql: from(0), values };
}

/** The condition of the rows up to a value of the first key, ties included; null when it leaves nothing out. */
export function conditionUpTo(key: SortColumn, value: SqlValue, backward: boolean): Fragment | null {
  const { column, descending, nullable } = key;
  const down = descending !== backward;
  if (value === null) return down ? null : { sql: `${column} IS NULL`, values: [] };
  if (down) return { sql: `${column} >= ?`, values: [value] };
  return { sql: nullable ? `(${column} <= ? OR ${column} IS NULL)` : `${column} <= ?`, values: [value] };
}

function checkCursor(keys: readonly SortColumn[], cursor: CursorKey, backward: boolean): void {
  const sound =
    cursor.length === keys.length + 1 &&
    ULID.test(String(cursor[keys.length])) &&
    keys.every((key, index) => isOf(key, cursor[index]));
  if (!sound) throw badUserInput('This is not a cursor of this list.', { argument: backward ? 'before' : 'after' });
}

function isOf({ values, nullable }: SortColumn, value: CursorKey[number]): boolean {
  if (value === null) return nullable;
  if (values === 'INSTANT') return value instanceof Date;
  if (values === 'NUMBER') return typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(String(value));
  return typeof value === 'string';
}

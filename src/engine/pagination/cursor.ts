import { badUserInput } from '../../errors';

/** The values that place a row in a sorted list; the last one is its id. */
export type CursorKey = (string | number | Date | null)[];

/** An opaque cursor: the list's order and the row's key, in base64url. Dates keep their milliseconds. */
export function encodeCursor(order: string, key: CursorKey): string {
  const values = key.map(value => (value instanceof Date ? { t: value.getTime() } : value));
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

/** Reads a cursor of the given order; throws BAD_USER_INPUT for any other text. A page that ends at it has it from `before`. */
export function decodeCursor(cursor: string, order: string, backward = false): CursorKey {
  const argument = backward ? 'before' : 'after';
  const parts = parse(cursor);
  if (!parts) throw badUserInput(`"${cursor.slice(0, 60)}" is not a cursor of this list.`, { argument });
  const [cursorOrder, ...values] = parts;
  if (cursorOrder !== order) {
    throw badUserInput(`This cursor belongs to the list ${String(cursorOrder).slice(0, 60)}, not to ${order}.`, {
      argument,
    });
  }
  return values.map(value => (isDate(value) ? new Date(value.t) : (value as string | number | null)));
}

function parse(cursor: string): unknown[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const sound =
      Array.isArray(parts) && parts.length >= 2 && parts.every(isScalar) && typeof parts.at(-1) === 'string';
    return sound ? parts : null;
  } catch {
    return null;
  }
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number' || isDate(value);
}

function isDate(value: unknown): value is { t: number } {
  return typeof value === 'object' && value !== null && Number.isSafeInteger((value as { t?: unknown }).t);
}

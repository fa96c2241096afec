import { randomFillSync } from 'node:crypto';
import { ulid } from 'ulid';

const pool = Buffer.alloc(8192);
let used = pool.length;

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** True for the form that ids have: a ULID in capitals. */
export const isUlid = (text: unknown): text is string => typeof text === 'string' && ULID.test(text);

/** A new ULID (https://github.com/ulid/spec): 26 characters, sortable by the millisecond in which it was made, 80 random bits. */
export function newId(at?: number): string {
  return ulid(at, nextFraction);
}

/** From 0 to less than 1, out of random bytes that are drawn many at a time: one by one they cost more than the rest of a small request. */
function nextFraction(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++] / 256;
}

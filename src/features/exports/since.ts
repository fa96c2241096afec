import { lastSeq } from '../../engine/events/read-events';
import type { ContentTypeDefinition } from '../../engine/content/content-type';
import { decodeCursor } from '../../engine/pagination/cursor';
import { validationFailed } from '../../errors';
import type { Sql, SqlValue } from '../../platform/database/database';
import { FEED } from '../content/content-change';

const PATH = ['input', 'since'];
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;

/** The number of the last event before `since`: a cursor of the feed or of an export, or a point in time. Throws VALIDATION_FAILED. */
export async function readSince(sql: Sql, since: string): Promise<number> {
  const seq = INSTANT.test(since) ? await lastBefore(sql, new Date(since)) : readCursor(since);
  const [{ pruned }] = await sql.select<{ pruned: number }>('SELECT pruned FROM event_sequence WHERE id = 1');
  if (seq < Number(pruned) || seq > (await lastSeq(sql))) {
    throw validationFailed(
      'What has changed since then is no longer known; export everything, and go on from its `nextSince`.',
      PATH,
    );
  }
  return seq;
}

function readCursor(since: string): number {
  let seq = Number.NaN;
  try {
    seq = Number(decodeCursor(since, FEED)[0]);
  } catch {
    // Told below, in the words of this input.
  }
  if (Number.isSafeInteger(seq) && seq >= 0) return seq;
  throw validationFailed(
    `"${since.slice(0, 60)}" is neither a cursor (\`nextSince\` of an export, or of contentChanges) nor a point in time such as 2026-01-31T12:00:00Z.`,
    PATH,
  );
}

/** Numbers follow the commits, and times the statements: from the first that is not before, all are taken. */
async function lastBefore(sql: Sql, at: Date): Promise<number> {
  if (Number.isNaN(at.getTime())) throw validationFailed('This is not a point in time.', PATH);
  const [{ first }] = await sql.select<{ first: number | null }>('SELECT MIN(seq) AS first FROM events WHERE at >= ?', [
    at,
  ]);
  return first === null ? lastSeq(sql) : Number(first) - 1;
}

/** Which events tell of a change. */
export interface ChangesOf {
  definition: ContentTypeDefinition;
  /** Numbers of events: behind the first, up to the second. */
  after: number;
  upTo: number;
  /** Only what readers could see. */
  liveOnly: boolean;
}

/** The next documents behind an id that have changed, in the order of their ids. */
export async function nextChanged(sql: Sql, changes: ChangesOf, after: string, limit: number): Promise<string[]> {
  const rows = await sql.select<{ id: string }>(
    `SELECT DISTINCT document_id AS id ${fromEvents(changes)} AND document_id > ? ORDER BY document_id LIMIT ${Math.trunc(limit)}`,
    [...valuesOf(changes), after],
  );
  return rows.map(({ id }) => id);
}

/** How many documents have changed. */
export async function countChanged(sql: Sql, changes: ChangesOf): Promise<number> {
  const [{ n }] = await sql.select<{ n: number }>(
    `SELECT COUNT(DISTINCT document_id) AS n ${fromEvents(changes)}`,
    valuesOf(changes),
  );
  return Number(n);
}

function fromEvents({ liveOnly }: ChangesOf): string {
  return `FROM events WHERE seq > ? AND seq <= ? AND type = ?${liveOnly ? ' AND live' : ''}`;
}

function valuesOf({ after, upTo, definition }: ChangesOf): SqlValue[] {
  return [after, upTo, definition.name];
}

import type { Sql, SqlValue } from '../../platform/database/database';
import { inList } from '../jobs/sql-lists';

/** An event with its place among all events. */
export interface SequencedEvent {
  /** From 1, without holes, in the order of the commits. */
  seq: number;
  /** A ULID. */
  id: string;
  /** `feature.noun-past-participle` of its definition. */
  name: string;
  /** The content type's name; null for an event that is not about a document. */
  type: string | null;
  documentId: string | null;
  /** It has changed what readers see. */
  live: boolean;
  payload: Record<string, unknown>;
  /** The viewer's id, or `server`. */
  actor: string;
  at: Date;
}

/** Which events about documents to read. */
export interface EventFilter {
  /** Names of content types; null for all. */
  types: readonly string[] | null;
  /** Only those that have changed what readers see. */
  liveOnly: boolean;
}

/** What one reading found. */
export interface EventPage {
  events: SequencedEvent[];
  /** All events up to this number that the filter takes have been read. */
  upTo: number;
  /** There are events after `upTo`, which the filter may take or not. */
  more: boolean;
  /** Events up to this number have been deleted. */
  pruned: number;
  /** The number of the newest event. */
  last: number;
}

/** How far one statement looks for events that the filter takes. */
const WINDOW = 5_000;

/** True for an event that the filter takes. */
export function isTaken({ type, live }: SequencedEvent, { types, liveOnly }: EventFilter): boolean {
  return type !== null && (types === null || types.includes(type)) && (live || !liveOnly);
}

/**
 * Reads the events after a number, in order, `limit` at most; without a filter those that are about no document too. One statement,
 * so the events, the counter and the mark of the pruning belong to one moment.
 */
export async function readEvents(sql: Sql, after: number, limit: number, filter?: EventFilter): Promise<EventPage> {
  const conditions = ['e.seq > ?', 'e.seq <= ?'];
  const values: SqlValue[] = [after, after + WINDOW];
  if (filter?.types === null) conditions.push('e.type IS NOT NULL');
  if (filter?.types) {
    const list = inList(filter.types);
    conditions.push(`e.type ${list.sql}`);
    values.push(...list.values);
  }
  if (filter?.liveOnly) conditions.push('e.live');
  // The inner LIMIT walks the index; sorting after the join would sort all that the window holds.
  const rows = await sql.select<StoredEvent & { last: number; pruned: number }>(
    `SELECT s.last, s.pruned, found.* FROM event_sequence s LEFT JOIN (
       SELECT e.seq, e.id, e.name, e.type, e.document_id AS documentId, e.live, e.payload, e.actor, e.at
       FROM events e WHERE ${conditions.join(' AND ')} ORDER BY e.seq LIMIT ${Math.trunc(limit)}
     ) found ON TRUE WHERE s.id = 1 ORDER BY found.seq`,
    values,
  );
  const last = Number(rows[0]?.last ?? 0);
  const events = rows.filter(isEvent).map(toEvent);
  const upTo = events.length === limit ? (events.at(-1) as SequencedEvent).seq : Math.min(after + WINDOW, last);
  return {
    events,
    upTo: Math.max(upTo, after),
    more: upTo < last,
    pruned: Number(rows[0]?.pruned ?? 0),
    last,
  };
}

/** The number of the newest event. */
export async function lastSeq(sql: Sql): Promise<number> {
  const [sequence] = await sql.select<{ last: number }>('SELECT last FROM event_sequence WHERE id = 1');
  return Number(sequence?.last ?? 0);
}

type StoredEvent = Omit<SequencedEvent, 'live' | 'payload'> & { live: number; payload: unknown };

/** Where no event is left to read, the row has only the counters. */
function isEvent(row: StoredEvent): boolean {
  return row.seq !== null;
}

function toEvent({ seq, id, name, type, documentId, live, payload, actor, at }: StoredEvent): SequencedEvent {
  return {
    seq: Number(seq),
    id,
    name,
    type,
    documentId,
    live: Boolean(live),
    payload: (typeof payload === 'string' ? JSON.parse(payload) : payload) as Record<string, unknown>,
    actor,
    at,
  };
}

import { monotonicFactory } from 'ulid';
import type { SqlValue, Transaction } from '../../platform/database/database';
import type { Context } from '../context';
import { inBatches } from '../jobs/sql-lists';

/** Makes an event's id; those of one process sort in the order in which they were made. */
export const nextEventId: () => string = monotonicFactory();

/** Who tells of an event; where there is nobody to be told at once (`events`), polling finds it. */
export type EventTeller = Pick<Context, 'jobs' | 'viewer'> & Partial<Pick<Context, 'events'>>;

/** An event as it is written; its time is the database's. */
export interface EventRow {
  id: string;
  name: string;
  /** The content type and the document that it is about, if it is about one. */
  type: string | null;
  documentId: string | null;
  /** It has changed what readers see. */
  live: boolean;
  /** JSON. */
  payload: string;
}

/** So many rows of a bulk change go into one statement. */
const ROWS_PER_INSERT = 250;

/** Writes events in the transaction that made them happen. An id that is there already is left as it is. */
export async function insertEvents(ctx: EventTeller, tx: Transaction, events: readonly EventRow[]): Promise<void> {
  const actor = ctx.viewer.id ?? 'server';
  for (const batch of batchesOf(events)) {
    // A no-op update: publishing the same id again is no fault, and the first one stays.
    await tx.run(
      `INSERT INTO events (id, name, type, document_id, live, payload, actor, at)
       VALUES ${batch.map(() => '(?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))').join(', ')} ON DUPLICATE KEY UPDATE id = id`,
      batch.flatMap((event): SqlValue[] => [
        event.id,
        event.name,
        event.type,
        event.documentId,
        event.live,
        event.payload,
        actor,
      ]),
    );
  }
  tx.afterCommit(() => ctx.events?.written());
}

/** Full batches, and the rest in lengths that recur, so that few statements are prepared. */
function* batchesOf(events: readonly EventRow[]): Generator<readonly EventRow[]> {
  const rest = events.length % ROWS_PER_INSERT;
  for (let from = 0; from < events.length - rest; from += ROWS_PER_INSERT) {
    yield events.slice(from, from + ROWS_PER_INSERT);
  }
  yield* inBatches(events.slice(events.length - rest));
}

import type { Transaction } from '../../platform/database/database';
import { type EventTeller, insertEvents, nextEventId } from '../events/insert-events';

/** Tells, with the transaction, that assets have changed: answers that were made of them are made anew. */
export async function touchAssets(ctx: EventTeller, tx: Transaction, ids: readonly string[]): Promise<void> {
  const events = ids.map(id => ({
    id: nextEventId(),
    name: 'media.asset-changed',
    type: 'Asset',
    documentId: id,
    live: true,
    payload: JSON.stringify({ assetId: id }),
  }));
  if (events.length > 0) await insertEvents(ctx, tx, events);
}

/** The same for one asset. */
export const touchAsset = (ctx: EventTeller, tx: Transaction, id: string): Promise<void> => touchAssets(ctx, tx, [id]);

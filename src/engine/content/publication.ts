import type { Transaction } from '../../platform/database/database';
import { ContentState } from './content';
import type { ContentTypeDefinition } from './content-type';

/*
 * Publication is one fact in one column: `live_at` holds `published_at` while a document is live, else NULL. Join rows carry a copy
 * of their owner's `live_at`; whoever changes it changes both, in one transaction.
 */

/** The `live_at` that belongs to a state. */
export function liveAt(state: ContentState, publishedAt: Date | null): Date | null {
  return state === ContentState.PUBLISHED ? publishedAt : null;
}

/** Makes a scheduled document live if its time has come, by the database's clock. False when there was nothing to do. */
export async function publishDue(tx: Transaction, definition: ContentTypeDefinition, id: string): Promise<boolean> {
  const { affectedRows } = await tx.run(
    `UPDATE ${definition.table} SET state = 'PUBLISHED', published_at = publish_at, live_at = publish_at, publish_at = NULL,
       revision = revision + 1, updated_at = UTC_TIMESTAMP(3)
     WHERE id = ? AND state = 'SCHEDULED' AND publish_at <= UTC_TIMESTAMP(3)`,
    [id],
  );
  if (affectedRows === 0) return false;
  for (const { property, arity } of definition.references) {
    if (arity !== 'MANY') continue;
    await tx.run(
      `UPDATE ${definition.live.join(property)} j JOIN ${definition.table} t ON t.id = j.owner_id
       SET j.live_at = t.live_at WHERE j.owner_id = ?`,
      [id],
    );
  }
  return true;
}

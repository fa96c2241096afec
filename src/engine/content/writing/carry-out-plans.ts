import type { Sql, Transaction } from '../../../platform/database/database';
import { ContentState } from '../content';
import type { ContentTypeDefinition } from '../content-type';
import type { WriteContext } from './content-draft';
import { publishDocuments } from './publish-documents';
import { lockDocuments } from './read-content';
import { unpublishDocuments } from './unpublish-documents';

/** What the plans for a document came to. */
export interface CarriedOut {
  published: boolean;
  unpublished: boolean;
}

/** Does what is due for a document, by the database's clock and under its row's lock: safe to repeat, and to be done by several at once. */
export async function carryOutPlans(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  id: string,
): Promise<CarriedOut> {
  const head = (await lockDocuments(tx, definition, [id])).get(id);
  if (!head) return { published: false, unpublished: false };
  const isDue = (at: Date | null) => at !== null && at <= head.now;
  const waits = head.state === ContentState.SCHEDULED || head.state === ContentState.CHANGED;
  const published = isDue(head.publishAt) && waits;
  if (published) await publishDocuments(ctx, tx, [{ definition, id }]);
  const live = published || head.state === ContentState.PUBLISHED || head.state === ContentState.CHANGED;
  const unpublished = isDue(head.unpublishAt) && live;
  if (unpublished) await unpublishDocuments(ctx, tx, [{ definition, id }]);
  // A plan to take down what is not live has come to nothing.
  else if (isDue(head.unpublishAt)) await dropPlan(tx, definition, id, 'unpublish_at');
  return { published, unpublished };
}

/** Documents of a type whose plans were due some seconds ago and still stand; a hundred at most. */
export async function findOverdue(sql: Sql, { live }: ContentTypeDefinition): Promise<{ id: string; at: Date }[]> {
  const parts = ['publish_at', 'unpublish_at'].map(
    column =>
      `(SELECT id, ${column} AS at FROM ${live.rows} WHERE ${column} < UTC_TIMESTAMP(3) - INTERVAL 10 SECOND ORDER BY ${column} LIMIT 50)`,
  );
  return sql.select(parts.join(' UNION ALL '));
}

/** Gives up a plan to publish that can't be carried out: the document stays as it is, and waits for its author. */
export async function giveUpPublishing(tx: Transaction, definition: ContentTypeDefinition, id: string): Promise<void> {
  await tx.run(`UPDATE ${definition.live.rows} SET state = 'DRAFT' WHERE id = ? AND state = 'SCHEDULED'`, [id]);
  await dropPlan(tx, definition, id, 'publish_at');
}

async function dropPlan(
  tx: Transaction,
  { live, drafts }: ContentTypeDefinition,
  id: string,
  column: 'publish_at' | 'unpublish_at',
): Promise<void> {
  for (const { rows } of [live, drafts]) await tx.run(`UPDATE ${rows} SET ${column} = NULL WHERE id = ?`, [id]);
}

import { wrongState } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { promoteDraftEntries, removeSearchEntries, setSearchLiveAt } from '../../search/write-entries';
import { inLists } from '../../jobs/sql-lists';
import { ContentState } from '../content';
import { type ContentChange, recordChanges } from '../content-events';
import type { ContentTypeDefinition } from '../content-type';
import { addRevisions } from '../revisions/record-revisions';
import { RevisionAction } from '../revisions/revision.entity';
import { changedFields, differencesBetween } from '../revisions/snapshot';
import { explaining } from './constraint-faults';
import { type DocumentContent, INPUT_PATH, type WriteContext } from './content-draft';
import { alignLiveAt, deleteDrafts, foldDrafts } from './draft-twins';
import { marks } from './insert-rows';
import { makeWay } from './make-way';
import {
  demandNotTrashed,
  type DocumentHead,
  lockDocument,
  lockTargets,
  readContents,
  type WriteTarget,
} from './read-content';

/** Takes documents down: they become drafts again, unpublished changes included, and their plans are dropped. What is no longer live stays as it is. Throws NOT_FOUND, WRONG_STATE (trash) or REVISION_CONFLICT. */
export async function unpublishDocuments(
  ctx: WriteContext,
  tx: Transaction,
  targets: readonly WriteTarget[],
): Promise<{ definition: ContentTypeDefinition; id: string }[]> {
  const unpublished: { definition: ContentTypeDefinition; id: string }[] = [];
  const changes: ContentChange[] = [];
  for (const [definition, group] of await lockTargets(tx, targets)) {
    for (const { head } of group) demandNotTrashed(definition, head);
    const heads = group.map(({ head }) => head).filter(({ state }) => state !== ContentState.DRAFT);
    for (const batch of inLists(heads)) {
      await takeDown(tx, definition, batch, ContentState.DRAFT);
      changes.push(
        ...batch.map(({ id, latestRevision, liveAt }): ContentChange => {
          const action = liveAt === null ? 'unscheduled' : 'unpublished';
          return { definition, id, action, revision: latestRevision, fields: [], live: liveAt !== null };
        }),
      );
    }
    unpublished.push(...heads.map(({ id }) => ({ definition, id })));
  }
  await recordChanges(ctx, tx, changes);
  return unpublished;
}

/** Hides locked documents from readers: unpublished changes are folded into the rows, which get the state. Events are the caller's. */
export async function takeDown(
  tx: Transaction,
  definition: ContentTypeDefinition,
  heads: readonly DocumentHead[],
  state: ContentState.DRAFT | ContentState.TRASHED,
): Promise<void> {
  if (heads.length === 0) return;
  const ids = heads.map(({ id }) => id);
  const changedIds = heads.filter(head => head.state === ContentState.CHANGED).map(({ id }) => id);
  await tx.run(
    `UPDATE ${definition.live.rows} SET state = ?, revision = latest_revision, live_at = NULL, publish_at = NULL,
       unpublish_at = NULL, trashed_at = ${state === ContentState.TRASHED ? 'UTC_TIMESTAMP(3)' : 'NULL'}, updated_at = UTC_TIMESTAMP(3)
     WHERE id IN (${marks(ids.length)})`,
    [state, ...ids],
  );
  if (changedIds.length > 0) {
    const contents = await readContents(tx, definition, definition.drafts, changedIds);
    await makeWay(tx, definition, changedIds);
    const written = changedIds.map(id => ({ content: contents.get(id) as DocumentContent, path: INPUT_PATH }));
    await explaining(tx, definition, written, () => foldDrafts(tx, definition, changedIds));
    await promoteDraftEntries(tx, changedIds, heads[0].now);
  }
  await alignLiveAt(tx, definition, ids);
  await setSearchLiveAt(tx, ids, null);
}

/** Drops the unpublished changes of a live document: what readers see is the latest revision again. Throws WRONG_STATE when there are none. */
export async function discardChanges(
  ctx: WriteContext,
  tx: Transaction,
  { definition, id, expectedRevision }: WriteTarget,
): Promise<{ id: string; revision: number }> {
  const head = await lockDocument(tx, definition, id, expectedRevision);
  if (head.state !== ContentState.CHANGED)
    throw wrongState(`The ${definition.singular} ${id} has no unpublished changes.`);
  const number = head.latestRevision + 1;
  const content = (await readContents(tx, definition, definition.live, [id])).get(id) as DocumentContent;
  const draft = (await readContents(tx, definition, definition.drafts, [id])).get(id) as DocumentContent;
  const fields = changedFields(differencesBetween(definition, draft, content));
  await deleteDrafts(tx, definition, [id]);
  await tx.run(
    `UPDATE ${definition.live.rows} SET state = 'PUBLISHED', revision = ?, latest_revision = ?, publish_at = NULL WHERE id = ?`,
    [number, number, id],
  );
  // The number goes up, so that whoever still writes on the dropped changes is refused.
  const revision = { id, number, content, changedFields: fields, publishedAt: head.now };
  await addRevisions(ctx, tx, definition, RevisionAction.DISCARDED, [revision], head.now);
  await removeSearchEntries(tx, [id], { draft: true });
  await recordChanges(ctx, tx, [{ definition, id, action: 'updated', revision: number, fields, live: false }]);
  return { id, revision: number };
}

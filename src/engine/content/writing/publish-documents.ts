import type { SqlValue, Transaction } from '../../../platform/database/database';
import { promoteDraftEntries, setSearchLiveAt } from '../../search/write-entries';
import { inLists } from '../../jobs/sql-lists';
import { ContentState } from '../content';
import { type ContentChange, recordChanges } from '../content-events';
import type { ContentTypeDefinition } from '../content-type';
import type { InputPath } from '../document-change';
import { markPublished } from '../revisions/record-revisions';
import { demandReferences, demandValues, explaining } from './constraint-faults';
import { type DocumentContent, INPUT_PATH, type WriteContext } from './content-draft';
import { alignLiveAt, foldDrafts } from './draft-twins';
import { marks } from './insert-rows';
import { demandNotTrashed, type DocumentHead, lockTargets, readContents, type WriteTarget } from './read-content';
import { makeWay } from './make-way';
import { findUnpublishedReferences, type UnpublishedReference } from './unpublished-references';

/*
 * Publication is one fact in one column: `live_at` holds `published_at` while a document is live, else NULL; join rows and translations
 * carry a copy. Publishing is done set by set, for documents of several types in one transaction: rows are locked, what must be given is
 * checked, drafts are folded into the live tables, times and copies follow, and each document's event says what readers now see.
 */

/** What is to go live. */
export interface Publication extends WriteTarget {
  /** Where it stands in the caller's input. */
  path?: InputPath;
}

/** What became of a publication. */
export interface PublicationResult {
  /** What is live now and was not, or not so. */
  published: { definition: ContentTypeDefinition; id: string }[];
  /** What the published documents refer to although readers cannot see it: they see null there, or a shorter list. */
  unpublishedReferences: UnpublishedReference[];
}

type Locked = { target: Publication; head: DocumentHead };

/** Makes documents live as they are now being written; what is live already, without changes, is left alone. Throws NOT_FOUND, WRONG_STATE (trash), REVISION_CONFLICT, VALIDATION_FAILED or SLUG_TAKEN. */
export async function publishDocuments(
  ctx: WriteContext,
  tx: Transaction,
  targets: readonly Publication[],
): Promise<PublicationResult> {
  const published: PublicationResult['published'] = [];
  const changes: ContentChange[] = [];
  const locked = await lockTargets(tx, targets);
  for (const [definition, group] of locked) {
    for (const { head } of group) demandNotTrashed(definition, head);
    const open = group.filter(({ head }) => head.state !== ContentState.PUBLISHED);
    const changed = open.filter(({ head }) => head.state === ContentState.CHANGED);
    await makeWay(
      tx,
      definition,
      changed.map(({ head }) => head.id),
    );
    for (const batch of inLists(open)) changes.push(...(await publishBatch(tx, definition, batch)));
    published.push(...open.map(({ head: { id } }) => ({ definition, id })));
  }
  await recordChanges(ctx, tx, changes);
  return { published, unpublishedReferences: await findUnpublishedReferences(tx, published) };
}

async function publishBatch(
  tx: Transaction,
  definition: ContentTypeDefinition,
  batch: readonly Locked[],
): Promise<ContentChange[]> {
  const { live } = definition;
  const ids = batch.map(({ head }) => head.id);
  const changed = batch.filter(({ head }) => head.state === ContentState.CHANGED);
  const changedIds = changed.map(({ head }) => head.id);
  const { now } = batch[0].head;
  const contents = await validate(tx, definition, batch);

  await explaining(tx, definition, writtenOf(changed, contents), async () => {
    // A plan that has been carried out is no plan any more; the time that was planned is when it went live.
    await tx.run(
      `UPDATE ${live.rows} SET state = 'PUBLISHED', revision = latest_revision, updated_at = ?,
         published_at = COALESCE(published_at, IF(publish_at <= ?, publish_at, ?)), live_at = published_at,
         unpublish_at = IF(unpublish_at <= ?, NULL, unpublish_at), publish_at = NULL
       WHERE id IN (${marks(ids.length)})`,
      [now, now, now, now, ...ids],
    );
    if (changed.length > 0) await foldDrafts(tx, definition, changedIds);
  });
  const fresh = ids.filter(id => !changedIds.includes(id));
  if (fresh.length > 0) await alignLiveAt(tx, definition, fresh);
  await markPublished(tx, definition, ids, now);
  await publishSearch(tx, definition, ids, changedIds);
  return batch.map(({ head: { id, latestRevision } }) => ({
    definition,
    id,
    action: 'published',
    revision: latestRevision,
    fields: [],
    live: true,
  }));
}

/** Required values can be missing: a field may have become required since the document was written, or what it referred to was purged. */
async function validate(
  tx: Transaction,
  definition: ContentTypeDefinition,
  batch: readonly Locked[],
): Promise<Map<string, DocumentContent>> {
  const contents = new Map<string, DocumentContent>();
  for (const isChanged of [true, false]) {
    const part = batch.filter(({ head }) => (head.state === ContentState.CHANGED) === isChanged);
    if (part.length === 0) continue;
    const tables = isChanged ? definition.drafts : definition.live;
    const ids = part.map(({ head }) => head.id);
    for (const [id, content] of await readContents(tx, definition, tables, ids)) contents.set(id, content);
  }
  for (const written of writtenOf(batch, contents)) {
    demandValues(definition, written);
    demandReferences(definition, written.content.values, written.path);
  }
  return contents;
}

function writtenOf(batch: readonly Locked[], contents: ReadonlyMap<string, DocumentContent>) {
  return batch.map(({ target, head }) => ({
    content: contents.get(head.id) as DocumentContent,
    path: target.path ?? INPUT_PATH,
  }));
}

async function publishSearch(
  tx: Transaction,
  { live }: ContentTypeDefinition,
  ids: readonly string[],
  changedIds: readonly string[],
): Promise<void> {
  const rows = await tx.select<{ id: string; liveAt: Date }>(
    `SELECT id, live_at AS liveAt FROM ${live.rows} WHERE id IN (${marks(ids.length)})`,
    ids as SqlValue[],
  );
  const alike = new Map<number, { liveAt: Date; ids: string[] }>();
  for (const { id, liveAt } of rows) {
    const group = alike.get(liveAt.getTime()) ?? { liveAt, ids: [] };
    alike.set(liveAt.getTime(), group);
    group.ids.push(id);
  }
  for (const { liveAt, ids: group } of alike.values()) {
    const promoted = group.filter(id => changedIds.includes(id));
    const shown = group.filter(id => !changedIds.includes(id));
    if (promoted.length > 0) await promoteDraftEntries(tx, promoted, liveAt);
    if (shown.length > 0) await setSearchLiveAt(tx, shown, liveAt);
  }
}

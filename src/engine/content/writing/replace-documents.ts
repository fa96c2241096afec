import type { SqlValue, Transaction } from '../../../platform/database/database';
import { ContentState } from '../content';
import { type ContentChange, recordChanges } from '../content-events';
import type { ContentTypeDefinition } from '../content-type';
import { addRevisions, type NewRevision } from '../revisions/record-revisions';
import { RevisionAction } from '../revisions/revision.entity';
import { changedFields, differencesBetween } from '../revisions/snapshot';
import { applyChange } from './apply-change';
import { demandValues, explaining } from './constraint-faults';
import { type ContentDraft, type DocumentContent, INPUT_PATH, type WriteContext } from './content-draft';
import { alignLiveAt } from './draft-twins';
import { enqueueDue } from './due-jobs';
import { type DocumentHead, lockDocuments, readContents } from './read-content';
import { indexDocuments, type IndexedDocument } from './search-writes';
import { rewriteContent } from './write-content';

/** A draft of a document that is there. */
export type Replacement = ContentDraft & { id: string };

interface Step {
  head: DocumentHead;
  draft: Replacement;
  before: DocumentContent;
  content: DocumentContent;
  fields: string[];
  liveAt: Date | null;
  publishedAt: Date | null;
}

/**
 * Replaces what readers see of documents by what their source now says, at once; what a replacement does not name stays, and so does the
 * slug. An editor's unpublished changes are left alone: they follow as the latest revision. What is in the trash stays as it is, and so
 * does a document with unpublished changes that its source no longer publishes.
 */
export async function replaceDocuments(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  drafts: readonly Replacement[],
): Promise<void> {
  if (drafts.length === 0) return;
  const ids = drafts.map(({ id }) => id);
  const heads = await lockDocuments(tx, definition, ids);
  const contents = await readContents(tx, definition, definition.live, ids);
  const steps = drafts.flatMap(draft => stepOf(definition, draft, heads.get(draft.id), contents.get(draft.id)));
  if (steps.length === 0) return;
  const { now } = steps[0].head;
  for (const step of steps) await writeStep(tx, definition, step);
  await alignLiveAt(
    tx,
    definition,
    steps.map(({ head }) => head.id),
  );
  await recordRevisions(ctx, tx, definition, steps, now);
  const indexed = steps.map(({ head, content, liveAt }): IndexedDocument => ({ id: head.id, content, liveAt }));
  await indexDocuments(tx, definition, ctx.locales.default, indexed, false);
  await recordChanges(
    ctx,
    tx,
    steps.map(({ head: { id, latestRevision, liveAt: before }, fields, liveAt }): ContentChange => {
      const live = before !== null || liveAt !== null;
      return { definition, id, action: 'updated', revision: latestRevision + 1, fields, live };
    }),
  );
  for (const { head, draft } of steps) {
    if (draft.state === ContentState.SCHEDULED) await enqueueDue(ctx, tx, definition, head.id, draft.publishAt);
  }
}

function stepOf(
  definition: ContentTypeDefinition,
  draft: Replacement,
  head: DocumentHead | undefined,
  before: DocumentContent | undefined,
): Step[] {
  if (!head || !before || head.state === ContentState.TRASHED) return [];
  if (head.state === ContentState.CHANGED && draft.state !== ContentState.PUBLISHED) return [];
  const { content } = applyChange(definition, before, {
    values: draft.values,
    references: Object.fromEntries(Object.entries(draft.references ?? {}).map(([name, ids]) => [name, [...ids]])),
    ...(draft.translations ? { translations: draft.translations } : {}),
  });
  const isLive = draft.state === ContentState.PUBLISHED;
  const publishedAt = draft.publishedAt ?? (isLive ? (head.publishedAt ?? head.now) : null);
  const fields = changedFields(differencesBetween(definition, before, content));
  return [{ head, draft, before, content, fields, publishedAt, liveAt: isLive ? publishedAt : null }];
}

async function writeStep(tx: Transaction, definition: ContentTypeDefinition, step: Step): Promise<void> {
  const { head, draft, before, content, liveAt, publishedAt } = step;
  const written = { content, path: draft.path ?? INPUT_PATH };
  demandValues(definition, written);
  const hasDraft = head.state === ContentState.CHANGED;
  const row: Record<string, SqlValue> = {
    state: hasDraft ? head.state : (draft.state ?? ContentState.DRAFT),
    revision: head.latestRevision + 1,
    latestRevision: head.latestRevision + (hasDraft ? 2 : 1),
    updatedAt: head.now,
    publishedAt,
    liveAt,
    publishAt: hasDraft ? head.publishAt : (draft.publishAt ?? null),
  };
  if (definition.tree && typeof draft.values.position === 'number') row.position = draft.values.position;
  await explaining(tx, definition, [written], () =>
    rewriteContent(tx, definition, definition.live, { id: head.id, before, content, liveAt, row }),
  );
  if (!hasDraft) return;
  const { rows } = definition.drafts;
  await tx.run(`UPDATE ${rows} SET revision = ?, latest_revision = ? WHERE id = ?`, [
    head.latestRevision + 2,
    head.latestRevision + 2,
    head.id,
  ]);
}

/** An editor's draft goes on top of what was taken in: its revision is the latest again, so that the next save fits. */
async function recordRevisions(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  steps: readonly Step[],
  now: Date,
): Promise<void> {
  const taken = steps.map(
    ({ head, content, fields, liveAt }): NewRevision => ({
      id: head.id,
      number: head.latestRevision + 1,
      content,
      changedFields: fields,
      publishedAt: liveAt ? now : null,
    }),
  );
  await addRevisions(ctx, tx, definition, RevisionAction.IMPORTED, taken, now);
  const drafted = steps.filter(({ head }) => head.state === ContentState.CHANGED);
  const drafts = await readContents(
    tx,
    definition,
    definition.drafts,
    drafted.map(({ head }) => head.id),
  );
  const kept = drafted.map(({ head, fields }): NewRevision => {
    const content = drafts.get(head.id) as DocumentContent;
    return { id: head.id, number: head.latestRevision + 2, content, changedFields: fields };
  });
  await addRevisions(ctx, tx, definition, RevisionAction.SAVED, kept, now);
}

import type { SqlValue, Transaction } from '../../../platform/database/database';
import { recordChanges } from '../content-events';
import { ContentState } from '../content';
import type { ContentTypeDefinition } from '../content-type';
import type { InputPath } from '../document-change';
import { addSave } from '../revisions/record-revisions';
import { RevisionAction } from '../revisions/revision.entity';
import { changedFields, type ContentDifference, differencesBetween } from '../revisions/snapshot';
import { applyChange, changeInLocale, type ContentChanges } from './apply-change';
import { assignTranslatedSlugs } from './assign-slugs';
import { demandValues, explaining } from './constraint-faults';
import { type DocumentContent, INPUT_PATH, type WriteContext } from './content-draft';
import { demandFreeSlugs } from './demand-free-slugs';
import { demandFreeValues } from './demand-free-values';
import { copyToDrafts } from './draft-twins';
import { moveDocument } from './move-document';
import { publishDocuments } from './publish-documents';
import { type DocumentHead, lockDocument, readContents, writtenTables } from './read-content';
import { indexDocuments } from './search-writes';
import { movePaths, pathAfterSlug } from './tree-paths';
import { rewriteContent } from './write-content';
import { removeSearchEntries } from '../../search/write-entries';

/*
 * Saving. The document's row is locked first, so that saves of one document follow each other and each gets the next number. What has
 * never been live is written where it stands; what is live is left alone, and the change goes into the draft tables.
 */

/** A save of one document. */
export interface DocumentSave {
  id: string;
  /** The number of the revision that the caller has seen: REVISION_CONFLICT unless it is the latest. Left out: the last save wins. */
  expectedRevision?: number;
  /** The locale that the change's own values are in; the default one when left out. */
  locale?: string | null;
  change: ContentChanges;
  /** What the author says about it. */
  note?: string | null;
  /** Makes it live at once. */
  publish?: boolean;
  /** Where the change stands in the caller's input; `['input']` when left out. */
  path?: InputPath;
}

/** What became of a save. */
export interface SavedDocument {
  id: string;
  /** The number of the latest revision. */
  revision: number;
  /** The fields that changed; with none of them nothing was written. */
  fields: string[];
}

/** Saves a change. Throws NOT_FOUND, WRONG_STATE (trash), REVISION_CONFLICT, VALIDATION_FAILED or SLUG_TAKEN. */
export async function saveDocument(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  save: DocumentSave,
): Promise<SavedDocument> {
  const { id, expectedRevision, locale, note, publish, path = INPUT_PATH } = save;
  const head = await lockDocument(tx, definition, id, expectedRevision);
  const before = await readContent(tx, definition, head);
  const change = changeInLocale(definition, save.change, locale, ctx.locales.default);
  const { content, madeIn } = applyChange(definition, before, change);
  await assignTranslatedSlugs(tx, definition, [{ content, made: false, madeIn }]);
  const saved = await storeContent(ctx, tx, definition, {
    head,
    before,
    content,
    action: RevisionAction.SAVED,
    note: note ?? null,
    path,
  });
  const { parentId, position } = save.change.values ?? {};
  if (definition.tree && (parentId !== undefined || position !== undefined)) {
    await moveDocument(ctx, tx, definition, {
      id,
      ...(parentId === undefined ? {} : { parentId: parentId as string | null }),
      ...(typeof position === 'number' ? { position } : {}),
      path,
    });
  }
  if (publish) await publishDocuments(ctx, tx, [{ definition, id }]);
  return saved;
}

/** What is being written of a locked document. */
export async function readContent(
  tx: Transaction,
  definition: ContentTypeDefinition,
  head: DocumentHead,
): Promise<DocumentContent> {
  const contents = await readContents(tx, definition, writtenTables(definition, head), [head.id]);
  return contents.get(head.id) as DocumentContent;
}

/** A locked document, and what it is to become. */
export interface ContentStep {
  head: DocumentHead;
  before: DocumentContent;
  content: DocumentContent;
  action: RevisionAction;
  note: string | null;
  path: InputPath;
}

/** Writes a new content of a locked document, with its revision, search entries and event; nothing when it is the same. */
export async function storeContent(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  step: ContentStep,
): Promise<SavedDocument> {
  const { head, before, content, action, note, path } = step;
  const differences = differencesBetween(definition, before, content);
  const fields = changedFields(differences);
  if (fields.length === 0) return { id: head.id, revision: head.latestRevision, fields };
  demandValues(definition, { content, path });
  const number = head.latestRevision + 1;
  await explaining(tx, definition, [{ content, path }], () => writeRows(tx, definition, step, number));
  await addSave(ctx, tx, definition, action, { id: head.id, number, content, changedFields: fields, note }, head.now);
  const draft = isLive(head);
  if (differences.some(({ locale, after, field }) => locale !== null && field === 'slug' && after === null)) {
    await removeSearchEntries(tx, [head.id], { draft });
  }
  await indexDocuments(tx, definition, ctx.locales.default, [{ id: head.id, content, liveAt: null }], draft);
  await recordChanges(ctx, tx, [
    { definition, id: head.id, action: 'updated', revision: number, fields, live: false, ...onlyLocale(differences) },
  ]);
  return { id: head.id, revision: number, fields };
}

async function writeRows(
  tx: Transaction,
  definition: ContentTypeDefinition,
  { head, before, content, path }: ContentStep,
  number: number,
): Promise<void> {
  const { id } = head;
  const row: Record<string, SqlValue> = { updatedAt: head.now, revision: number, latestRevision: number };
  const renamed = before.slug !== content.slug;
  if (definition.tree && renamed) row.path = await pathAfterSlug(tx, definition, id, content.slug, [...path, 'slug']);
  if (!isLive(head)) {
    if (row.path !== undefined) await movePaths(tx, definition, id, row.path as string);
    await rewriteContent(tx, definition, definition.live, { id, before, content, liveAt: null, row });
    return;
  }
  await demandFreeSlugs(tx, definition, { id, before, content, path });
  await demandFreeValues(tx, definition, { id, before, content, path });
  if (head.state !== ContentState.CHANGED) await copyToDrafts(tx, definition, id);
  const state = ContentState.CHANGED;
  await rewriteContent(tx, definition, definition.drafts, {
    id,
    before,
    content,
    liveAt: null,
    row: { ...row, state },
  });
  await tx.run(`UPDATE ${definition.live.rows} SET state = 'CHANGED', latest_revision = ? WHERE id = ?`, [number, id]);
}

function isLive({ state }: DocumentHead): boolean {
  return state === ContentState.PUBLISHED || state === ContentState.CHANGED;
}

/** The locale of a change that was made in one translation alone. */
function onlyLocale(differences: readonly ContentDifference[]): { locale?: string } {
  const locales = new Set(differences.map(({ locale }) => locale));
  const [only] = locales;
  return locales.size === 1 && only !== null ? { locale: only } : {};
}

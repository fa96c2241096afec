import type { Transaction } from '../../../platform/database/database';
import type { ContentTypeDefinition } from '../content-type';
import { localizedFields } from '../writing/content-columns';
import { type DocumentContent, INPUT_PATH, type WriteContext } from '../writing/content-draft';
import { lockDocument } from '../writing/read-content';
import { readContent, type SavedDocument, storeContent } from '../writing/save-document';
import { type DroppedReference, dropMissing } from './drop-missing';
import { findRevision } from './list-revisions';
import { RevisionAction } from './revision.entity';

/** A document with an older content, and what of that could not be brought back. */
export interface RestoredRevision extends SavedDocument {
  /** Properties that the content type no longer has. */
  droppedFields: string[];
  /** What no longer exists, by the field that referred to it. */
  droppedReferences: DroppedReference[];
}

/**
 * Makes an older content what is being written: a new revision, which for a live document readers do not see yet. A document's place in a
 * tree stays. Throws NOT_FOUND, WRONG_STATE (trash), REVISION_CONFLICT, SLUG_TAKEN, or VALIDATION_FAILED when a value is missing that the
 * type by now requires.
 */
export async function restoreRevision(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  { id, number, expectedRevision }: { id: string; number: number; expectedRevision?: number },
): Promise<RestoredRevision> {
  const head = await lockDocument(tx, definition, id, expectedRevision);
  const before = await readContent(tx, definition, head);
  const { content, unknown } = await findRevision(tx, definition, id, number, [...INPUT_PATH, 'number']);
  const droppedReferences = await dropMissing(tx, definition, content);
  fillGaps(definition, content, before);
  const note = `Revision ${number}`;
  const step = { head, before, content, action: RevisionAction.RESTORED, note, path: INPUT_PATH };
  const saved = await storeContent(ctx, tx, definition, step);
  return { ...saved, droppedFields: unknown, droppedReferences };
}

/** A required field that was added since then keeps its present value. */
function fillGaps(definition: ContentTypeDefinition, content: DocumentContent, before: DocumentContent): void {
  const localized = new Set(localizedFields(definition).map(({ property }) => property));
  for (const { property, options } of definition.values) {
    if (options.optional) continue;
    content.values[property] ??= before.values[property];
    if (!localized.has(property)) continue;
    for (const [locale, { values }] of content.translations) {
      values[property] ??= before.translations.get(locale)?.values[property] ?? content.values[property];
    }
  }
}

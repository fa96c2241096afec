import type { ContentTypeDefinition } from '../content-type';
import { scheduleDocument } from '../writing/schedule-document';
import { purgeDocuments, restoreDocuments, trashDocuments } from '../writing/trash-documents';
import { discardChanges, unpublishDocuments } from '../writing/unpublish-documents';
import { type DocumentInput, publishDocument, targetOf } from './document-operations';
import { type Add, EXPECTED_REVISION, idOf, PLANNED_TIMES } from './mutation-inputs';
import { DOCUMENT_ID } from './payload-types';

const WRITE = () => ['write'] as const;
const PUBLISH = () => ['publish'] as const;
const DELETE = () => ['delete'] as const;

/** What readers see of a document, and when. */
export function addPublication(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  const target = { id: idOf(definition), expectedRevision: EXPECTED_REVISION };
  add<DocumentInput>(
    'publish',
    `Makes the ${singular} live as it is being written now. Needs the permission content.publish.`,
    target,
    { conflict: true, publishes: true },
    PUBLISH,
    (ctx, tx, input) => publishDocument(ctx, tx, definition, input),
  );
  add<DocumentInput>(
    'unpublish',
    `Takes the ${singular} down: it becomes a draft, with the changes that were not published yet, and its plans are dropped. Needs the permission content.publish.`,
    target,
    { conflict: true },
    PUBLISH,
    async (ctx, tx, input) => {
      await unpublishDocuments(ctx, tx, [targetOf(definition, input)]);
      return { documentId: input.id };
    },
  );
  add<DocumentInput & { publishAt?: Date | null; unpublishAt?: Date | null }>(
    'schedule',
    `Plans when the ${singular}, or its unpublished changes, go live and when it is taken down. What is left out stays as it is planned, null cancels. Needs the permission content.publish.`,
    {
      ...target,
      ...PLANNED_TIMES,
    },
    { conflict: true },
    PUBLISH,
    async (ctx, tx, input) => {
      const { publishAt, unpublishAt } = input;
      await scheduleDocument(ctx, tx, { ...targetOf(definition, input), publishAt, unpublishAt });
      return { documentId: input.id };
    },
  );
  add<DocumentInput>(
    'discard*Changes',
    `Drops the unpublished changes of a live ${singular}; they stay in its history. Needs the permission content.write.`,
    target,
    { conflict: true },
    WRITE,
    async (ctx, tx, input) => {
      await discardChanges(ctx, tx, targetOf(definition, input));
      return { documentId: input.id };
    },
  );
}

/** The trash. */
export function addTrash(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  const target = { id: idOf(definition), expectedRevision: EXPECTED_REVISION };
  add<DocumentInput>(
    'trash',
    `Puts the ${singular} into the trash, where it is hidden everywhere and can be restored for 30 days. Refused with IN_USE while others refer to it. Needs the permission content.delete.`,
    target,
    {
      document: false,
      conflict: true,
      usages: true,
      more: { documentId: DOCUMENT_ID('The id of what is in the trash now.') },
    },
    DELETE,
    async (ctx, tx, input) => {
      await trashDocuments(ctx, tx, [targetOf(definition, input)]);
      return { documentId: input.id };
    },
  );
  add<DocumentInput>(
    'restore',
    `Takes the ${singular} out of the trash, as a draft. Needs the permission content.delete.`,
    { id: idOf(definition) },
    {},
    DELETE,
    async (ctx, tx, input) => {
      await restoreDocuments(ctx, tx, [targetOf(definition, input)]);
      return { documentId: input.id };
    },
  );
  add<DocumentInput>(
    'purge',
    `Deletes the ${singular} that is in the trash for good, with its history. Needs the permission content.delete.`,
    { id: idOf(definition) },
    { document: false, usages: true, more: { documentId: DOCUMENT_ID('The id that what was deleted had.') } },
    DELETE,
    async (ctx, tx, input) => {
      await purgeDocuments(ctx, tx, [targetOf(definition, input)]);
      return { documentId: input.id };
    },
  );
}

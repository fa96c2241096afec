import { ID, Int } from 'type-graphql';
import { createInput, updateInput } from '../content-input';
import type { ContentTypeDefinition } from '../content-type';
import { moveDocument } from '../writing/move-document';
import {
  createDocument,
  type DocumentInput,
  removeTranslation,
  restoreDocumentRevision,
  updateDocument,
} from './document-operations';
import { DroppedReference } from './dropped-reference';
import { addFields } from './generated-api';
import { type Add, EXPECTED_REVISION, idOf } from './mutation-inputs';

const WRITE = () => ['write'] as const;

const PUBLISH_AT_ONCE =
  'What is made on the way for references (`create`, `connectOrCreate`) goes live with it. When left out it is a draft, and so are they.';

/** Making and changing documents of a type, and their translations. */
export function addWriting(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  const Create = createInput(definition);
  addFields(Create, {
    publish: {
      type: () => Boolean,
      nullable: true,
      description: `Whether it goes live at once. ${PUBLISH_AT_ONCE} Within a reference it can't be given.`,
    },
  });
  const publishing = { conflict: true, publishes: true };
  add<{ publish?: boolean | null }>(
    'create',
    `Makes a new ${singular}, with what is nested in it, or nothing at all. Needs the permission content.write, and content.publish to publish it.`,
    Create,
    { publishes: true },
    ({ publish }) => (publish ? ['write', 'publish'] : ['write']),
    (ctx, tx, input) => createDocument(ctx, tx, definition, input),
  );
  const Update = updateInput(definition);
  addFields(Update, {
    id: idOf(definition),
    expectedRevision: EXPECTED_REVISION,
    note: { type: () => String, nullable: true, description: 'What the change is about, for the history.' },
    publish: {
      type: () => Boolean,
      nullable: true,
      description: `Whether it goes live as it then is. ${PUBLISH_AT_ONCE}`,
    },
    ...(definition.localized.size === 0
      ? {}
      : {
          locale: {
            type: () => String,
            nullable: true,
            description:
              'The language of the localized values given here; the default one when left out. What is not localized is changed for all.',
          },
        }),
  });
  add<Parameters<typeof updateDocument>[3]>(
    'update',
    `Changes the ${singular}: what is left out stays, null clears. If it is live, readers do not see the change until it is published. Needs the permission content.write, and content.publish to publish it.`,
    Update,
    publishing,
    ({ publish }) => (publish ? ['write', 'publish'] : ['write']),
    (ctx, tx, input) => updateDocument(ctx, tx, definition, input),
  );
  if (definition.localized.size === 0) return;
  add<DocumentInput & { locale: string }>(
    'remove*Translation',
    `Removes the translation of the ${singular} into a language; readers of that language then see the next one of its fallbacks. Needs the permission content.write.`,
    {
      id: idOf(definition),
      locale: {
        type: () => String,
        description: 'The language; not the default one, whose values are the document itself.',
      },
      expectedRevision: EXPECTED_REVISION,
    },
    { conflict: true },
    WRITE,
    (ctx, tx, input) => removeTranslation(ctx, tx, definition, input),
  );
}

/** Bringing older revisions back. */
export function addHistory(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  add<DocumentInput & { number: number }>(
    'restore*Revision',
    `Makes an older revision of the ${singular} what is being written, as a new revision. Its place in a tree stays. Needs the permission content.write.`,
    {
      id: idOf(definition),
      number: { type: () => Int, description: 'The number of the revision to bring back.' },
      expectedRevision: EXPECTED_REVISION,
    },
    {
      conflict: true,
      more: {
        droppedFields: {
          type: () => [String],
          nullable: true,
          description: 'What the revision holds of fields that no longer exist; it was left out.',
        },
        droppedReferences: {
          type: () => [DroppedReference],
          nullable: true,
          description: 'What the revision referred to and no longer exists; it was left out.',
        },
      },
    },
    WRITE,
    (ctx, tx, input) => restoreDocumentRevision(ctx, tx, definition, input),
  );
}

/** Moving within a tree. */
export function addMove(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  type MoveInput = DocumentInput & { parentId?: string | null; beforeId?: string | null; afterId?: string | null };
  add<MoveInput>(
    'move',
    `Moves the ${singular} within its tree, with all that stands below it; readers see that at once. A circle is refused. Needs the permission content.write.`,
    {
      id: idOf(definition),
      parentId: {
        type: () => ID,
        nullable: true,
        description: `The ${singular} to stand below; null for the top. When left out the parent stays.`,
      },
      beforeId: { type: () => ID, nullable: true, description: 'The sibling to stand in front of.' },
      afterId: {
        type: () => ID,
        nullable: true,
        description: 'The sibling to stand behind. With neither, it becomes the last below a new parent.',
      },
    },
    {},
    WRITE,
    async (ctx, tx, { id, parentId, beforeId, afterId }) => {
      await moveDocument(ctx, tx, definition, {
        id,
        parentId,
        before: beforeId ?? undefined,
        after: afterId ?? undefined,
      });
      return { documentId: id };
    },
  );
}

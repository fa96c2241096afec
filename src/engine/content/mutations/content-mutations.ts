import { GraphQLDateTime } from 'graphql-scalars';
import { type ClassType, ID, Int, Resolver } from 'type-graphql';
import type { ContentRight } from '../../access/demand-content';
import { createInput, updateInput } from '../content-input';
import type { ContentTypeDefinition } from '../content-type';
import { moveDocument } from '../writing/move-document';
import { scheduleDocument } from '../writing/schedule-document';
import { purgeDocuments, restoreDocuments, trashDocuments } from '../writing/trash-documents';
import { discardChanges, unpublishDocuments } from '../writing/unpublish-documents';
import { addMutation, type DocumentMutation } from './add-mutation';
import {
  createDocument,
  type DocumentInput,
  publishDocument,
  removeTranslation,
  restoreDocumentRevision,
  targetOf,
  updateDocument,
} from './document-operations';
import { addFields, type GeneratedField, inputClass, namedClass } from './generated-api';
import { DOCUMENT_ID, type PayloadParts, payloadsOf } from './payload-types';
import { DroppedReference } from './dropped-reference';

/*
 * Generates a type's mutations from its definition, with an input and a payload for each. What they do stands in writing/ and revisions/;
 * here is what the API says about it, and who may do it.
 */

const WRITE = () => ['write'] as const;
const PUBLISH = () => ['publish'] as const;
const DELETE = () => ['delete'] as const;

const EXPECTED_REVISION: GeneratedField = {
  type: () => Int,
  nullable: true,
  description:
    'The `revision` that the caller has read, with the perspective DRAFT. When it is no longer the latest, nothing is written and the answer is REVISION_CONFLICT. When left out, the last to write wins.',
};

const PUBLISH_AT_ONCE =
  'What is made on the way for references (`create`, `connectOrCreate`) goes live with it. When left out it is a draft, and so are they.';

/** The resolver classes of a type's mutations and of their payloads. */
export function createContentMutations(definition: ContentTypeDefinition): ClassType[] {
  const Generated = namedClass(`${definition.name}Mutations`);
  const payloads = payloadsOf(definition);
  const resolvers: ClassType[] = [Generated, ...payloads.resolvers];

  function add<Input extends object>(
    verb: string,
    description: string,
    input: ClassType | Record<string, GeneratedField>,
    parts: PayloadParts,
    rights: (input: Input) => readonly ContentRight[],
    work: DocumentMutation<Input>['work'],
  ): void {
    const stem = mutationName(definition, verb);
    const Stem = stem[0].toUpperCase() + stem.slice(1);
    const { type, resolvers: more } = payloads.payload(Stem, parts);
    const InputType =
      typeof input === 'function' ? input : inputClass(`${Stem}Input`, inputDescription(definition, verb), input);
    addMutation<Input>(Generated, {
      name: stem,
      singular: definition.singular,
      description,
      input: InputType,
      payload: type,
      rights,
      work,
    });
    resolvers.push(...more);
  }

  addWriting(definition, add);
  addPublication(definition, add);
  addTrash(definition, add);
  addHistory(definition, add);
  if (definition.tree) addMove(definition, add);
  Resolver()(Generated);
  return resolvers;
}

type Add = <Input extends object>(
  verb: string,
  description: string,
  input: ClassType | Record<string, GeneratedField>,
  parts: PayloadParts,
  rights: (input: Input) => readonly ContentRight[],
  work: DocumentMutation<Input>['work'],
) => void;

function addWriting(definition: ContentTypeDefinition, add: Add): void {
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
    `Changes a ${singular}: what is left out stays, null clears. If it is live, readers do not see the change until it is published. Needs the permission content.write, and content.publish to publish it.`,
    Update,
    publishing,
    ({ publish }) => (publish ? ['write', 'publish'] : ['write']),
    (ctx, tx, input) => updateDocument(ctx, tx, definition, input),
  );
  if (definition.localized.size === 0) return;
  add<DocumentInput & { locale: string }>(
    'remove*Translation',
    `Removes the translation of a ${singular} into a language; readers of that language then see the next one of its fallbacks. Needs the permission content.write.`,
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

function addPublication(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  const target = { id: idOf(definition), expectedRevision: EXPECTED_REVISION };
  add<DocumentInput>(
    'publish',
    `Makes a ${singular} live as it is being written now. Needs the permission content.publish.`,
    target,
    { conflict: true, publishes: true },
    PUBLISH,
    (ctx, tx, input) => publishDocument(ctx, tx, definition, input),
  );
  add<DocumentInput>(
    'unpublish',
    `Takes a ${singular} down: it becomes a draft, with the changes that were not published yet, and its plans are dropped. Needs the permission content.publish.`,
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
    `Plans when a ${singular}, or its unpublished changes, go live and when it is taken down. What is left out stays as it is planned, null cancels. Needs the permission content.publish.`,
    {
      ...target,
      publishAt: { type: () => GraphQLDateTime, nullable: true, description: 'When it goes live; null cancels that.' },
      unpublishAt: {
        type: () => GraphQLDateTime,
        nullable: true,
        description: 'When it is taken down; null cancels that.',
      },
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

function addTrash(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  const target = { id: idOf(definition), expectedRevision: EXPECTED_REVISION };
  add<DocumentInput>(
    'trash',
    `Puts a ${singular} into the trash, where it is hidden everywhere and can be restored for 30 days. Refused with IN_USE while others refer to it. Needs the permission content.delete.`,
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
    `Takes a ${singular} out of the trash, as a draft. Needs the permission content.delete.`,
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
    `Deletes a ${singular} that is in the trash for good, with its history. Needs the permission content.delete.`,
    { id: idOf(definition) },
    { document: false, usages: true, more: { documentId: DOCUMENT_ID('The id that what was deleted had.') } },
    DELETE,
    async (ctx, tx, input) => {
      await purgeDocuments(ctx, tx, [targetOf(definition, input)]);
      return { documentId: input.id };
    },
  );
}

function addHistory(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  add<DocumentInput & { number: number }>(
    'restore*Revision',
    `Makes an older revision of a ${singular} what is being written, as a new revision. Its place in a tree stays. Needs the permission content.write.`,
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

function addMove(definition: ContentTypeDefinition, add: Add): void {
  const { singular } = definition;
  type MoveInput = DocumentInput & { parentId?: string | null; beforeId?: string | null; afterId?: string | null };
  add<MoveInput>(
    'move',
    `Moves a ${singular} within its tree, with all that stands below it; readers see that at once. A circle is refused. Needs the permission content.write.`,
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

/** `publish` -> `publishArticle`; `discard*Changes` -> `discardArticleChanges`. */
function mutationName({ name }: ContentTypeDefinition, verb: string): string {
  return verb.includes('*') ? verb.replace('*', name) : `${verb}${name}`;
}

function inputDescription({ singular }: ContentTypeDefinition, verb: string): string {
  const [what, thing] = verb.split('*');
  return thing
    ? `Which ${thing.toLowerCase()} of which ${singular} to ${what}.`
    : `Which ${singular} to ${what}, and how.`;
}

function idOf({ singular }: ContentTypeDefinition): GeneratedField {
  return { type: () => ID, description: `The id of the ${singular}.` };
}

import { validationFailed } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import type { Context } from '../../context';
import { readInput } from '../read-input';
import type { ContentTypeDefinition } from '../content-type';
import type { InputPath } from '../document-change';
import { restoreRevision } from '../revisions/restore-revision';
import { demandReferences } from '../demand-documents';
import { INPUT_PATH } from '../writing/content-draft';
import { publishDocuments } from '../writing/publish-documents';
import { saveDocument } from '../writing/save-document';
import { findUnpublishedReferences } from '../writing/unpublished-references';
import type { Outcome } from './answer-payload';
import { createAll, resolveNested } from './resolve-nested';

/** The longest note of a revision, in characters. */
const LONGEST_NOTE = 500;

/** What every mutation of a document that is there takes. */
export interface DocumentInput {
  id: string;
  expectedRevision?: number | null;
}

/** The document that an input is about, as writes take it. */
export function targetOf(
  definition: ContentTypeDefinition,
  { id, expectedRevision }: DocumentInput,
  path: InputPath = INPUT_PATH,
) {
  return { definition, id, expectedRevision: expectedRevision ?? undefined, path };
}

/** Makes a document from an input, with all that is nested in it. */
export async function createDocument(
  ctx: Context,
  tx: Transaction,
  definition: ContentTypeDefinition,
  input: { publish?: boolean | null },
): Promise<Outcome> {
  const publish = input.publish === true;
  const asked = readInput(definition, input, INPUT_PATH, 'create', ctx.locales);
  await demandReferences(ctx.viewer, tx, definition, asked, INPUT_PATH);
  const change = await resolveNested(ctx, tx, asked, { publish });
  const { slug, values, references, translations } = change;
  const [{ id }] = await createAll(
    ctx,
    tx,
    definition,
    [{ slug, values, references, translations, path: INPUT_PATH }],
    { publish },
  );
  return publish ? published(tx, definition, id) : { documentId: id };
}

/** Changes a document by an input, with all that is nested in it. */
export async function updateDocument(
  ctx: Context,
  tx: Transaction,
  definition: ContentTypeDefinition,
  input: DocumentInput & { locale?: string | null; note?: string | null; publish?: boolean | null },
): Promise<Outcome> {
  const { id, locale, note } = input;
  if (locale != null) demandLocale(ctx, locale);
  if (note != null && [...note].length > LONGEST_NOTE)
    throw validationFailed(`A note has ${LONGEST_NOTE} characters at most.`, [...INPUT_PATH, 'note']);
  const publish = input.publish === true;
  const asked = readInput(definition, input, INPUT_PATH, 'update', ctx.locales);
  await demandReferences(ctx.viewer, tx, definition, asked, INPUT_PATH);
  const change = await resolveNested(ctx, tx, asked, { publish });
  const { expectedRevision } = targetOf(definition, input);
  await saveDocument(ctx, tx, definition, { id, expectedRevision, locale, note, change, publish });
  return { ...(publish ? await published(tx, definition, id) : { documentId: id }), locale };
}

/** Makes a document live, and tells what readers do not see of it. */
export async function publishDocument(
  ctx: Context,
  tx: Transaction,
  definition: ContentTypeDefinition,
  input: DocumentInput,
): Promise<Outcome> {
  const { unpublishedReferences } = await publishDocuments(ctx, tx, [targetOf(definition, input)]);
  return { documentId: input.id, unpublishedReferences };
}

/** Drops a document's translation into a locale. */
export async function removeTranslation(
  ctx: Context,
  tx: Transaction,
  definition: ContentTypeDefinition,
  input: DocumentInput & { locale: string },
): Promise<Outcome> {
  const { id, expectedRevision } = targetOf(definition, input);
  demandLocale(ctx, input.locale);
  if (input.locale === ctx.locales.default)
    throw validationFailed(`${input.locale} is the default locale: its values are the document itself.`, [
      ...INPUT_PATH,
      'locale',
    ]);
  const change = { translations: new Map([[input.locale, null]]) };
  await saveDocument(ctx, tx, definition, { id, expectedRevision, change });
  return { documentId: id };
}

/** Makes an older revision what is being written. */
export async function restoreDocumentRevision(
  ctx: Context,
  tx: Transaction,
  definition: ContentTypeDefinition,
  input: DocumentInput & { number: number },
): Promise<Outcome> {
  const { id, expectedRevision } = targetOf(definition, input);
  const { number } = input;
  const restored = await restoreRevision(ctx, tx, definition, { id, number, expectedRevision });
  const droppedReferences = restored.droppedReferences.map(({ field, id: documentId }) => ({ field, documentId }));
  return { documentId: id, droppedFields: restored.droppedFields, droppedReferences };
}

function demandLocale({ locales }: Context, locale: string): void {
  if (locales.all.includes(locale)) return;
  const known = locales.all.join(', ');
  throw validationFailed(`There is no locale "${locale.slice(0, 40)}" here; there are ${known}.`, [
    ...INPUT_PATH,
    'locale',
  ]);
}

async function published(tx: Transaction, definition: ContentTypeDefinition, id: string): Promise<Outcome> {
  return { documentId: id, unpublishedReferences: await findUnpublishedReferences(tx, [{ definition, id }]) };
}

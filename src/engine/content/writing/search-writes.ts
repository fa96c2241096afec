import type { Transaction } from '../../../platform/database/database';
import { type SearchEntry, writeSearchEntries } from '../../search/write-entries';
import type { ContentTypeDefinition } from '../content-type';
import type { ValueField } from '../fields';
import type { DocumentContent } from './content-draft';

/** A document whose words are to be found. */
export interface IndexedDocument {
  id: string;
  content: DocumentContent;
  /** Since when readers see this content; null while they do not. */
  liveAt: Date | null;
}

/** Whether the search looks into a type at all. */
export function isSearchable(definition: ContentTypeDefinition): boolean {
  return searchableFields(definition).length > 0;
}

/** Makes the content of documents found, in every locale; `draft` for the unpublished changes of live documents. */
export async function indexDocuments(
  tx: Transaction,
  definition: ContentTypeDefinition,
  defaultLocale: string,
  documents: readonly IndexedDocument[],
  draft: boolean,
): Promise<void> {
  if (!isSearchable(definition)) return;
  await writeSearchEntries(
    tx,
    documents.flatMap(document => entriesOf(definition, defaultLocale, document, draft)),
  );
}

/** The search entries of one document: one for its own values, and one for each translation. */
export function entriesOf(
  definition: ContentTypeDefinition,
  defaultLocale: string,
  { id, content, liveAt }: IndexedDocument,
  draft: boolean,
): SearchEntry[] {
  const fields = searchableFields(definition);
  const entry = (locale: string, values: Record<string, unknown>): SearchEntry => {
    const texts = fields.map(field => ({ field, text: wordsOf(field, values[field.property]) }));
    return {
      type: definition.name,
      documentId: id,
      locale,
      draft,
      liveAt: draft ? null : liveAt,
      title: texts.find(({ field }) => field.property === definition.slugFrom)?.text ?? '',
      texts: texts.filter(({ field, text }) => field.property !== definition.slugFrom && text).map(({ text }) => text),
    };
  };
  return [
    entry(defaultLocale, content.values),
    // What is not localized is found in every language.
    ...[...content.translations].map(([locale, { values }]) => entry(locale, { ...content.values, ...values })),
  ];
}

function searchableFields({ values }: ContentTypeDefinition): ValueField[] {
  return values.filter(({ options, kind }) => options.searchable && !options.private && kind.words !== null);
}

function wordsOf({ kind }: ValueField, value: unknown): string {
  return value === null || value === undefined ? '' : (kind.words?.(value) ?? '');
}

import type { SqlValue, Transaction } from '../../../platform/database/database';
import type { ContentTables, ContentTypeDefinition } from '../content-type';
import { columnValue, isSameValue } from './content-columns';
import type { DocumentContent } from './content-draft';
import { marks } from './insert-rows';
import { insertJoins, insertTranslations, joinedIds, joinedProperties, type StoredContent } from './join-rows';

/** One document whose rows are to be brought from one content to another. */
export interface Rewrite extends StoredContent {
  before: DocumentContent;
  /** Further columns of the row, by property. */
  row: Record<string, SqlValue>;
}

/** Brings one document's rows, in the live tables or the draft tables, from one content to another; only what differs is written. */
export async function rewriteContent(
  tx: Transaction,
  definition: ContentTypeDefinition,
  tables: ContentTables,
  rewrite: Rewrite,
): Promise<void> {
  await updateRow(tx, definition, tables, rewrite);
  await replaceJoins(tx, definition, tables, rewrite);
  await replaceTranslations(tx, definition, tables, rewrite);
}

async function updateRow(
  tx: Transaction,
  definition: ContentTypeDefinition,
  tables: ContentTables,
  { id, before, content, row }: Rewrite,
): Promise<void> {
  const changes = Object.entries(content.values)
    .filter(([property, value]) => !isSameValue(before.values[property], value))
    .map(([property, value]): [string, SqlValue] => [property, columnValue(definition, property, value)]);
  if (before.slug !== content.slug) changes.push(['slug', content.slug]);
  changes.push(...Object.entries(row));
  const assignments = changes.map(([property]) => `${definition.columns.get(property)} = ?`).join(', ');
  await tx.run(`UPDATE ${tables.rows} SET ${assignments} WHERE id = ?`, [...changes.map(([, value]) => value), id]);
}

async function replaceJoins(
  tx: Transaction,
  definition: ContentTypeDefinition,
  tables: ContentTables,
  { id, before, content, liveAt }: Rewrite,
): Promise<void> {
  const changed = joinedProperties(definition).filter(
    property => !isSameValue(joinedIds(definition, before, property), joinedIds(definition, content, property)),
  );
  for (const property of changed) {
    await tx.run(`DELETE FROM ${tables.join(property)} WHERE owner_id = ?`, [id]);
  }
  await insertJoins(tx, definition, tables, [{ id, content, liveAt }], changed);
}

async function replaceTranslations(
  tx: Transaction,
  definition: ContentTypeDefinition,
  tables: ContentTables,
  { id, before, content, liveAt }: Rewrite,
): Promise<void> {
  const locales = new Set([...before.translations.keys(), ...content.translations.keys()]);
  const changed = [...locales].filter(
    locale => !isSameValue(before.translations.get(locale), content.translations.get(locale)),
  );
  const gone = changed.filter(locale => before.translations.has(locale));
  if (gone.length > 0) {
    await tx.run(`DELETE FROM ${tables.translations} WHERE document_id = ? AND locale IN (${marks(gone.length)})`, [
      id,
      ...gone,
    ]);
  }
  const rows = changed.flatMap(locale => {
    const translation = content.translations.get(locale);
    return translation ? [{ id, locale, translation, liveAt }] : [];
  });
  await insertTranslations(tx, definition, tables, rows);
}

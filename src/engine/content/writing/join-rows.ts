import type { SqlValue, Transaction } from '../../../platform/database/database';
import type { ContentTables, ContentTypeDefinition } from '../content-type';
import { blockReferences } from '../block-references';
import type { ReferenceField } from '../fields';
import { columnValue, localizedFields } from './content-columns';
import type { DocumentContent, Translation } from './content-draft';
import { insertRows } from './insert-rows';
import { snakeCase } from '../../../platform/database/snake-naming';

/** A document's content on its way into the tables. */
export interface StoredContent {
  id: string;
  content: DocumentContent;
  /** Since when readers see it; null while they do not. */
  liveAt: Date | null;
}

/** The references that have a join table: those that people set, and those that blocks make. */
export function joinedReferences({ joins }: ContentTypeDefinition): ReferenceField[] {
  return joins;
}

/** Their properties. */
export function joinedProperties(definition: ContentTypeDefinition): string[] {
  return joinedReferences(definition).map(({ property }) => property);
}

/** The ids that a document points to through a join table. */
export function joinedIds(definition: ContentTypeDefinition, content: DocumentContent, property: string): string[] {
  const ids = content.references[property];
  if (ids) return ids;
  const translated = [...content.translations.values()].map(({ values }) => values);
  return blockReferences(definition, [content.values, ...translated])[property] ?? [];
}

/** Adds the join rows of documents; `properties` says of which references. */
export async function insertJoins(
  tx: Transaction,
  definition: ContentTypeDefinition,
  tables: ContentTables,
  documents: readonly StoredContent[],
  properties: readonly string[] = joinedProperties(definition),
): Promise<void> {
  for (const property of properties) {
    const rows = documents.flatMap(({ id, content, liveAt }) =>
      joinedIds(definition, content, property).map((targetId, position): SqlValue[] => [
        id,
        targetId,
        position,
        tables.draft ? null : liveAt,
      ]),
    );
    await insertRows(tx, `INSERT INTO ${tables.join(property)} (owner_id, target_id, position, live_at)`, rows);
  }
}

/** Adds translation rows. */
export async function insertTranslations(
  tx: Transaction,
  definition: ContentTypeDefinition,
  { translations: table, draft }: ContentTables,
  rows: readonly { id: string; locale: string; translation: Translation; liveAt: Date | null }[],
): Promise<void> {
  if (!table || rows.length === 0) return;
  const properties = localizedFields(definition).map(({ property }) => property);
  const columns = properties.map(snakeCase);
  await insertRows(
    tx,
    `INSERT INTO ${table} (document_id, locale, live_at, slug, ${columns.join(', ')})`,
    rows.map(({ id, locale, translation: { slug, values }, liveAt }) => [
      id,
      locale,
      draft ? null : liveAt,
      slug,
      ...properties.map(property => columnValue(definition, property, values[property])),
    ]),
  );
}

import { notFound, slugTaken, validationFailed } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { snakeCase } from '../../../platform/database/snake-naming';
import { duplicateKeyOf, isTooLong, missingParentOf } from '../../../platform/database/sql-errors';
import { inList, inLists } from '../../jobs/sql-lists';
import { type ContentTypeDefinition, definitionOf } from '../content-type';
import type { InputPath } from '../document-change';
import type { ReferenceField } from '../fields';
import { mediaReferences, refersToAssets } from '../media-fields';
import { inputName, manyReferences } from './content-columns';
import type { DocumentContent } from './content-draft';
import { demandMedia } from './demand-media';
import { takenValue } from './demand-free-values';
import { joinedIds } from './join-rows';

/*
 * The database's keys are what checks slugs and references: nothing is looked up before. When a key refuses, this finds out which
 * value of which document it was, and says it as the caller would.
 */

/** A document that was being written, and where it stands in the caller's input. */
export interface WrittenDocument {
  content: DocumentContent;
  path: InputPath;
  parentId?: string | null;
}

const ID = /^[0-9A-Z]{26}$/;

/** The error that the caller should see instead of the database's; anything unknown is given back as it is. */
export async function explainFault(
  tx: Transaction,
  definition: ContentTypeDefinition,
  error: unknown,
  documents: readonly WrittenDocument[],
): Promise<unknown> {
  const duplicate = duplicateKeyOf(error);
  if (duplicate) return duplicateFault(definition, duplicate, documents) ?? error;
  const parent = missingParentOf(error);
  if (parent) return (await referenceFault(tx, definition, documents)) ?? error;
  if (isTooLong(error)) return (await referenceFault(tx, definition, documents)) ?? error;
  return error;
}

/** The slugs that a unique key refused; null when it was another key. */
export function takenSlug(definition: ContentTypeDefinition, error: unknown): string | null {
  const duplicate = duplicateKeyOf(error);
  return duplicate && isSlugKey(definition, duplicate.key) ? duplicate.entry : null;
}

function isSlugKey({ live }: ContentTypeDefinition, key: string): boolean {
  return [live.rows, live.translations].some(table => table !== null && key === `idx_${table}_slug`);
}

function duplicateFault(
  definition: ContentTypeDefinition,
  { key, entry }: { key: string; entry: string },
  documents: readonly WrittenDocument[],
): unknown {
  const [first] = documents;
  if (key.startsWith('uq_')) {
    const field = definition.values.find(each => key === `uq_${definition.live.rows}_${snakeCase(each.property)}`);
    const property = field?.property ?? key;
    const owner = documents.find(({ content }) => String(content.values[property]) === entry) ?? first;
    return takenValue(definition.singular, property, entry, owner.path);
  }
  if (!isSlugKey(definition, key)) return null;
  if (!key.endsWith('_translations_slug')) {
    const owner = documents.find(({ content }) => content.slug === entry) ?? first;
    return slugTaken(owner.content.slug, [...owner.path, 'slug']);
  }
  for (const { content, path } of documents) {
    for (const [locale, { slug }] of content.translations) {
      if (`${locale}-${slug}` === entry) return slugTaken(slug, [...path, 'translations', locale, 'slug']);
    }
  }
  return slugTaken(entry, [...first.path, 'slug']);
}

async function referenceFault(
  tx: Transaction,
  definition: ContentTypeDefinition,
  documents: readonly WrittenDocument[],
): Promise<unknown> {
  const ones = definition.references.filter(({ arity }) => arity === 'ONE');
  for (const field of [...ones, ...mediaReferences(definition), ...definition.joins]) {
    const pointed = documents.flatMap(document => pointedBy(definition, document, field));
    const [singular, table] = targetOf(field);
    const there = await existing(
      tx,
      table,
      pointed.map(({ id }) => id),
    );
    const missing = pointed.find(({ id }) => !there.has(id));
    if (missing) return notFound(singular, missing.id, [...missing.path]);
  }
  return null;
}

/** What it refers to: its name for people, and the table that it lies in. */
function targetOf(field: ReferenceField): [string, string] {
  if (refersToAssets(field)) return ['asset', 'assets'];
  const { singular, live } = definitionOf(field.target());
  return [singular, live.rows];
}

function pointedBy(
  definition: ContentTypeDefinition,
  { content, path, parentId }: WrittenDocument,
  field: ReferenceField,
): { id: string; path: InputPath }[] {
  const name = inputName(field);
  if (field.arity === 'MANY') {
    const ids = joinedIds(definition, content, field.property);
    return ids.map((id, index) => ({ id, path: field.via ? [...path, field.via] : [...path, name, index] }));
  }
  const id = content.values[name] ?? (name === 'parentId' ? parentId : null);
  return typeof id === 'string' ? [{ id, path: [...path, name] }] : [];
}

async function existing(tx: Transaction, table: string, ids: readonly string[]): Promise<Set<string>> {
  const there = new Set<string>();
  for (const batch of inLists([...new Set(ids)].filter(id => ID.test(id)))) {
    const { sql, values } = inList(batch);
    const rows = await tx.select<{ id: string }>(`SELECT id FROM ${table} WHERE id ${sql}`, values);
    for (const { id } of rows) there.add(id);
  }
  return there;
}

/** Runs a write; assets that don't belong there, and what the database's keys refuse, are thrown as the caller's fault. */
export async function explaining<Result>(
  tx: Transaction,
  definition: ContentTypeDefinition,
  documents: readonly WrittenDocument[],
  work: () => Promise<Result>,
): Promise<Result> {
  await demandMedia(tx, definition, documents);
  try {
    return await work();
  } catch (error) {
    throw await explainFault(tx, definition, error, documents);
  }
}

/** Throws VALIDATION_FAILED when a required value is missing: of the document, or of one of its translations. */
export function demandValues(definition: ContentTypeDefinition, { content, path }: WrittenDocument): void {
  for (const { property, options } of definition.values) {
    if (options.optional) continue;
    if (content.values[property] === null) throw missingValue(property, [...path, property]);
    if (!options.localized) continue;
    for (const [locale, { values }] of content.translations) {
      if (values[property] === null)
        throw missingValue(`${property} (${locale})`, [...path, 'translations', locale, property]);
    }
  }
}

/** Throws VALIDATION_FAILED when a reference that readers can count on is missing: checked before a document goes live. */
export function demandReferences(
  { references, tree }: ContentTypeDefinition,
  values: Record<string, unknown>,
  path: InputPath,
): void {
  for (const field of references) {
    if (field.arity === 'MANY' || field.options.optional || (tree && field.property === 'parent')) continue;
    const name = inputName(field);
    if (values[name] === null || values[name] === undefined) throw missingValue(field.property, [...path, name]);
  }
}

function missingValue(name: string, path: (string | number)[]) {
  return validationFailed(`\`${name}\` must have a value.`, path);
}

/** MANY references without repetition: the first place counts. */
export function distinctReferences(
  definition: ContentTypeDefinition,
  given: Record<string, readonly string[]> | undefined,
): Record<string, string[]> {
  return Object.fromEntries(
    manyReferences(definition).map(({ property }) => [property, [...new Set(given?.[property] ?? [])]]),
  );
}

import type { Sql, Transaction } from '../../../platform/database/database';
import { inList, inLists } from '../../jobs/sql-lists';
import { ContentState } from '../content';
import type { ContentTables, ContentTypeDefinition } from '../content-type';
import { notFound, revisionConflict, wrongState } from '../../../errors';
import { contentProperties, localizedFields, manyReferences, selectList, valueOfColumn } from './content-columns';
import type { DocumentContent } from './content-draft';
import { describeConflict } from '../revisions/conflict';

/** A document's row, locked: where it stands. */
export interface DocumentHead {
  id: string;
  slug: string;
  state: ContentState;
  revision: number;
  latestRevision: number;
  publishedAt: Date | null;
  publishAt: Date | null;
  unpublishAt: Date | null;
  liveAt: Date | null;
  /** The database's time when the row was locked. */
  now: Date;
}

/** Which documents a write is about. */
export interface WriteTarget {
  definition: ContentTypeDefinition;
  id: string;
  /** The number of the revision that the caller has seen; any when left out. */
  expectedRevision?: number;
}

const HEAD = selectList([
  'id',
  'slug',
  'state',
  'revision',
  'latestRevision',
  'publishedAt',
  'publishAt',
  'unpublishAt',
  'liveAt',
]);

/**
 * Locks the rows of documents of one type until the transaction ends, in the order of their ids, so that writers of the same documents
 * wait for each other instead of deadlocking. Those that are not there are missing in the answer.
 */
export async function lockDocuments(
  tx: Transaction,
  { live }: ContentTypeDefinition,
  ids: readonly string[],
): Promise<Map<string, DocumentHead>> {
  const heads = new Map<string, DocumentHead>();
  for (const batch of inLists([...new Set(ids)].sort())) {
    const { sql, values } = inList(batch);
    const rows = await tx.select<DocumentHead>(
      `SELECT ${HEAD}, UTC_TIMESTAMP(3) AS now FROM ${live.rows} WHERE id ${sql} ORDER BY id FOR UPDATE`,
      values,
    );
    for (const row of rows) heads.set(row.id, row);
  }
  return heads;
}

/** The heads of several documents of any types, locked; throws NOT_FOUND or REVISION_CONFLICT. Types are locked in the order of their names. */
export async function lockTargets<Target extends WriteTarget>(
  tx: Transaction,
  targets: readonly Target[],
): Promise<Map<ContentTypeDefinition, { target: Target; head: DocumentHead }[]>> {
  const groups = new Map<ContentTypeDefinition, { target: Target; head: DocumentHead }[]>();
  const definitions = [...new Set(targets.map(({ definition }) => definition))];
  for (const definition of definitions.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const group = targets.filter(target => target.definition === definition);
    const heads = await lockDocuments(
      tx,
      definition,
      group.map(({ id }) => id),
    );
    const unique = new Map(group.map(target => [target.id, target]));
    const found: { target: Target; head: DocumentHead }[] = [];
    for (const target of unique.values()) {
      const head = heads.get(target.id);
      if (!head) throw notFound(definition.singular, target.id);
      await demandRevision(tx, head, target.expectedRevision);
      found.push({ target, head });
    }
    groups.set(definition, found);
  }
  return groups;
}

/** One document's head, locked; throws NOT_FOUND, REVISION_CONFLICT, or WRONG_STATE when it is in the trash. */
export async function lockDocument(
  tx: Transaction,
  definition: ContentTypeDefinition,
  id: string,
  expectedRevision?: number,
): Promise<DocumentHead> {
  const head = (await lockDocuments(tx, definition, [id])).get(id);
  if (!head) throw notFound(definition.singular, id);
  await demandRevision(tx, head, expectedRevision);
  demandNotTrashed(definition, head);
  return head;
}

/** Throws WRONG_STATE for a document in the trash. */
export function demandNotTrashed({ singular }: ContentTypeDefinition, { id, state }: DocumentHead): void {
  if (state === ContentState.TRASHED) throw wrongState(`The ${singular} ${id} is in the trash; restore it first.`);
}

async function demandRevision(tx: Transaction, head: DocumentHead, expected: number | undefined): Promise<void> {
  if (expected === undefined || expected === head.latestRevision) return;
  throw revisionConflict(await describeConflict(tx, head.id, expected, head.latestRevision));
}

/** Where what is being written of a document stands: in the draft tables while there are unpublished changes. */
export function writtenTables({ live, drafts }: ContentTypeDefinition, { state }: DocumentHead): ContentTables {
  return state === ContentState.CHANGED ? drafts : live;
}

/** The content of documents as the tables hold it, by id. */
export async function readContents(
  sql: Sql,
  definition: ContentTypeDefinition,
  tables: ContentTables,
  ids: readonly string[],
): Promise<Map<string, DocumentContent>> {
  const contents = new Map<string, DocumentContent>();
  for (const batch of inLists(ids)) await readBatch(sql, definition, tables, batch, contents);
  return contents;
}

async function readBatch(
  sql: Sql,
  definition: ContentTypeDefinition,
  tables: ContentTables,
  ids: readonly string[],
  contents: Map<string, DocumentContent>,
): Promise<void> {
  const list = inList(ids);
  const properties = contentProperties(definition);
  const many = manyReferences(definition);
  const rows = await sql.select<Record<string, unknown> & { id: string; slug: string }>(
    `SELECT ${selectList(['id', 'slug', ...properties])} FROM ${tables.rows} WHERE id ${list.sql}`,
    list.values,
  );
  for (const row of rows) {
    contents.set(row.id, {
      slug: row.slug,
      values: Object.fromEntries(
        properties.map(property => [property, valueOfColumn(definition, property, row[property])]),
      ),
      references: Object.fromEntries(many.map(({ property }) => [property, []])),
      translations: new Map(),
    });
  }
  if (many.length > 0) {
    const parts = many.map(
      ({ property }) =>
        `SELECT '${property}' AS property, owner_id AS ownerId, target_id AS targetId, position
         FROM ${tables.join(property)} WHERE owner_id ${list.sql}`,
    );
    const joins = await sql.select<{ property: string; ownerId: string; targetId: string }>(
      `${parts.join(' UNION ALL ')} ORDER BY position`,
      many.flatMap(() => list.values),
    );
    for (const { property, ownerId, targetId } of joins) contents.get(ownerId)?.references[property].push(targetId);
  }
  if (tables.translations) await readTranslations(sql, definition, tables.translations, ids, contents);
}

async function readTranslations(
  sql: Sql,
  definition: ContentTypeDefinition,
  table: string,
  ids: readonly string[],
  contents: Map<string, DocumentContent>,
): Promise<void> {
  const list = inList(ids);
  const properties = localizedFields(definition).map(({ property }) => property);
  const rows = await sql.select<Record<string, unknown> & { documentId: string; locale: string; slug: string }>(
    `SELECT ${selectList(['documentId', 'locale', 'slug', ...properties])} FROM ${table}
     WHERE document_id ${list.sql} ORDER BY locale`,
    list.values,
  );
  for (const row of rows) {
    const values = properties.map(property => [property, valueOfColumn(definition, property, row[property])]);
    contents.get(row.documentId)?.translations.set(row.locale, { slug: row.slug, values: Object.fromEntries(values) });
  }
}

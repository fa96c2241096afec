import type { ContentTypeDefinition } from '../../../engine/content/content-type';
import { inList, inLists } from '../../../engine/jobs/sql-lists';
import { isUlid } from '../../../platform/crypto/new-id';
import type { Sql } from '../../../platform/database/database';

/** The ids of documents by how rows name them. */
export type NamedDocuments = ReadonlyMap<ContentTypeDefinition, ReadonlyMap<string, string>>;

/** Finds documents by their ids or slugs. What is not there is missing in the answer. */
export async function findNamed(
  sql: Sql,
  wanted: ReadonlyMap<ContentTypeDefinition, ReadonlySet<string>>,
): Promise<NamedDocuments> {
  const found = new Map<ContentTypeDefinition, Map<string, string>>();
  for (const [definition, names] of wanted) {
    const ids = new Map<string, string>();
    for (const batch of inLists([...names])) {
      const slugs = inList(batch.map(name => name.slice(0, 250)));
      const keys = inList(batch.map(name => (isUlid(name) ? name.toUpperCase() : '')));
      const rows = await sql.select<{ id: string; slug: string }>(
        `SELECT id, slug FROM ${definition.table} WHERE state <> 'TRASHED' AND (slug ${slugs.sql} OR id ${keys.sql})`,
        [...slugs.values, ...keys.values],
      );
      for (const { id, slug } of rows) ids.set(slug, id).set(id, id);
    }
    found.set(definition, ids);
  }
  return found;
}

import type { Sql } from '../../platform/database/database';
import { inList, inLists } from '../jobs/sql-lists';
import { type ContentTypeDefinition, contentTypes } from './content-type';
import { isUlid } from '../../platform/crypto/new-id';

/** Of which type the documents with these ids are, those in the trash too; what is no document is missing. One statement. */
export async function definitionsOfIds(sql: Sql, ids: readonly string[]): Promise<Map<string, ContentTypeDefinition>> {
  const found = new Map<string, ContentTypeDefinition>();
  const definitions = new Map(contentTypes().map(definition => [definition.name, definition]));
  for (const batch of inLists([...new Set(ids)].filter(isUlid))) {
    const list = inList(batch);
    const parts = [...definitions.values()].map(
      ({ name, live }) => `SELECT '${name}' AS type, id FROM ${live.rows} WHERE id ${list.sql}`,
    );
    const rows = await sql.select<{ type: string; id: string }>(
      parts.join(' UNION ALL '),
      parts.flatMap(() => list.values),
    );
    for (const { id, type } of rows) found.set(id, definitions.get(type) as ContentTypeDefinition);
  }
  return found;
}

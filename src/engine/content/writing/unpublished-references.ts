import type { Sql } from '../../../platform/database/database';
import { inList, inLists } from '../../jobs/sql-lists';
import { type ContentTypeDefinition, definitionOf } from '../content-type';
import { snakeCase } from '../../../platform/database/snake-naming';
import { refersToAssets } from '../media-fields';
import { joinedReferences } from './join-rows';

/** A reference of a live document to one that readers do not see. */
export interface UnpublishedReference {
  /** The content type and id of who refers. */
  type: string;
  id: string;
  /** The field that refers: a reference, or a field of blocks. */
  field: string;
  targetType: string;
  targetId: string;
}

/** The most that are told. */
const MAX_TOLD = 100;

/** What the live rows of these documents refer to although it is not live. */
export async function findUnpublishedReferences(
  sql: Sql,
  documents: readonly { definition: ContentTypeDefinition; id: string }[],
): Promise<UnpublishedReference[]> {
  const found: UnpublishedReference[] = [];
  for (const definition of new Set(documents.map(document => document.definition))) {
    const ids = documents.filter(document => document.definition === definition).map(({ id }) => id);
    for (const batch of inLists(ids)) found.push(...(await findInBatch(sql, definition, batch)));
  }
  return found.slice(0, MAX_TOLD);
}

async function findInBatch(
  sql: Sql,
  definition: ContentTypeDefinition,
  ids: readonly string[],
): Promise<UnpublishedReference[]> {
  const joined = joinedReferences(definition).filter(field => !refersToAssets(field));
  const fields = [...definition.references.filter(({ arity }) => arity === 'ONE'), ...joined];
  if (fields.length === 0) return [];
  const list = inList(ids);
  const parts = fields.map(({ property, arity, target, via }) => {
    const { name, live } = definitionOf(target());
    const told = `'${via ?? property}' AS field, '${name}' AS targetType`;
    return arity === 'ONE'
      ? `SELECT o.id AS id, r.id AS targetId, ${told} FROM ${definition.live.rows} o
         JOIN ${live.rows} r ON r.id = o.${snakeCase(property)}_id WHERE o.id ${list.sql} AND r.live_at IS NULL`
      : `SELECT o.owner_id AS id, r.id AS targetId, ${told} FROM ${definition.live.join(property)} o
         JOIN ${live.rows} r ON r.id = o.target_id WHERE o.owner_id ${list.sql} AND r.live_at IS NULL`;
  });
  const rows = await sql.select<Omit<UnpublishedReference, 'type'>>(
    `${parts.join(' UNION ALL ')} LIMIT ${MAX_TOLD}`,
    fields.flatMap(() => list.values),
  );
  return rows.map(row => ({ type: definition.name, ...row }));
}

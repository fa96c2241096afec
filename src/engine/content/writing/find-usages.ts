import type { Usage } from '../../../errors';
import type { Sql } from '../../../platform/database/database';
import { snakeCase } from '../../../platform/database/snake-naming';
import { type ContentTypeDefinition, contentTypes } from '../content-type';
import type { ReferenceField } from '../fields';
import { marks } from './insert-rows';
import { mediaReferences } from '../media-fields';
import { joinedReferences } from './join-rows';

/** Who refers to some documents. */
export interface Usages {
  /** The first of them. */
  usages: Usage[];
  /** How many references there are; a document that refers by two fields, or live and in its draft, counts once for each field. */
  total: number;
}

/** Which references count. */
export interface UsageOptions {
  /** Only those that refuse a deletion (`onDelete` is not `clear`). */
  refusing?: boolean;
  /** Those of documents in the trash too. */
  trashed?: boolean;
  /** Not those of these documents. */
  except?: readonly string[];
  /** How many are named; 20 when left out. */
  limit?: number;
}

/**
 * Who refers to documents of a type, or to assets: by any field, live or in unpublished changes, and in a tree the children. Readers would see less:
 * this is for people who may see drafts.
 */
export async function findUsages(
  sql: Sql,
  target: { entity: object },
  ids: readonly string[],
  { refusing = false, trashed = false, except = [], limit = 20 }: UsageOptions = {},
): Promise<Usages> {
  const usages: Usage[] = [];
  let total = 0;
  if (ids.length === 0) return { usages, total };
  for (const definition of contentTypes()) {
    const ones = definition.references.filter(({ arity }) => arity === 'ONE');
    for (const field of [...ones, ...mediaReferences(definition), ...joinedReferences(definition)]) {
      if (field.target() !== target.entity || (refusing && field.options.onDelete === 'clear')) continue;
      const { from, values } = referring(definition, field, ids, except, trashed);
      const rows = await sql.select<{ id: string; targetId: string }>(
        `SELECT DISTINCT id, targetId FROM (${from}) u ORDER BY id, targetId LIMIT ${limit + 1}`,
        values,
      );
      for (const row of rows.slice(0, limit - usages.length)) {
        usages.push({ type: definition.name, id: row.id, field: field.via ?? field.property, targetId: row.targetId });
      }
      total +=
        rows.length <= limit
          ? rows.length
          : Number(
              (
                await sql.select<{ n: number }>(
                  `SELECT COUNT(*) AS n FROM (SELECT DISTINCT id, targetId FROM (${from}) u) d`,
                  values,
                )
              )[0].n,
            );
    }
  }
  return { usages, total };
}

/** The references of one field from the live tables and the drafts. */
function referring(
  { live, drafts }: ContentTypeDefinition,
  { property, arity }: ReferenceField,
  ids: readonly string[],
  except: readonly string[],
  trashed: boolean,
): { from: string; values: string[] } {
  const column = `${snakeCase(property)}_id`;
  const among = marks(ids.length);
  const others = except.length > 0 ? ` AND o.id NOT IN (${marks(except.length)})` : '';
  const state = trashed ? '' : ` AND o.state <> 'TRASHED'`;
  const parts =
    arity === 'ONE'
      ? [
          `SELECT o.id, o.${column} AS targetId FROM ${live.rows} o WHERE o.${column} IN (${among})${state}${others}`,
          `SELECT o.id, o.${column} AS targetId FROM ${drafts.rows} o WHERE o.${column} IN (${among})${others}`,
        ]
      : [
          `SELECT o.id, j.target_id AS targetId FROM ${live.join(property)} j JOIN ${live.rows} o ON o.id = j.owner_id
           WHERE j.target_id IN (${among})${state}${others}`,
          `SELECT o.id, j.target_id AS targetId FROM ${drafts.join(property)} j JOIN ${drafts.rows} o ON o.id = j.owner_id
           WHERE j.target_id IN (${among})${others}`,
        ];
  return { from: parts.join(' UNION ALL '), values: [...ids, ...except, ...ids, ...except] };
}

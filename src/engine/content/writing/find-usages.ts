import type { Usage } from '../../../errors';
import type { Sql } from '../../../platform/database/database';
import { isWhole, reachOf } from '../../access/grants';
import type { Viewer } from '../../access/viewer';
import { snakeCase } from '../../../platform/database/snake-naming';
import { type ContentTypeDefinition, contentTypes } from '../content-type';
import type { ReferenceField } from '../fields';
import { rowsWithin } from '../view';
import { marks } from './insert-rows';
import { mediaReferences } from '../media-fields';
import { joinedReferences } from './join-rows';

/** Who refers to some documents. */
export interface Usages {
  /** The first of them. */
  usages: Usage[];
  /** How many references there are; a document that refers by two fields, or live and in its draft, counts once for each field. */
  total: number;
  /** True when there are some besides that the viewer (`seenBy`) may not see. */
  others: boolean;
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
  /** Only those that this viewer may see. */
  seenBy?: Viewer;
}

/**
 * Who refers to documents of a type, or to assets: by any field, live or in unpublished changes, and in a tree the children. Readers would see less:
 * this is for people who may see drafts.
 */
export async function findUsages(
  sql: Sql,
  target: { entity: object },
  ids: readonly string[],
  { refusing = false, trashed = false, except = [], limit = 20, seenBy }: UsageOptions = {},
): Promise<Usages> {
  const usages: Usage[] = [];
  let total = 0;
  let others = false;
  if (ids.length === 0) return { usages, total, others };
  for (const definition of contentTypes()) {
    const ones = definition.references.filter(({ arity }) => arity === 'ONE');
    for (const field of [...ones, ...mediaReferences(definition), ...joinedReferences(definition)]) {
      if (field.target() !== target.entity || (refusing && field.options.onDelete === 'clear')) continue;
      const seen = seenBy ? seenRows(definition, field, seenBy) : ALL_ROWS;
      const { from, values } = referring(definition, field, ids, except, trashed, seen);
      const rows = await sql.select<{ id: string; targetId: string }>(
        `SELECT DISTINCT id, targetId FROM (${from}) u ORDER BY id, targetId LIMIT ${limit + 1}`,
        values,
      );
      for (const row of rows.slice(0, limit - usages.length)) {
        usages.push({ type: definition.name, id: row.id, field: field.via ?? field.property, targetId: row.targetId });
      }
      const count = rows.length <= limit ? rows.length : await countRows(sql, from, values);
      total += count;
      if (seen === ALL_ROWS || others) continue;
      const all = referring(definition, field, ids, except, trashed, ALL_ROWS);
      others = (await countRows(sql, all.from, all.values)) > count;
    }
  }
  return { usages, total, others };
}

async function countRows(sql: Sql, from: string, values: readonly string[]): Promise<number> {
  const [{ n }] = await sql.select<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT DISTINCT id, targetId FROM (${from}) u) d`,
    [...values],
  );
  return Number(n);
}

/** Conditions on those who refer, whose alias is `o`: in the live tables, and among the drafts. */
interface SeenRows {
  live: string;
  drafts: string;
}

const ALL_ROWS: SeenRows = { live: 'TRUE', drafts: 'TRUE' };

/** Where a viewer sees that a field refers: in documents whose drafts they may read, and in what is live. */
function seenRows(definition: ContentTypeDefinition, { property, via }: ReferenceField, viewer: Viewer): SeenRows {
  const within = (live: boolean) => {
    const reach = reachOf(viewer, 'read', definition.name, { live });
    if (isWhole(reach)) return 'TRUE';
    return reach.fields?.has(via ?? property) === false ? 'FALSE' : (rowsWithin(reach.rows, viewer, 'o') ?? 'TRUE');
  };
  const drafts = within(false);
  if (drafts === 'TRUE') return ALL_ROWS;
  return { live: `(${drafts} OR (o.live_at IS NOT NULL AND ${within(true)}))`, drafts };
}

/** The references of one field from the live tables and the drafts. */
function referring(
  { live, drafts }: ContentTypeDefinition,
  { property, arity }: ReferenceField,
  ids: readonly string[],
  except: readonly string[],
  trashed: boolean,
  seen: SeenRows,
): { from: string; values: string[] } {
  const column = `${snakeCase(property)}_id`;
  const among = marks(ids.length);
  const others = except.length > 0 ? ` AND o.id NOT IN (${marks(except.length)})` : '';
  const state = trashed ? '' : ` AND o.state <> 'TRASHED'`;
  const parts =
    arity === 'ONE'
      ? [
          `SELECT o.id, o.${column} AS targetId FROM ${live.rows} o WHERE o.${column} IN (${among})${state}${others} AND ${seen.live}`,
          `SELECT o.id, o.${column} AS targetId FROM ${drafts.rows} o WHERE o.${column} IN (${among})${others} AND ${seen.drafts}`,
        ]
      : [
          `SELECT o.id, j.target_id AS targetId FROM ${live.join(property)} j JOIN ${live.rows} o ON o.id = j.owner_id
           WHERE j.target_id IN (${among})${state}${others} AND ${seen.live}`,
          `SELECT o.id, j.target_id AS targetId FROM ${drafts.join(property)} j JOIN ${drafts.rows} o ON o.id = j.owner_id
           WHERE j.target_id IN (${among})${others} AND ${seen.drafts}`,
        ];
  return { from: parts.join(' UNION ALL '), values: [...ids, ...except, ...ids, ...except] };
}

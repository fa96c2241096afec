import { badUserInput } from '../../errors';
import type { SqlValue } from '../../platform/database/database';
import { snakeCase } from '../../platform/database/snake-naming';
import type { Context } from '../context';
import { noteList } from '../loading/cache-tags';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import type { ReferenceField } from './fields';
import { filterableReferences } from './list-filter-inputs';
import { type Leg, legColumn, legFrom } from './list-leg';
import { type ListContents, legsOf } from './list-legs';
import { chooseCountStart } from './list-start';
import { branchesOf, showsAll, type View } from './view';
import { demandField, Perspective } from './visibility';

/** The most groups of one answer. */
export const LARGEST_GROUP_COUNT = 100;

/** Documents that have something in common. */
export interface Group {
  key: string | null;
  count: number;
  view: View;
  /** The type of the document that the key names; null for groups by a value. */
  target: ContentTypeDefinition | null;
}

/** Something that documents can be counted by. */
interface Grouping {
  /** The enum value. */
  value: string;
  description: string;
  reference: ReferenceField | null;
  /** The declared field; null for what every document has. */
  property: string | null;
  /** SQL of the key in a leg, for groups by a value. */
  key(leg: Leg): string;
}

/** Kinds whose few values make groups. */
const GROUPED_KINDS: ReadonlySet<string> = new Set(['BOOLEAN', 'CHOICE']);

const groupings = new WeakMap<ContentTypeDefinition, ReadonlyMap<string, Grouping>>();

/** What a type's documents can be counted by, by enum value: references and choices that are filterable, the state, and the month. */
export function groupingsOf(definition: ContentTypeDefinition): ReadonlyMap<string, Grouping> {
  const known = groupings.get(definition);
  if (known) return known;
  const all: Grouping[] = filterableReferences(definition).map(reference => ({
    value: snakeCase(reference.property).toUpperCase(),
    description: `By the documents that \`${reference.property}\` refers to.`,
    reference,
    property: reference.property,
    key: () => '',
  }));
  for (const { property, kind, options } of definition.values) {
    if (!options.filterable || options.private || !GROUPED_KINDS.has(kind.name)) continue;
    const key =
      kind.name === 'BOOLEAN'
        ? (leg: Leg) => `CASE ${legColumn(leg, property)} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`
        : (leg: Leg) => legColumn(leg, property);
    const value = snakeCase(property).toUpperCase();
    all.push({ value, description: `By \`${property}\`.`, reference: null, property, key });
  }
  all.push(
    {
      value: 'STATE',
      description: 'By the state; only with the perspective DRAFT.',
      reference: null,
      property: null,
      key: leg => legColumn(leg, 'state'),
    },
    {
      value: 'PUBLISHED_MONTH',
      description: 'By the month (UTC) in which they went live.',
      reference: null,
      property: null,
      key: leg => `DATE_FORMAT(${legColumn(leg, 'publishedAt')}, '%Y-%m')`,
    },
  );
  const byValue = new Map(all.map(grouping => [grouping.value, grouping]));
  groupings.set(definition, byValue);
  return byValue;
}

/** The largest groups of a list's documents. A document that the view does not show makes no group. */
export async function countGroups(ctx: Context, list: ListContents, value: string, first: number): Promise<Group[]> {
  const { definition, view } = list;
  const grouping = groupingsOf(definition).get(value) as Grouping;
  if (grouping.property !== null) demandField(ctx.viewer, view.perspective, definition.name, grouping.property);
  if (value === 'STATE' && view.perspective !== Perspective.DRAFT) {
    throw badUserInput('Group by STATE only with the perspective DRAFT.', { argument: 'field' });
  }
  const target = grouping.reference ? definitionOf(grouping.reference.target()) : null;
  if (target) noteList(ctx, target.name);
  const values: SqlValue[] = [];
  const parts = legsOf(list).map(leg => {
    const { sql, values: conditions } = keysOf(leg, grouping);
    values.push(...conditions);
    return `SELECT k, COUNT(*) AS n FROM (${sql}) keyed GROUP BY k`;
  });
  const shown = target
    ? `WHERE ${branchesOf(target, view)
        .map(
          ({ tables, visible }) => `(SELECT 1 FROM ${tables.rows} x WHERE x.id = g.k AND ${visible('x')} LIMIT 1) = 1`,
        )
        .join(' OR ')}`
    : '';
  const rows = await ctx.db.select<{ k: string | null; total: number }>(
    `SELECT g.k AS k, SUM(g.n) AS total FROM (${parts.join(' UNION ALL ')}) g ${shown} GROUP BY g.k ORDER BY total DESC, k LIMIT ${first}`,
    values,
  );
  return rows.map(({ k, total }) => ({ key: k, count: Number(total), view, target }));
}

/** The keys of a leg's documents, one row for each document and key. */
function keysOf(leg: Leg, { reference, key }: Grouping): { sql: string; values: SqlValue[] } {
  if (reference?.arity === 'MANY') {
    const join = leg.branch.tables.join(reference.property);
    if (isAllLive(leg))
      return { sql: `SELECT g0.target_id AS k FROM ${join} g0 WHERE g0.live_at IS NOT NULL`, values: [] };
    const { sql, values } = legFrom(leg, chooseCountStart(leg));
    return {
      sql: `SELECT g0.target_id AS k FROM (SELECT t.id AS id ${sql}) d JOIN ${join} g0 ON g0.owner_id = d.id`,
      values,
    };
  }
  const { sql, values } = legFrom(leg, chooseCountStart(leg));
  const column = reference ? `t.${snakeCase(reference.property)}_id` : key(leg);
  return { sql: `SELECT ${column} AS k ${sql}${reference ? ` AND ${column} IS NOT NULL` : ''}`, values };
}

/** Every live document: the index of the reference alone has the answer. */
function isAllLive({ definition, view, condition, search, step }: Leg): boolean {
  return (
    showsAll(view, definition.name) &&
    view.perspective === Perspective.PUBLISHED &&
    condition === null &&
    search === null &&
    step === null
  );
}

import type { SqlValue } from '../../platform/database/database';
import { snakeCase } from '../../platform/database/snake-naming';
import type { Fragment, SortColumn } from '../pagination/keyset';
import type { SearchJoin } from '../search/match';
import type { ContentTypeDefinition } from './content-type';
import type { Place } from './condition-sql';
import { writeCondition } from './condition-sql';
import type { ReferenceField } from './fields';
import type { Condition } from './list-filter';
import { DRAFT_STATE, inList } from './reading';
import type { Branch, View } from './view';

/*
 * A list is read in legs: one for each branch of the perspective, and, where a localized property is filtered or sorted by, one for each
 * locale of the chain ("has it in this locale, and in none before"). Each leg is filtered, sorted and limited by itself, so that it can
 * walk an index, and the legs are put together afterwards. The aliases: `t` the rows, `l` the translations of the leg's locale, `j` the
 * join table that a leg starts from, `s` what a search found.
 */

/** One part of a list. */
export interface Leg {
  definition: ContentTypeDefinition;
  view: View;
  branch: Branch;
  /** The place in the view's chain; null when only the rows matter. */
  step: number | null;
  condition: Condition | null;
  /** What must have been found by a search. */
  search: SearchJoin | null;
}

/** From where a leg starts, and what is then left to check. */
export type Start =
  /** At an index, of the order or of a condition. */
  | { from: 'index'; index: string; table: 'rows' | 'translations'; rest: Condition | null; sorted: boolean }
  /** At the rows that a MANY reference leads back to. */
  | { from: 'join'; field: ReferenceField; ids: readonly string[]; rest: Condition | null; sorted: boolean }
  /** At what a search found. */
  | { from: 'search'; search: SearchJoin; rest: Condition | null; sorted: false }
  /** Wherever the database finds best. */
  | { from: 'anywhere'; rest: Condition | null; sorted: boolean };

/** A place in the sort order of a type. */
export interface SortKey {
  property: string;
  descending: boolean;
}

const NUMERIC = /^(tiny|small|medium|big)?int|^(boolean|bool|decimal|double|float|numeric)/;
const INSTANT = /^(datetime|date|timestamp)/;

/** The translations of a leg: null for one that reads the rows alone. */
export function localeOf({ view, step }: Leg): string | null {
  return step === null || step >= view.steps.length ? null : view.steps[step];
}

/** SQL of a property in a leg. */
export function legColumn(leg: Leg, property: string): string {
  const column = leg.definition.columns.get(property) as string;
  if (property === 'state' && leg.branch.tables.draft) return DRAFT_STATE;
  return localeOf(leg) !== null && leg.definition.localized.has(property) ? `l.${column}` : `t.${column}`;
}

/** The columns of an order in a leg. */
export function sortColumns(leg: Leg, keys: readonly SortKey[], start: Start | null): SortColumn[] {
  return keys.map(({ property, descending }) => ({
    column: start?.from === 'join' && start.sorted ? 'j.live_at' : legColumn(leg, property),
    descending,
    nullable: isNullable(leg, property),
    values: valuesOf(leg.definition, property),
  }));
}

/** SQL of the id, on the table whose index the leg walks. */
export function legId(start: Start): string {
  if (start.from === 'join' && start.ids.length === 1) return 'j.owner_id';
  return start.from === 'index' && start.table === 'translations' ? 'l.document_id' : 't.id';
}

function isNullable({ definition, view }: Leg, property: string): boolean {
  if (property === 'liveAt') return view.perspective === 'DRAFT';
  return definition.values.some(field => field.property === property && field.options.optional === true);
}

function valuesOf({ values }: ContentTypeDefinition, property: string): SortColumn['values'] {
  const field = values.find(value => value.property === property);
  if (!field) return property === 'position' ? 'NUMBER' : 'INSTANT';
  const type = String(field.kind.column(field.options).type);
  if (NUMERIC.test(type)) return 'NUMBER';
  return INSTANT.test(type) ? 'INSTANT' : 'TEXT';
}

/** `FROM ... WHERE ...` of a leg that starts there, with further `joins`; the caller adds further conditions, order and limit. */
export function legFrom(leg: Leg, start: Start, joins = ''): Fragment {
  const { branch } = leg;
  const locale = localeOf(leg);
  const values: SqlValue[] = [];
  const where: string[] = [];
  const from = tablesOf(leg, start, values, where);
  if (locale !== null) {
    where.push('l.locale = ?', branch.shown('l'));
    values.push(locale);
  }
  where.push(branch.visible('t'));
  for (const earlier of leg.step === null ? [] : leg.view.steps.slice(0, leg.step)) {
    where.push(
      `(SELECT 1 FROM ${branch.tables.translations} m WHERE m.document_id = t.id AND m.locale = ? AND ${branch.shown('m')} LIMIT 1) IS NULL`,
    );
    values.push(earlier);
  }
  if (start.rest) where.push(writeCondition(start.rest, placeOf(leg), values));
  return {
    sql: `FROM ${from}${joins} WHERE ${where.filter(condition => condition !== 'TRUE').join(' AND ') || 'TRUE'}`,
    values,
  };
}

/** The tables in the order in which they are to be read; STRAIGHT_JOIN keeps the optimizer from turning it round. */
function tablesOf(leg: Leg, start: Start, values: SqlValue[], where: string[]): string {
  const { rows, translations } = leg.branch.tables;
  const localized = localeOf(leg) !== null ? ` STRAIGHT_JOIN ${translations} l ON l.document_id = t.id` : '';
  if (start.from === 'join') {
    const join = leg.branch.tables.join(start.field.property);
    const { sql, values: ids } = inList(start.ids);
    values.push(...ids);
    if (start.ids.length > 1) {
      return `(SELECT DISTINCT owner_id FROM ${join} WHERE target_id ${sql}) j STRAIGHT_JOIN ${rows} t ON t.id = j.owner_id${localized}`;
    }
    where.push('j.target_id = ?');
    if (leg.view.perspective === 'PUBLISHED') where.push('j.live_at IS NOT NULL');
    return `${join} j STRAIGHT_JOIN ${rows} t ON t.id = j.owner_id${localized}`;
  }
  if (start.from === 'search') {
    const { from, on, where: matches } = start.search;
    where.push(matches.sql);
    values.push(...matches.values);
    return `${from} STRAIGHT_JOIN ${rows} t ON ${on}${localized}`;
  }
  if (start.from === 'anywhere') return `${rows} t${localized}`;
  if (start.table === 'translations') {
    return `${translations} l FORCE INDEX (${start.index}) STRAIGHT_JOIN ${rows} t ON t.id = l.document_id`;
  }
  return `${rows} t FORCE INDEX (${start.index})${localized}`;
}

function placeOf(leg: Leg): Place {
  return {
    view: leg.view,
    tables: leg.branch.tables,
    row: 't',
    depth: 0,
    column: property => legColumn(leg, property),
  };
}

/** The index that keeps a property of a leg in order, and its table. */
export function indexOf(leg: Leg, property: string): { index: string; table: 'rows' | 'translations' } | null {
  const { rows, translations } = leg.branch.tables;
  if (property === 'liveAt') return { index: `idx_${rows}_live`, table: 'rows' };
  if (property === 'updatedAt') return { index: `idx_${rows}_updated`, table: 'rows' };
  if (property === 'position' || property === 'parentId') return { index: `idx_${rows}_siblings`, table: 'rows' };
  const field = leg.definition.values.find(value => value.property === property);
  if (!field?.options.sortable) return null;
  const stem = snakeCase(property);
  return field.options.localized && localeOf(leg) !== null
    ? { index: `idx_${translations}_${stem}`, table: 'translations' }
    : { index: `idx_${rows}_${stem}`, table: 'rows' };
}

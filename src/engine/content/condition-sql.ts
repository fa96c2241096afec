import type { SqlValue } from '../../platform/database/database';
import type { ContentTables, ContentTypeDefinition } from './content-type';
import { snakeCase } from '../../platform/database/snake-naming';
import type { Condition } from './list-filter';
import { firstOf, inList, joinsOf } from './reading';
import { type Branch, branchesOf, type View } from './view';

/*
 * Turns conditions into SQL. Relations become scalar subqueries `(SELECT 1 ... LIMIT 1) = 1`, negated `IS NULL`: the optimizers of MySQL
 * and MariaDB neither flatten nor materialise those, so that a list keeps walking the index of its order. What a relation leads to is
 * seen from the same view.
 */

/** Where a condition is evaluated: one document's row, and how its properties are read. */
export interface Place {
  view: View;
  tables: ContentTables;
  /** The alias of the row. */
  row: string;
  /** SQL of a property. */
  column(property: string): string;
  /** How many relations lead here. */
  depth: number;
}

/** Writes the condition, and adds the values of its marks. */
export function writeCondition(condition: Condition, place: Place, values: SqlValue[]): string {
  switch (condition.type) {
    case 'all':
      return joined(condition.parts, ' AND ', 'TRUE', place, values);
    case 'any':
      return joined(condition.parts, ' OR ', 'FALSE', place, values);
    case 'not':
      return `(${writeCondition(condition.part, place, values)}) IS NOT TRUE`;
    case 'compare': {
      const { sql, values: operands } = condition.on(place.column(condition.property));
      values.push(...operands);
      return sql;
    }
    case 'refers':
      return writeRefers(condition, place, values);
    default:
      return writeRelated(condition, place, values);
  }
}

function joined(parts: readonly Condition[], word: string, empty: string, place: Place, values: SqlValue[]): string {
  if (parts.length === 0) return empty;
  return `(${parts.map(part => writeCondition(part, place, values)).join(word)})`;
}

function writeRefers(
  { field, ids }: Extract<Condition, { type: 'refers' }>,
  { tables, row, depth }: Place,
  values: SqlValue[],
): string {
  if (ids.length === 0) return 'FALSE';
  const list = inList(ids);
  values.push(...list.values);
  if (field.arity === 'ONE') return `${row}.${snakeCase(field.property)}_id ${list.sql}`;
  const join = `j${depth}`;
  return `(SELECT 1 FROM ${tables.join(field.property)} ${join} WHERE ${join}.owner_id = ${row}.id AND ${join}.target_id ${list.sql} LIMIT 1) = 1`;
}

function writeRelated(condition: Extract<Condition, { type: 'related' }>, place: Place, values: SqlValue[]): string {
  const { target, negated } = condition;
  const parts = branchesOf(target, place.view).map(branch => {
    const subquery = writeSubquery(condition, branch, place, values);
    return negated ? `${subquery} IS NULL` : `${subquery} = 1`;
  });
  return `(${parts.join(negated ? ' AND ' : ' OR ')})`;
}

function writeSubquery(
  { field, target, condition }: Extract<Condition, { type: 'related' }>,
  branch: Branch,
  { view, tables, row, depth }: Place,
  values: SqlValue[],
): string {
  const alias = `x${depth}`;
  const steps = localizedIn(condition, target) ? view.steps : [];
  const translations = steps.map((_, step) => `y${depth}_${step}`);
  values.push(...steps);
  const joins = joinsOf(branch, translations, alias);
  const inner = writeCondition(condition, placeOf(view, target, branch.tables, alias, translations, depth + 1), values);
  const from =
    field.arity === 'ONE'
      ? `${branch.tables.rows} ${alias}${joins} WHERE ${alias}.id = ${row}.${snakeCase(field.property)}_id`
      : `${tables.join(field.property)} j${depth} STRAIGHT_JOIN ${branch.tables.rows} ${alias} ON ${alias}.id = j${depth}.target_id${joins} WHERE j${depth}.owner_id = ${row}.id`;
  return `(SELECT 1 FROM ${from} AND ${branch.visible(alias)} AND ${inner} LIMIT 1)`;
}

/** A place where localized properties are those of the first translation that is there. */
function placeOf(
  view: View,
  { columns, localized }: ContentTypeDefinition,
  tables: ContentTables,
  row: string,
  translations: readonly string[],
  depth: number,
): Place {
  return {
    view,
    tables,
    row,
    depth,
    column(property) {
      const column = columns.get(property) as string;
      if (!localized.has(property)) return `${row}.${column}`;
      return firstOf(translations, alias => `${alias}.${column}`, `${row}.${column}`);
    },
  };
}

/** Whether the condition asks for a localized property of the type itself. */
export function localizedIn(condition: Condition | null, definition: ContentTypeDefinition): boolean {
  switch (condition?.type) {
    case 'all':
    case 'any':
      return condition.parts.some(part => localizedIn(part, definition));
    case 'not':
      return localizedIn(condition.part, definition);
    case 'compare':
      return definition.localized.has(condition.property);
    default:
      return false;
  }
}

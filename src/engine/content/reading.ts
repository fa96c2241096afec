import type { GraphQLResolveInfo } from 'graphql';
import { forbidden } from '../../errors';
import type { Context } from '../context';
import type { Content } from './content';
import type { ContentTypeDefinition } from './content-type';
import { PLAIN } from './field-kinds';
import { type Selection, selectionOf } from './projection';
import { type Branch, branchesOf, showsField, type View } from './view';
import { Perspective } from './visibility';

/*
 * How the documents of one selection are read from one view: everything that does not depend on the request is worked out once. The
 * rows' alias is `t`; the translations of the view's locales are joined by primary key as `l0`, `l1`, ..., and a document is served
 * whole from the first locale that it has.
 */

/** A document as it was read: only the selected properties, and where it was seen from. */
export type ContentRow = Partial<Content> & {
  id: string;
  __typename: string;
  view: View;
  /** The place in the view's chain of the locale that it was served from; absent when nobody asked, or there was nothing to choose. */
  served?: number;
  /** DRAFT: 1 for the draft of a live document, whose references stand in tables of their own. */
  branch?: number;
  [property: string]: unknown;
};

/** One branch of a reading, in SQL. */
export interface ReadingBranch extends Branch {
  /** What to select, e.g. `t.id AS id, t.title AS title`. */
  list: string;
  /** The joins of translations behind the rows; empty when there are none. */
  joins: string;
}

/** A selection seen from a view. */
export interface Reading {
  /** What is selected. */
  properties: readonly string[];
  /** Tells loaders apart. */
  name: string;
  definition: ContentTypeDefinition;
  view: View;
  branches: readonly ReadingBranch[];
  /** The values of the marks in `joins`, the same for each branch. */
  locales: readonly string[];
  /** Makes the engine's form of values that are stored in another one. */
  conversions: readonly { property: string; fromSql: (raw: unknown) => unknown }[];
}

let serial = 0;

const readings = new WeakMap<Selection, WeakMap<View, Reading>>();

/** The reading of a selection from a view. */
export function readingOf(selection: Selection, view: View): Reading {
  let known = readings.get(selection);
  if (!known) readings.set(selection, (known = new WeakMap()));
  let reading = known.get(view);
  if (!reading) known.set(view, (reading = compile(selection, view)));
  return reading;
}

/** The reading of what a field selects of the documents that it gives. */
export function readingFor(info: GraphQLResolveInfo, definition: ContentTypeDefinition, view: View): Reading {
  return readingOf(selectionOf(info, definition), view);
}

/** Makes rows of the database into documents, in place. */
export function dress<Row extends ContentRow>(rows: Row[], { definition, view, conversions }: Reading): Row[] {
  for (const row of rows) {
    row.__typename = definition.name;
    row.view = view;
  }
  for (const { property, fromSql } of conversions) {
    for (const row of rows as ContentRow[]) {
      if (row[property] !== null) row[property] = fromSql(row[property]);
    }
  }
  return rows;
}

/** The locale that a document was served from. */
export function servedLocale({ view, served = view.steps.length }: ContentRow): string {
  return view.chain[served];
}

/** The documents with these ids that the view shows, in no order. */
export async function selectByIds(ctx: Context, reading: Reading, ids: readonly string[]): Promise<ContentRow[]> {
  const { branches, locales } = reading;
  const { sql, values } = inList(ids);
  const parts = branches.map(
    ({ tables, list, joins, visible }) =>
      `SELECT ${list} FROM ${tables.rows} t${joins} WHERE t.id ${sql} AND ${visible('t')}`,
  );
  const rows = await ctx.db.select<ContentRow>(
    parts.join(' UNION ALL '),
    branches.length === 1 && locales.length === 0 ? values : branches.flatMap(() => [...locales, ...values]),
  );
  return dress(rows, reading);
}

/** What a reading without translations selects of its first branch, from rows under another alias: each property with its SQL. */
export function readingFrom(
  { definition, branches: [branch], view, properties }: Reading,
  row: string,
): [string, string][] {
  return properties.map(property => [property, columnOf(definition, branch, view, property, [], row)]);
}

function compile({ definition, properties, served }: Selection, view: View): Reading {
  const { localized, values } = definition;
  const joined =
    view.steps.length > 0 && localized.size > 0 && (served || properties.some(name => localized.has(name)));
  const steps = joined ? view.steps.map((_, index) => `l${index}`) : [];
  const drafts = view.perspective === Perspective.DRAFT;
  const branches = branchesOf(definition, view).map((branch, index) => {
    const list = properties.map(
      property => `${columnOf(definition, branch, view, property, steps, 't')} AS ${property}`,
    );
    if (joined) list.push(`${firstOf(steps, (_, step) => String(step), String(steps.length))} AS served`);
    if (drafts) list.push(`${index} AS branch`);
    return { ...branch, list: list.join(', '), joins: joinsOf(branch, steps, 't') };
  });
  const conversions = values
    .filter(({ property, kind }) => properties.includes(property) && kind.fromSql !== PLAIN.fromSql)
    .map(({ property, kind }) => ({ property, fromSql: kind.fromSql }));
  const name = `${definition.name}#${++serial}`;
  return { name, definition, view, properties, branches, locales: joined ? view.steps : [], conversions };
}

/** The joins that bring a document's translations, one for each alias; their marks take the locales. */
export function joinsOf({ tables, shown }: Branch, aliases: readonly string[], row: string): string {
  return aliases
    .map(
      alias =>
        ` LEFT JOIN ${tables.translations} ${alias} ON ${alias}.document_id = ${row}.id AND ${alias}.locale = ? AND ${shown(alias)}`,
    )
    .join('');
}

/** `CASE WHEN l0.document_id IS NOT NULL THEN ... ELSE ... END`: the value for the first translation that is there. */
export function firstOf(
  aliases: readonly string[],
  value: (alias: string, step: number) => string,
  otherwise: string,
): string {
  if (aliases.length === 0) return otherwise;
  const cases = aliases.map((alias, step) => `WHEN ${alias}.document_id IS NOT NULL THEN ${value(alias, step)}`);
  return `CASE ${cases.join(' ')} ELSE ${otherwise} END`;
}

/** True for a value that the viewer may not read: it is null, and where null can't be FORBIDDEN is thrown. */
function isHidden(definition: ContentTypeDefinition, view: View, property: string): boolean {
  const reference = definition.references.find(field => `${field.property}Id` === property);
  const value = definition.values.find(field => field.property === property);
  const field = reference ?? value;
  if (!field || showsField(view, definition.name, field.property)) return false;
  if (value && !value.options.optional && !value.options.private) {
    throw forbidden('content.read', `${definition.name}.${property}`);
  }
  return true;
}

/** Readers are not told about plans and unpublished changes. */
const AS_READERS_SEE: Record<string, string> = { state: "'PUBLISHED'", publishAt: 'NULL', unpublishAt: 'NULL' };

/** The state of every draft of a live document. */
export const DRAFT_STATE = "'CHANGED'";

function columnOf(
  definition: ContentTypeDefinition,
  { tables }: Branch,
  view: View,
  property: string,
  steps: readonly string[],
  row: string,
): string {
  const column = definition.columns.get(property) as string;
  if (view.viewer !== null && isHidden(definition, view, property)) return 'NULL';
  if (view.perspective === Perspective.PUBLISHED && Object.hasOwn(AS_READERS_SEE, property)) {
    return AS_READERS_SEE[property];
  }
  if (tables.draft && property === 'state') return DRAFT_STATE;
  if (!definition.localized.has(property)) return `${row}.${column}`;
  return firstOf(steps, alias => `${alias}.${column}`, `${row}.${column}`);
}

/** Lists have few lengths, so that few statements are prepared. */
const LENGTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const LISTS = new Map(LENGTHS.map(length => [length, `IN (${Array(length).fill('?').join(', ')})`]));

/** `IN (?, ?, ...)` for 1 to 500 values, of which the last may be repeated. */
export function inList<Value>(values: readonly Value[]): { sql: string; values: readonly Value[] } {
  const length = LENGTHS.find(fits => fits >= values.length) as number;
  const sql = LISTS.get(length) as string;
  if (length === values.length) return { sql, values };
  const padded = values.slice();
  while (padded.length < length) padded.push(values[values.length - 1]);
  return { sql, values: padded };
}

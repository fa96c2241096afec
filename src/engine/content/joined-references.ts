import type { Context } from '../context';
import { noteDocument } from '../loading/cache-tags';
import type { SelectedReference } from './projection';
import { type ContentRow, dress, type Reading, readingFrom, readingOf } from './reading';
import type { View } from './view';

/*
 * What the rows of a list refer to, fetched by the statement of the list: a document that a reference leads to is one more row by its primary
 * key, which costs less than another statement. Only short values are fetched like this, since many rows may refer to one document, and
 * each then brings it along; and only where both ends are read from one set of tables, without translations.
 */

/** References that are read along with a list, and what of the statement that needs. */
export interface JoinedReferences {
  /** Behind the list of columns, with a comma in front. */
  columns: string;
  /** Behind the tables. */
  joins: string;
  references: readonly { reference: SelectedReference; reading: Reading; alias: string }[];
}

/** More joins than this, and the optimizer takes its time. */
const MOST_JOINS = 4;

/** Columns that are longer than this many characters are fetched once for each document instead. */
const MOST_CHARACTERS = 300;

const SHORT = /^(char|varchar|datetime|date|boolean|bool|(tiny|small|medium|big)?int|decimal|double|float)$/;

const joined = new WeakMap<readonly SelectedReference[], WeakMap<View, JoinedReferences | null>>();

/** The references among these that a list in this view can bring along; null when there are none. */
export function joinedReferences(selected: readonly SelectedReference[], view: View): JoinedReferences | null {
  if (selected.length === 0) return null;
  let known = joined.get(selected);
  if (!known) joined.set(selected, (known = new WeakMap()));
  let found = known.get(view);
  if (found === undefined) known.set(view, (found = join(selected, view)));
  return found;
}

function join(selected: readonly SelectedReference[], view: View): JoinedReferences | null {
  const references = selected
    .map(reference => ({ reference, reading: readingOf(reference.selection, view) }))
    .filter(({ reference, reading }) => reference.field.arity === 'ONE' && isShort(reading))
    .slice(0, MOST_JOINS)
    .map((each, index) => ({ ...each, alias: `r${index}` }));
  if (references.length === 0) return null;
  return {
    references,
    columns: references
      .flatMap(({ reading, alias }) => readingFrom(reading, alias).map(([name, sql]) => `, ${sql} AS ${alias}_${name}`))
      .join(''),
    joins: references
      .map(({ reference: { owner, field }, reading: { branches }, alias }) => {
        const [{ tables, visible }] = branches;
        const column = owner.columns.get(`${field.property}Id`) as string;
        return ` LEFT JOIN ${tables.rows} ${alias} ON ${alias}.id = t.${column} AND ${visible(alias)}`;
      })
      .join(''),
  };
}

/** One set of tables, no translations, and no value that it would hurt to repeat. */
function isShort({ branches, locales, definition, properties }: Reading): boolean {
  if (branches.length !== 1 || locales.length > 0) return false;
  return definition.values.every(({ property, kind, options }) => {
    if (!properties.includes(property)) return true;
    const { type, length } = kind.column(options);
    return SHORT.test(String(type)) && Number(length ?? 0) <= MOST_CHARACTERS;
  });
}

/** Takes the documents that came along out of the rows of a list: for each reference one for each row, null where there is none. */
export function takeJoined(
  ctx: Context,
  rows: readonly ContentRow[],
  { references }: JoinedReferences,
): { reference: SelectedReference; referred: (ContentRow | null)[] }[] {
  return references.map(({ reference, reading, alias }) => {
    const { definition, properties } = reading;
    const idProperty = `${reference.field.property}Id`;
    const names = properties.map(property => `${alias}_${property}`);
    const byId = new Map<string, ContentRow>();
    const referred = rows.map(row => {
      if (ctx.cacheTags && row[idProperty] != null) noteDocument(ctx, definition.name, row[idProperty] as string);
      const id = row[`${alias}_id`] as string | null;
      if (id === null) return null;
      let document = byId.get(id);
      if (!document) {
        document = {} as ContentRow;
        for (let index = 0; index < names.length; index++) document[properties[index]] = row[names[index]];
        byId.set(id, document);
      }
      return document;
    });
    dress([...byId.values()], reading);
    return { reference, referred };
  });
}

import { type Condition, filterOf, type FilterForm, readConditions, writeConditions } from './conditions';
import type { ContentType } from './content-type';

/*
 * How a list is looked at. All of it stands in the address, so that a reload, the back button and a link show the same.
 */

/** What the address holds; everything is left out where it is as usual. */
export interface ListSearch {
  /** What is searched for. */
  q?: string | undefined;
  /** Conditions as text (conditions.ts). */
  filter?: string | undefined;
  /** A value of the type's `Sort` enum. */
  sort?: string | undefined;
  locale?: string | undefined;
  /** The columns in their order, with commas between. */
  columns?: string | undefined;
  rows?: 'compact' | undefined;
  /** Trees are shown as trees unless this says otherwise, or something is searched for, filtered or sorted. */
  view?: 'list' | undefined;
}

const KEYS = ['q', 'filter', 'sort', 'locale', 'columns', 'rows', 'view'] as const;

/** Reads an address; what is no text, or no known word, is left out. */
export function readListSearch(raw: Readonly<Record<string, unknown>>): ListSearch {
  // Undefined, not left out: what is left out of a route's search stays as it stood in the address.
  const search: Record<string, string | undefined> = {};
  for (const key of KEYS) {
    const value = raw[key];
    const text = typeof value === 'number' ? String(value) : value;
    search[key] = typeof text === 'string' && text !== '' && isKnown(key, text) ? text : undefined;
  }
  return search as ListSearch;
}

function isKnown(key: string, text: string): boolean {
  const words: Readonly<Record<string, string>> = { rows: 'compact', view: 'list' };
  return words[key] === undefined || words[key] === text;
}

/** The query part of an address, in one order, so that equal searches are equal texts: `?filter=state%3Ain%3ADRAFT&q=fog`. */
export function writeListSearch(search: ListSearch): string {
  const parameters = new URLSearchParams();
  for (const key of [...KEYS].sort()) {
    const value = search[key];
    if (value) parameters.set(key, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** The address that `writeListSearch` wrote. */
export function parseListSearch(query: string): ListSearch {
  return readListSearch(Object.fromEntries(new URLSearchParams(query)));
}

/** Whether two addresses show the same documents in the same way; how dense the rows are, and whether as a tree, is no part of that. */
export function isSameView(one: ListSearch, other: ListSearch): boolean {
  const plain = ({ rows: _rows, view: _view, ...search }: ListSearch) => writeListSearch(search);
  return plain(one) === plain(other);
}

/** Whether fewer documents are shown than there are. */
export function isNarrowed({ q, filter }: ListSearch): boolean {
  return Boolean(q?.trim() || filter);
}

/** Whether an address shows the documents as a tree. */
export function isTreeShown({ tree }: Pick<ContentType, 'tree'>, search: ListSearch): boolean {
  return tree && search.view !== 'list' && !search.sort && !isNarrowed(search);
}

/** What a list of the API is asked with, but its page. */
export interface ListVariables {
  filter: object | null;
  search: string | null;
  sort: string[] | null;
  locale: string | null;
}

/** The variables of an address. Relative times such as "the last 7 days" begin at midnight, so that the same day asks the same. */
export function listVariables(
  type: ContentType,
  forms: ReadonlyMap<string, FilterForm>,
  search: ListSearch,
  now: Date,
): ListVariables {
  const conditions = conditionsOf(search, forms);
  const inputNames = new Map(type.fields.map(({ name, inputName }) => [name, inputName]));
  const filter = filterOf(conditions, {
    formOf: field => forms.get(field) ?? null,
    inputName: field => inputNames.get(field) ?? field,
    now,
  });
  const asked = search.q?.trim() || null;
  return { filter, search: asked, sort: sortOf(type, search), locale: search.locale ?? null };
}

/** The conditions of an address that the type can be filtered by. */
export function conditionsOf({ filter = '' }: ListSearch, forms: ReadonlyMap<string, FilterForm>): Condition[] {
  return readConditions(filter, field => forms.get(field) ?? null);
}

/** The address with other conditions; at most one for each field and operator. */
export function withConditions(search: ListSearch, conditions: readonly Condition[]): ListSearch {
  return { ...search, filter: writeConditions(conditions) || undefined };
}

/** Replaces the condition on a field, adds it at the end, or with null takes it away. */
export function withCondition(conditions: readonly Condition[], field: string, next: Condition | null): Condition[] {
  const place = conditions.findIndex(condition => condition.field === field);
  if (next === null) return conditions.filter(condition => condition.field !== field);
  return place < 0 ? [...conditions, next] : conditions.map((condition, index) => (index === place ? next : condition));
}

/** The order of a list: as the address has it, by relevance for a search, else what was changed last first. */
function sortOf({ sorts }: ContentType, { sort, q }: ListSearch): string[] | null {
  if (sort && sorts.includes(sort)) return [sort];
  if (q?.trim()) return null;
  return sorts.includes('UPDATED_AT_DESC') ? ['UPDATED_AT_DESC'] : null;
}

/** The order that is shown in the column heads: the stem of a `Sort` value and its direction, or null for relevance. */
export function shownSort(type: ContentType, search: ListSearch): { stem: string; descending: boolean } | null {
  const [value] = sortOf(type, search) ?? [];
  if (!value) return null;
  return { stem: value.replace(/_(ASC|DESC)$/, ''), descending: value.endsWith('_DESC') };
}

/** The stem of the `Sort` values of a field, or null when lists can not be sorted by it: `updatedAt` -> `UPDATED_AT`. */
export function sortStemOf({ sorts }: ContentType, field: string): string | null {
  const stem = field.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase();
  return stem !== 'POSITION' && sorts.includes(`${stem}_ASC`) ? stem : null;
}

/** What a click on a column's head asks for: texts begin with A, times with the latest; the second click turns it round. */
export function nextSort(stem: string, kind: string, shown: { stem: string; descending: boolean } | null): string {
  if (shown?.stem === stem) return `${stem}_${shown.descending ? 'ASC' : 'DESC'}`;
  return `${stem}_${['MOMENT', 'DAY', 'NUMBER'].includes(kind) ? 'DESC' : 'ASC'}`;
}

import type { ContentType } from './content-type';

/** The columns that every document has, beside its title. */
export const BASE_COLUMNS = [
  'state',
  '_locales',
  'slug',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'publishAt',
  'unpublishAt',
] as const;

/** Kinds that say something in a narrow column, the most telling first; of each this many are shown at first. */
const TELLING: readonly [string, number][] = [
  ['CHOICE', 1],
  ['REFERENCE', 2],
  ['REFERENCES', 1],
  ['MOMENT', 1],
];
const MOST_AT_FIRST = 3;

/** All columns that a list can have, the title left out: it is always the first one. */
export function possibleColumns(type: ContentType, languages: number): string[] {
  const base = BASE_COLUMNS.filter(name => name !== '_locales' || (type.localized && languages > 1));
  return [...base, ...type.fields.map(({ name }) => name).filter(name => name !== type.titleField)];
}

/** The columns that a list has when nobody has chosen: the state, what tells documents apart, the languages, the latest change. */
export function usualColumns(type: ContentType, languages: number): string[] {
  const telling = TELLING.flatMap(([kind, most]) =>
    type.fields.filter(field => field.kind === kind && field.name !== 'parent').slice(0, most),
  );
  return [
    'state',
    ...telling.slice(0, MOST_AT_FIRST).map(({ name }) => name),
    ...(type.localized && languages > 1 ? ['_locales'] : []),
    'updatedAt',
  ];
}

/** The columns of an address: those that there are, in their order; the usual ones when it names none. */
export function columnsOf(type: ContentType, languages: number, chosen: string | undefined): string[] {
  const possible = new Set(possibleColumns(type, languages));
  const named = [...new Set(chosen?.split(','))].filter(name => possible.has(name));
  return named.length > 0 ? named : usualColumns(type, languages);
}

/** The columns as an address names them; undefined for the usual ones. */
export function writeColumns(type: ContentType, languages: number, columns: readonly string[]): string | undefined {
  const text = columns.join(',');
  return text === '' || text === usualColumns(type, languages).join(',') ? undefined : text;
}

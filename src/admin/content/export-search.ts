import type { ContentType } from './content-type';
import type { ListSearch } from './list-query';

/** What the address of a new export holds; everything is left out where it is as usual. */
export interface ExportSearch {
  /** The content type, as `plural` names it; `site` exports everything as a blog, `query` what a GraphQL query finds. */
  of?: string | undefined;
  /** Conditions as text (conditions.ts), as lists have them. */
  filter?: string | undefined;
  locale?: string | undefined;
}

/** Reads an address; what is no text is left out. */
export function readExportSearch({ of, filter, locale }: Readonly<Record<string, unknown>>): ExportSearch {
  return { of: textOf(of), filter: textOf(filter), locale: textOf(locale) };
}

/** The address of an export of what a list shows: `<Link to="/exports/new" search={exportSearchOf(type, search)}>`. */
export function exportSearchOf({ plural }: Pick<ContentType, 'plural'>, { filter, locale }: ListSearch): ExportSearch {
  return { of: plural, filter, locale };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

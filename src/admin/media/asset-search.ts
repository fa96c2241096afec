import type { AssetFilter, AssetKind, AssetSort } from '../api/generated/graphql';
import { ASSET_KINDS } from './asset-fragment';

/*
 * How the library is looked at. All of it stands in the address.
 */

/** What the address holds; everything is left out where it is as usual. */
export interface MediaSearch {
  q?: string | undefined;
  kind?: AssetKind | undefined;
  private?: 'yes' | 'no' | undefined;
  alt?: 'missing' | undefined;
  sort?: AssetSort | undefined;
  view?: 'list' | undefined;
}

/** The orders that there are, as the menu has them. */
export const ASSET_SORTS = [
  'CREATED_AT_DESC',
  'CREATED_AT_ASC',
  'UPDATED_AT_DESC',
  'FILENAME_ASC',
  'FILENAME_DESC',
  'BYTES_DESC',
  'BYTES_ASC',
] as const satisfies readonly AssetSort[];

const VALUES = {
  kind: ASSET_KINDS,
  private: ['yes', 'no'],
  alt: ['missing'],
  sort: ASSET_SORTS,
  view: ['list'],
} as const satisfies { [Key in Exclude<keyof MediaSearch, 'q'>]-?: readonly string[] };

/** The order when the address names none. */
export const USUAL_SORT = 'CREATED_AT_DESC' satisfies AssetSort;

/** Reads an address; what is no known word is left out. */
export function readMediaSearch(raw: Readonly<Record<string, unknown>>): MediaSearch {
  // Undefined, not left out: what is left out of a route's search stays as it stood in the address.
  const search: Record<string, unknown> = { q: textOf(raw.q) };
  for (const [key, known] of Object.entries(VALUES)) {
    search[key] = (known as readonly unknown[]).includes(raw[key]) ? raw[key] : undefined;
  }
  return search as MediaSearch;
}

// A search for a number is read as one.
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** What the list of the API is asked with, but its page. */
export interface AssetVariables {
  filter: AssetFilter;
  search: string | null;
  sort: AssetSort;
}

/** The variables of an address. */
export function assetVariables({ q, kind, private: hidden, alt, sort }: MediaSearch): AssetVariables {
  return {
    filter: {
      kind: kind ? [kind] : null,
      private: hidden === undefined ? null : hidden === 'yes',
      withoutAlt: alt === 'missing' ? true : null,
    },
    search: q?.trim() || null,
    sort: sort ?? USUAL_SORT,
  };
}

/** Whether fewer files are shown than there are. */
export function isNarrowed({ q, kind, private: hidden, alt }: MediaSearch): boolean {
  return Boolean(q?.trim() || kind || hidden || alt);
}

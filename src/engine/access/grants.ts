import type { ContentRight } from './demand-content';
import { may, type Viewer } from './viewer';

/*
 * Grants are rights on content that hold under conditions; a right without any is a permission (`content.write`). What a viewer may do
 * with the documents of a type is its reach there: worked out from both, and asked for in no other place.
 */

/** A right on content, and what it is limited to. */
export interface ContentGrant {
  right: ContentRight;
  /** Names of content types; null for every type. */
  types: readonly string[] | null;
  /** Only documents that the viewer has made. */
  own?: boolean;
  /** `read`: only what readers see, no drafts and no history. */
  live?: boolean;
  /** `read` and `write`: only these fields; null for all. */
  fields?: readonly string[] | null;
  /** `write`: only values in these locales; null for all. */
  locales?: readonly string[] | null;
  /** `write`: only values in the locales that the user was given together with the role. */
  ownLocales?: boolean;
}

/** What a viewer may do with the documents of one type by one right. */
export interface Reach {
  rows: 'ALL' | 'OWN' | 'NONE';
  /** The fields that it is limited to; null for all. */
  fields: ReadonlySet<string> | null;
  /** The locales that it is limited to; null for all. */
  locales: ReadonlySet<string> | null;
}

/** Everything that readers see: what everybody may read unless the role Public says otherwise. */
export const ALL_THAT_IS_LIVE: readonly ContentGrant[] = [{ right: 'read', types: null, live: true }];

const WHOLE: Reach = { rows: 'ALL', fields: null, locales: null };
const NONE: Reach = { rows: 'NONE', fields: null, locales: null };

const reaches = new WeakMap<Viewer, Map<string, Reach>>();

/** What the viewer may do with the documents of a type; `live` asks for what readers see of them. */
export function reachOf(viewer: Viewer, right: ContentRight, type: string, { live = false } = {}): Reach {
  let known = reaches.get(viewer);
  if (!known) reaches.set(viewer, (known = new Map()));
  const key = `${right} ${live} ${type}`;
  let reach = known.get(key);
  if (!reach) known.set(key, (reach = workOut(viewer, right, type, live)));
  return reach;
}

function workOut(viewer: Viewer, right: ContentRight, type: string, live: boolean): Reach {
  if (may(viewer, `content.${right}`)) return WHOLE;
  if (right === 'read' && viewer.preview) return WHOLE;
  const grants = (viewer.grants ?? ALL_THAT_IS_LIVE).filter(
    grant => grant.right === right && (live || !grant.live) && (grant.types === null || grant.types.includes(type)),
  );
  if (grants.length === 0) return NONE;
  const all = grants.filter(({ own }) => !own);
  // What one's own documents show beyond others' would differ from row to row: where all can be reached, the grants for all decide.
  const counted = all.length > 0 ? all : grants;
  return {
    rows: all.length > 0 ? 'ALL' : viewer.id === null ? 'NONE' : 'OWN',
    fields: union(counted.map(({ fields }) => fields ?? null)),
    locales: union(counted.map(({ locales }) => locales ?? null)),
  };
}

/** True when the reach ends nowhere. */
export function isWhole({ rows, fields, locales }: Reach): boolean {
  return rows === 'ALL' && fields === null && locales === null;
}

/** True when the viewer sees of every type all that a perspective shows. */
export function readsEverything(viewer: Viewer, { live }: { live: boolean }): boolean {
  if (may(viewer, 'content.read') || viewer.preview) return true;
  return (viewer.grants ?? ALL_THAT_IS_LIVE).some(
    grant => grant.right === 'read' && grant.types === null && !grant.own && !grant.fields && (live || !grant.live),
  );
}

/** True when the viewer has the right on at least some documents of some type. */
export function mayAnywhere(viewer: Viewer, right: ContentRight): boolean {
  if (may(viewer, `content.${right}`)) return true;
  return (viewer.grants ?? []).some(grant => grant.right === right && !grant.live);
}

/** Equal for viewers who may do the same; empty for the rights that everybody has. */
export function rightsKey({ permissions, grants = ALL_THAT_IS_LIVE }: Viewer): string {
  if (permissions.size === 0 && grants === ALL_THAT_IS_LIVE) return '';
  const conditional = [...new Set(grants.map(grant => JSON.stringify(grant)))].sort();
  return JSON.stringify([[...permissions].sort(), conditional]);
}

function union(lists: readonly (readonly string[] | null)[]): ReadonlySet<string> | null {
  return lists.some(list => list === null) ? null : new Set(lists.flatMap(list => list ?? []));
}

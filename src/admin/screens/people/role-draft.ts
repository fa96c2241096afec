import type { ContentGrantInput, ContentRight, RoleFactsFragment } from '../../api/generated/graphql';

/*
 * A role as its table shows it. The API has permissions, which hold for all content, and grants, which hold under conditions for some
 * types; the table has a cell for each type and right, with the ways in which it is allowed.
 */

export const RIGHTS = ['READ', 'WRITE', 'PUBLISH', 'DELETE'] as const satisfies readonly ContentRight[];

/** The row of the table that is about all types. */
export const ALL_TYPES = '*';

/** Under which conditions a right holds; `{}` is none. */
export interface Way {
  own?: boolean;
  live?: boolean;
  ownLocales?: boolean;
  fields?: readonly string[];
  locales?: readonly string[];
}

export interface RoleDraft {
  name: string;
  description: string;
  /** Those that are not about content. */
  permissions: readonly string[];
  /** By `type right`; a right that is not allowed has no cell. */
  cells: Readonly<Record<string, readonly Way[]>>;
}

export const cellKey = (type: string, right: ContentRight): string => `${type} ${right}`;

const permissionOf = (right: ContentRight): string => `content.${right.toLowerCase()}`;

/** A role as the API has it, for the table; without one, an empty one. */
export function draftOf(role: RoleFactsFragment | null): RoleDraft {
  const cells: Record<string, Way[]> = {};
  const add = (type: string, right: ContentRight, way: Way) => (cells[cellKey(type, right)] ??= []).push(way);
  for (const right of RIGHTS) if (role?.permissions.includes(permissionOf(right))) add(ALL_TYPES, right, {});
  for (const { right, types, own, live, ownLocales, fields, locales } of role?.grants ?? []) {
    const way: Way = {
      ...(own ? { own } : {}),
      ...(live ? { live } : {}),
      ...(ownLocales ? { ownLocales } : {}),
      ...(fields ? { fields } : {}),
      ...(locales ? { locales } : {}),
    };
    for (const type of types ?? [ALL_TYPES]) add(type, right, way);
  }
  return {
    name: role?.name ?? '',
    description: role?.description ?? '',
    permissions: role?.permissions.filter(name => !name.startsWith('content.')) ?? [],
    cells,
  };
}

/** What to send of the draft. */
export function inputOf({ name, description, permissions, cells }: RoleDraft): {
  name: string;
  description: string;
  permissions: string[];
  grants: ContentGrantInput[];
} {
  const content: string[] = [];
  const grants = new Map<string, ContentGrantInput & { types?: string[] }>();
  for (const [key, ways] of Object.entries(cells)) {
    const [type, right] = key.split(' ') as [string, ContentRight];
    for (const way of ways) {
      if (type === ALL_TYPES && isFull(way)) {
        content.push(permissionOf(right));
        continue;
      }
      // Fields belong to one type; everything else is said once for all types that have it alike.
      const same = JSON.stringify([right, way, type === ALL_TYPES || way.fields ? type : '']);
      const known = grants.get(same);
      if (known?.types) known.types.push(type);
      else grants.set(same, { right, ...conditionsOf(way), ...(type === ALL_TYPES ? {} : { types: [type] }) });
    }
  }
  return { name, description, permissions: [...permissions, ...content], grants: [...grants.values()] };
}

/** Whether a right holds without conditions. */
export const isFull = (way: Way): boolean => Object.keys(way).length === 0;

function conditionsOf({ fields, locales, ...rest }: Way): Omit<ContentGrantInput, 'right' | 'types'> {
  return { ...rest, ...(fields ? { fields: [...fields] } : {}), ...(locales ? { locales: [...locales] } : {}) };
}

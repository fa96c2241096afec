import type { Sql } from '../../platform/database/database';
import type { ContentTypeDefinition } from './content-type';

/** The longest slug, in characters; room is left for a number behind it. */
const MAX_SLUG = 190;

/** `Crème brûlée & Co.` -> `creme-brulee-co`. Letters of every script stay; `fallback` is used when nothing does. */
export function slugify(text: string, fallback: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...slug].slice(0, MAX_SLUG).join('').replace(/-+$/, '') || fallback;
}

/**
 * Gives each wish a slug that no other document of the type has: the wished one, or with `-2`, `-3` ... behind it. The unique key
 * stays the last word: two writers at once may still collide there.
 */
export async function freeSlugs(
  sql: Sql,
  definition: ContentTypeDefinition,
  wishes: readonly string[],
): Promise<string[]> {
  const taken = new Set<string>();
  const slugs: string[] = wishes.map(() => '');
  let open = wishes.map((_, index) => index);
  for (let number = 1; open.length > 0; number++) {
    const candidates = open.map(index => (number === 1 ? wishes[index] : `${wishes[index]}-${number}`));
    for (const slug of await existing(sql, definition, candidates)) taken.add(slug);
    open = open.filter((index, position) => {
      const candidate = candidates[position];
      if (taken.has(candidate)) return true;
      taken.add(candidate);
      slugs[index] = candidate;
      return false;
    });
  }
  return slugs;
}

async function existing(sql: Sql, { table }: ContentTypeDefinition, slugs: readonly string[]): Promise<string[]> {
  const rows = await sql.select<{ slug: string }>(
    `SELECT slug FROM ${table} WHERE slug IN (${slugs.map(() => '?').join(', ')})`,
    slugs,
  );
  return rows.map(({ slug }) => slug);
}

import type { Sql } from '../../platform/database/database';
import { inList, inLists } from '../jobs/sql-lists';
import type { ContentTypeDefinition } from './content-type';

/**
 * Gives each wish a slug that no other document of the type has, live or in its draft (in that locale, if one is given): the wished one, or with `-2`, `-3` ...
 * behind it. The unique key stays the last word: two writers at once may still collide there.
 */
export async function freeSlugs(
  sql: Sql,
  definition: ContentTypeDefinition,
  wishes: readonly string[],
  locale: string | null = null,
): Promise<string[]> {
  const taken = new Set<string>();
  const slugs: string[] = wishes.map(() => '');
  let open = wishes.map((_, index) => index);
  for (let number = 1; open.length > 0; number++) {
    const candidates = open.map(index => (number === 1 ? wishes[index] : `${wishes[index]}-${number}`));
    for (const slug of await existing(sql, definition, locale, candidates)) taken.add(slug);
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

async function existing(
  sql: Sql,
  { live, drafts }: ContentTypeDefinition,
  locale: string | null,
  slugs: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const batch of inLists(slugs)) {
    const list = inList(batch);
    // What a draft holds will be live one day.
    const tables = locale === null ? [live.rows, drafts.rows] : [live.translations, drafts.translations];
    const where = locale === null ? '' : 'locale = ? AND ';
    const rows = await sql.select<{ slug: string }>(
      tables.map(table => `SELECT slug FROM ${table} WHERE ${where}slug ${list.sql}`).join(' UNION ALL '),
      tables.flatMap(() => [...(locale === null ? [] : [locale]), ...list.values]),
    );
    found.push(...rows.map(({ slug }) => slug));
  }
  return found;
}

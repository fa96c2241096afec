import { contentTypes } from '../../engine/content/content-type';
import type { Sql } from '../../platform/database/database';
import { seedSiteSettings } from './load-site-settings';

/**
 * Remembers the default locale, in which the rows of all documents are written: under another one their texts would pass for that language,
 * and the search would not find them. Gives the locale that stands in the way, or null when this one may be the default.
 */
export async function keepDefaultLocale(sql: Sql, locale: string): Promise<string | null> {
  await seedSiteSettings(sql);
  const [{ writtenIn }] = await sql.select<{ writtenIn: string | null }>(
    'SELECT written_in AS writtenIn FROM site_settings WHERE id = 1',
  );
  if (writtenIn === locale) return null;
  if (writtenIn !== null && (await hasContent(sql))) return writtenIn;
  await sql.run('UPDATE site_settings SET written_in = ? WHERE id = 1', [locale]);
  return null;
}

async function hasContent(sql: Sql): Promise<boolean> {
  const parts = contentTypes().map(({ table }) => `(SELECT 1 AS one FROM ${table} LIMIT 1)`);
  return parts.length > 0 && (await sql.select(`${parts.join(' UNION ALL ')} LIMIT 1`)).length > 0;
}

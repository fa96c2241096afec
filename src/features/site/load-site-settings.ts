import type { Sql } from '../../platform/database/database';
import type { SiteSettings } from './site-settings.entity';

const DEFAULTS = { title: 'Keelson', description: 'A new site.' };

/** The site's settings, or the defaults before `seed` has run. */
export async function loadSiteSettings(sql: Sql): Promise<Omit<SiteSettings, 'writtenIn'>> {
  const [settings] = await sql.select<SiteSettings>('SELECT id, title, description FROM site_settings WHERE id = 1');
  return settings ?? { id: 1, ...DEFAULTS };
}

/** Makes the row if there is none; what somebody has written stays. */
export async function seedSiteSettings(sql: Sql): Promise<void> {
  await sql.run('INSERT IGNORE INTO site_settings (id, title, description) VALUES (1, ?, ?)', [
    DEFAULTS.title,
    DEFAULTS.description,
  ]);
}

import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { validationFailed } from '../../errors';
import { loadSiteSettings, seedSiteSettings } from './load-site-settings';
import type { SiteSettings } from './site-settings.entity';
import type { UpdateSiteSettingsInput } from './update-site-settings-payload';

const LONGEST = { title: 200, description: 1000 } as const;

/** Changes what is given and leaves the rest. Needs settings.manage; throws VALIDATION_FAILED with the path. */
export async function updateSiteSettings(
  ctx: Context,
  input: UpdateSiteSettingsInput,
): Promise<Omit<SiteSettings, 'writtenIn'>> {
  demand(ctx.viewer, 'settings.manage');
  const changes = (['title', 'description'] as const).flatMap(property => {
    const value = input[property];
    return value === undefined ? [] : [[property, accept(property, value)] as const];
  });
  await seedSiteSettings(ctx.db);
  if (changes.length > 0) {
    const assignments = changes.map(([property]) => `${property} = ?`).join(', ');
    await ctx.db.transaction(async tx => {
      await tx.run(
        `UPDATE site_settings SET ${assignments} WHERE id = 1`,
        changes.map(([, value]) => value),
      );
      await audit(ctx, tx, {
        action: 'site-settings.changed',
        subject: { type: 'SiteSettings', id: null },
        details: Object.fromEntries(changes),
      });
    });
  }
  return loadSiteSettings(ctx.db);
}

function accept(property: 'title' | 'description', value: string | null): string {
  const path = ['input', property];
  if (value === null || (property === 'title' && value.trim() === ''))
    throw validationFailed(`The site needs a ${property}.`, path);
  const length = [...value].length;
  if (length > LONGEST[property])
    throw validationFailed(`It has ${length} characters; ${LONGEST[property]} are allowed.`, path);
  return value;
}

import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { answering } from '../../engine/validation/user-errors';
import { loadSiteSettings } from './load-site-settings';
import { SiteSettings } from './site-settings.entity';
import { updateSiteSettings } from './update-site-settings';
import { UpdateSiteSettingsInput, UpdateSiteSettingsPayload } from './update-site-settings-payload';

@Resolver()
export class SiteSettingsResolver {
  @Query(() => SiteSettings, { description: 'What is said of the site as a whole.' })
  siteSettings(@Ctx() ctx: Context): Promise<Omit<SiteSettings, 'writtenIn'>> {
    return loadSiteSettings(ctx.db);
  }

  @Mutation(() => UpdateSiteSettingsPayload, {
    description: 'Changes what is said of the site as a whole. Needs the permission settings.manage.',
  })
  updateSiteSettings(
    @Arg('input', () => UpdateSiteSettingsInput, { description: 'What to change.' }) input: UpdateSiteSettingsInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateSiteSettingsPayload> {
    return answering(async () => ({ siteSettings: await updateSiteSettings(ctx, input) }), { siteSettings: null });
  }
}

import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { loadSiteSettings } from './load-site-settings';
import { SiteSettings } from './site-settings.entity';

@Resolver()
export class SiteSettingsResolver {
  @Query(() => SiteSettings, { description: 'What is said of the site as a whole.' })
  siteSettings(@Ctx() ctx: Context): Promise<SiteSettings> {
    return loadSiteSettings(ctx.db);
  }
}

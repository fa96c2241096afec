import { Field, InputType, ObjectType } from 'type-graphql';
import { UserError } from '../../engine/validation/user-errors';
import { SiteSettings } from './site-settings.entity';

@InputType({ description: 'What to change of the site as a whole; what is left out stays.' })
export class UpdateSiteSettingsInput {
  @Field(() => String, { nullable: true, description: "The site's name: 1 to 200 characters." })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'What the site is about: 1000 characters at most.' })
  description?: string | null;
}

@ObjectType({ description: 'The settings after the change, or why there was none.', simpleResolvers: true })
export class UpdateSiteSettingsPayload {
  @Field(() => SiteSettings, {
    nullable: true,
    description: 'The settings as they are now; null if nothing was changed.',
  })
  siteSettings!: Omit<SiteSettings, 'writtenIn'> | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was carried out.' })
  userErrors!: UserError[];
}

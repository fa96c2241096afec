import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { localesOf } from './locales';

@ObjectType({ description: 'A language of the site.', simpleResolvers: true })
export class ContentLocale {
  @Field(() => String, { description: 'Its language tag, for example `de-AT`.' })
  tag!: string;

  @Field(() => Boolean, { description: 'Every document is written in it first.' })
  isDefault!: boolean;

  @Field(() => [String], { description: 'What is shown where a document is not translated into it, in order.' })
  fallbacks!: string[];
}

@Resolver()
export class ContentLocalesResolver {
  @Query(() => [ContentLocale], { description: 'The languages of the site, the default one among them.' })
  contentLocales(@Ctx() ctx: Context): ContentLocale[] {
    return localesOf(ctx.locales);
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Info, Query, Resolver } from 'type-graphql';
import { demandSomeContent } from '../access/demand-content';
import { reachOf } from '../access/grants';
import type { Context } from '../context';
import { type ContentTypeDefinition, contentTypes } from './content-type';
import { ContentTypeFacts } from './content-type-facts';
import { describeContentType } from './describe-content-type';

@Resolver()
export class ContentTypesResolver {
  @Query(() => [ContentTypeFacts], {
    description:
      'The types of content, with what a program needs to draw their lists and forms. Needs the permission content.read.',
  })
  contentTypes(@Ctx() ctx: Context, @Info() info: GraphQLResolveInfo): ContentTypeFacts[] {
    demandSomeContent(ctx.viewer, 'read');
    const known = servedTypes(info).filter(({ name }) => reachOf(ctx.viewer, 'read', name).rows !== 'NONE');
    return known.map(definition => describeContentType(definition, info.schema, ctx.viewer));
  }
}

/** Those that this schema has a list of, in the order in which it was given them. */
function servedTypes({ schema }: GraphQLResolveInfo): ContentTypeDefinition[] {
  const queries = schema.getQueryType()?.getFields() ?? {};
  const places = new Map(Object.keys(queries).map((name, place) => [name, place]));
  return contentTypes()
    .filter(({ plural }) => places.has(plural))
    .sort((one, other) => (places.get(one.plural) ?? 0) - (places.get(other.plural) ?? 0));
}

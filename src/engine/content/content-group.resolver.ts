import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Context } from '../context';
import { Content } from './content';
import { ContentGroup } from './content-group';
import type { Group } from './group-content';
import { loadDocument } from './load-documents';
import { readingFor } from './reading';

/** Loads the document that a group is about. */
@Resolver(() => ContentGroup)
export class ContentGroupResolver {
  @FieldResolver(() => Content, {
    nullable: true,
    description: 'The document that all of them refer to; null for groups by a value.',
  })
  document(
    @Root() { target, view, key }: Group,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> | null {
    return target && key !== null ? loadDocument(ctx, readingFor(info, target, view), key) : null;
  }
}

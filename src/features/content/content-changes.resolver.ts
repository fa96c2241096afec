import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Info,
  Int,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Content } from '../../engine/content/content';
import { Perspective } from '../../engine/content/visibility';
import type { Context } from '../../engine/context';
import type { SequencedEvent } from '../../engine/events/read-events';
import { ContentChange, ContentChangePage } from './content-change';
import { type FeedOptions, followChanges, listChanges, loadChanged, tellChange } from './follow-changes';

@ArgsType()
class FeedArgs {
  @Field(() => [String], {
    nullable: true,
    description: 'Only changes of these types of document, named as `__typename` has them; null for all.',
  })
  types?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the last change that the client has. FEED_EXPIRED when it is older than the changes that are kept: then start over.',
  })
  after?: string | null;

  @Field(() => Perspective, {
    defaultValue: Perspective.PUBLISHED,
    description:
      'PUBLISHED tells only of what has changed for readers; DRAFT of everything, and needs the permission content.read.',
  })
  perspective!: Perspective;

  @Field(() => String, {
    nullable: true,
    description: "The locale in which each change's `node` is shown; null for the default one.",
  })
  locale?: string | null;
}

@Resolver(() => ContentChange)
export class ContentChangesResolver {
  @Query(() => ContentChangePage, {
    description:
      'What has happened to documents after a cursor, oldest first, for clients that ask from time to time. Without `after` it gives no changes but the cursor of now: take it before reading the content, and nothing is missed.',
  })
  async contentChanges(
    @Args(() => FeedArgs) options: FeedArgs,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many changes at most, 1 to 100.' }) first: number,
    @Ctx() ctx: Context,
  ): Promise<ContentChangePage> {
    return listChanges(ctx, { ...options, first });
  }

  @Subscription(() => ContentChange, {
    name: 'contentChanges',
    description:
      'What happens to documents: everything after the cursor, then each change as it happens, once and in order. Without `after` it begins now. A client that was cut off goes on with the cursor of the last change that it has; one that lets more than 256 wait gets SLOW_CONSUMER, and can do the same.',
    subscribe: ({ args, context }: { args: FeedOptions; context: unknown }) => followChanges(context as Context, args),
  })
  contentChangeHappened(
    @Args(() => FeedArgs) options: FeedArgs,
    @Root() event: SequencedEvent,
    @Ctx() ctx: Context,
  ): ContentChange {
    return tellChange(ctx, event, options);
  }

  @FieldResolver(() => Content, {
    nullable: true,
    description: "The document as it is now, from the feed's perspective; null when there is none to see.",
  })
  async node(
    @Root() change: ContentChange,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return loadChanged(ctx, change, info);
  }
}

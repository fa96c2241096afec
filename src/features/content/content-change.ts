import { DateTime } from '../../engine/date-time';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ContentEventPayload } from '../../engine/content/content-events';
import { showsField, type View } from '../../engine/content/view';
import { maySeePrivate } from '../../engine/content/visibility';
import type { Context } from '../../engine/context';
import type { SequencedEvent } from '../../engine/events/read-events';
import { encodeCursor } from '../../engine/pagination/cursor';

export enum ContentAction {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  PUBLISHED = 'PUBLISHED',
  UNPUBLISHED = 'UNPUBLISHED',
  SCHEDULED = 'SCHEDULED',
  UNSCHEDULED = 'UNSCHEDULED',
  MOVED = 'MOVED',
  TRASHED = 'TRASHED',
  RESTORED = 'RESTORED',
  PURGED = 'PURGED',
}

registerEnumType(ContentAction, {
  name: 'ContentAction',
  description: 'What can happen to a document.',
  valuesConfig: {
    CREATED: { description: 'It was made.' },
    UPDATED: { description: 'Its values were saved.' },
    PUBLISHED: { description: 'It went live, or its unpublished changes did.' },
    UNPUBLISHED: { description: 'It is no longer live.' },
    SCHEDULED: { description: 'A time was set at which it goes live, or ends to be.' },
    UNSCHEDULED: { description: 'Such a time was taken back.' },
    MOVED: { description: 'It has another place in its tree.' },
    TRASHED: { description: 'It was deleted, but can still be restored.' },
    RESTORED: { description: 'It was taken out of the trash.' },
    PURGED: { description: 'It was deleted for good.' },
  },
});

/** The order that cursors of the feed belong to. */
export const FEED = 'contentChanges';

@ObjectType({ description: 'Something that has happened to a document.', simpleResolvers: true })
export class ContentChange {
  @Field(() => String, { description: 'Where it stands among all changes: give it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => ContentAction, { description: 'What has happened.' })
  action!: ContentAction;

  @Field(() => String, { description: 'The type of the document, as its `__typename` has it.' })
  type!: string;

  @Field(() => ID, { description: 'The id of the document.' })
  documentId!: string;

  @Field(() => Int, { description: 'The number of the revision that the change made or put live.' })
  revision!: number;

  @Field(() => [String], { description: 'The fields whose values have changed; empty where the action changes none.' })
  changedFields!: string[];

  @Field(() => String, {
    nullable: true,
    description: "The locale whose translation has changed; null for the document's own values.",
  })
  locale!: string | null;

  @Field(() => DateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Who did it; null for viewers without the permission content.read.',
  })
  actor!: string | null;

  /** Where `node` is seen from. */
  view!: View;
}

@ObjectType({ description: 'What has happened after a cursor, oldest first.', simpleResolvers: true })
export class ContentChangePage {
  @Field(() => [ContentChange], { description: 'The changes, oldest first.' })
  changes!: ContentChange[];

  @Field(() => String, {
    description:
      'Where to go on, here or in the subscription of the same name: what is after it is not in this page, nor in one before.',
  })
  cursor!: string;

  @Field(() => Boolean, { description: 'True when there may be more after the cursor already.' })
  hasMore!: boolean;
}

/** The change that an event tells of, as the viewer may see it. */
export function changeOf(ctx: Context, event: SequencedEvent, view: View): ContentChange {
  const { action, revision, fields, locale } = event.payload as unknown as ContentEventPayload;
  return {
    cursor: encodeCursor(FEED, [String(event.seq)]),
    action: action.toUpperCase() as ContentAction,
    type: event.type as string,
    documentId: event.documentId as string,
    revision,
    changedFields: fields.filter(field => field === 'slug' || showsField(view, event.type as string, field)),
    locale: locale ?? null,
    at: event.at,
    actor: maySeePrivate(ctx.viewer, view.perspective, event.type as string) ? event.actor : null,
    view,
  };
}

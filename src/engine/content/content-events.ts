import { IsArray, IsIn, IsInt, IsOptional, IsString, Length } from 'class-validator';
import type { Transaction } from '../../platform/database/database';
import { snakeCase } from '../../platform/database/snake-naming';
import { defineEvent, type EventDefinition } from '../events/define-event';
import { type EventRow, type EventTeller, insertEvents, nextEventId } from '../events/insert-events';
import type { ContentTypeDefinition } from './content-type';

/*
 * What happens to documents. Every change writes an event in its transaction: `content.<type>-<action>`, who, and which fields.
 * Jobs react with `on: [contentEvent(definitionOf(Type), 'published')]`; feeds, caches and searches follow the events themselves.
 */

/** What can happen to a document. */
export const CONTENT_ACTIONS = [
  'created',
  'updated',
  'published',
  'unpublished',
  'scheduled',
  'unscheduled',
  'moved',
  'trashed',
  'restored',
  'purged',
] as const;

export type ContentAction = (typeof CONTENT_ACTIONS)[number];

/** What an event about a document carries: ids and names, never content. */
export class ContentEventPayload {
  /** The content type's name. */
  @IsString()
  type!: string;

  @Length(26, 26)
  id!: string;

  @IsIn(CONTENT_ACTIONS)
  action!: ContentAction;

  /** The number of the revision that the change made or put live. */
  @IsInt()
  revision!: number;

  /** The fields whose values have changed, where the action changes any. */
  @IsArray()
  @IsString({ each: true })
  fields!: string[];

  /** The locale whose translation has changed; left out for the document's own values. */
  @IsOptional()
  @IsString()
  locale?: string;
}

/** A change of a document, as whoever made it tells. */
export interface ContentChange {
  definition: ContentTypeDefinition;
  id: string;
  action: ContentAction;
  /** The number of the revision that the change made or put live. */
  revision: number;
  /** The fields whose values have changed. */
  fields: readonly string[];
  locale?: string;
  /**
   * The change was to what readers see: published, unpublished, a live row changed, trashed or purged while it was live. Only such a
   * change is ever shown to readers, so when in doubt it is false.
   */
  live: boolean;
}

/** The event of an action on documents of a type, for the `on` of a job; its name is e.g. `content.article-published`. */
export function contentEvent(
  { name }: Pick<ContentTypeDefinition, 'name'>,
  action: ContentAction,
): EventDefinition<ContentEventPayload> {
  const stem = snakeCase(name).replaceAll('_', '-');
  return defineEvent({ name: `content.${stem}-${action}`, payload: ContentEventPayload });
}

/**
 * Writes the events of the changes, and the jobs that are `on` them, in the transaction that makes the changes. Call it after the
 * documents' rows were written: their locks then keep the events of one document in the order of its changes.
 */
export async function recordChanges(
  ctx: EventTeller,
  tx: Transaction,
  changes: readonly ContentChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows: EventRow[] = [];
  const payloads = new Map<string, { event: EventDefinition<ContentEventPayload>; payloads: ContentEventPayload[] }>();
  for (const change of changes) {
    const { definition, id, action, live } = change;
    const key = `${definition.name} ${action}`;
    const alike = payloads.get(key) ?? { event: contentEvent(definition, action), payloads: [] };
    payloads.set(key, alike);
    const payload = payloadOf(change);
    alike.payloads.push(payload);
    rows.push({
      id: nextEventId(),
      name: alike.event.name,
      type: definition.name,
      documentId: id,
      live,
      payload: JSON.stringify(payload),
    });
  }
  await insertEvents(ctx, tx, rows);
  for (const { event, payloads: told } of payloads.values()) {
    for (const kind of ctx.jobs.kindsOn(event)) await ctx.jobs.enqueueAll(kind, told, { tx, viewer: ctx.viewer });
  }
}

function payloadOf({ definition, id, action, revision, fields, locale }: ContentChange): ContentEventPayload {
  return Object.assign(new ContentEventPayload(), {
    type: definition.name,
    id,
    action,
    revision,
    fields: [...fields],
    ...(locale === undefined ? {} : { locale }),
  });
}

import type { GraphQLResolveInfo } from 'graphql';
import { contentTypes } from '../../engine/content/content-type';
import { loadDocument } from '../../engine/content/load-documents';
import { type ContentRow, readingFor } from '../../engine/content/reading';
import { mayKnowOf, type View, viewOf } from '../../engine/content/view';
import { demandPerspective, Perspective } from '../../engine/content/visibility';
import type { Context } from '../../engine/context';
import {
  type EventFilter,
  type EventPage,
  lastSeq,
  readEvents,
  type SequencedEvent,
} from '../../engine/events/read-events';
import { decodeCursor, encodeCursor } from '../../engine/pagination/cursor';
import { badUserInput, feedExpired } from '../../errors';
import { type ContentChange, type ContentChangePage, changeOf, FEED } from './content-change';

/** Which changes to tell of, and how their documents are looked at. */
export interface FeedOptions {
  types?: string[] | null;
  after?: string | null;
  perspective: Perspective;
  locale?: string | null;
}

const MAX_FIRST = 100;
/** How many statements one page may take to find changes that are wanted among those that are not. */
const READINGS = 10;

/** Every change after the cursor, then each as it happens. Throws FEED_EXPIRED, FORBIDDEN or BAD_USER_INPUT before it begins. */
export async function followChanges(
  ctx: Context,
  options: FeedOptions,
): Promise<AsyncIterableIterator<SequencedEvent>> {
  const view = viewFor(ctx, options);
  const events = await ctx.events.follow({ filter: filterOf(options), after: readAfter(options) });
  // Who sees everything may share what others have made of an event; who does not is asked about each.
  return view.viewer === null ? events : within(events, event => mayKnow(ctx, view, event));
}

/** The events that the viewer may know of; ending it ends the source at once. */
function within(
  events: AsyncIterableIterator<SequencedEvent>,
  isKnown: (event: SequencedEvent) => Promise<boolean>,
): AsyncIterableIterator<SequencedEvent> {
  const known: AsyncIterableIterator<SequencedEvent> = {
    async next() {
      for (;;) {
        const event = await events.next();
        if (event.done || (await isKnown(event.value))) return event;
      }
    },
    return: async () => (await events.return?.()) ?? { value: undefined, done: true },
    [Symbol.asyncIterator]: () => known,
  };
  return known;
}

async function mayKnow(ctx: Context, view: View, { type, documentId }: SequencedEvent): Promise<boolean> {
  const definition = contentTypes().find(({ name }) => name === type);
  return definition !== undefined && documentId !== null && mayKnowOf(ctx.db, view, definition, documentId);
}

/** The change that a subscriber is told of now. What it may see is asked again for each. */
export function tellChange(ctx: Context, event: SequencedEvent, options: FeedOptions): ContentChange {
  return changeOf(ctx, event, viewFor(ctx, options));
}

/** A page of the changes after the cursor; without one, none, and the cursor of now. */
export async function listChanges(ctx: Context, options: FeedOptions & { first: number }): Promise<ContentChangePage> {
  const { first } = options;
  const view = viewFor(ctx, options);
  const filter = filterOf(options);
  if (first < 1 || first > MAX_FIRST) {
    throw badUserInput(`first is ${first}; it must be between 1 and ${MAX_FIRST}.`, { path: ['first'] });
  }
  const after = readAfter(options);
  const found: SequencedEvent[] = [];
  let position = after ?? (await lastSeq(ctx.db));
  let more = after !== null;
  for (let reading = 0; more && reading < READINGS && found.length < first; reading++) {
    const page: EventPage = await readEvents(ctx.db, position, first - found.length, filter);
    if (position < page.pruned || position > page.last) throw feedExpired();
    for (const event of page.events) if (view.viewer === null || (await mayKnow(ctx, view, event))) found.push(event);
    position = page.upTo;
    more = page.more;
  }
  return {
    changes: found.map(event => changeOf(ctx, event, view)),
    cursor: encodeCursor(FEED, [String(position)]),
    hasMore: more,
  };
}

/** The document of a change as it is now, from where the feed looks; null when there is none to see. */
export async function loadChanged(
  ctx: Context,
  { type, documentId, view }: ContentChange,
  info: GraphQLResolveInfo,
): Promise<ContentRow | null> {
  const definition = contentTypes().find(({ name }) => name === type);
  if (!definition) return null;
  return loadDocument(ctx, readingFor(info, definition, view), documentId);
}

function viewFor(ctx: Context, { perspective, locale }: FeedOptions): View {
  demandPerspective(ctx.viewer, perspective);
  return viewOf(ctx, perspective, locale);
}

function filterOf({ types, perspective }: FeedOptions): EventFilter {
  const known = contentTypes().map(({ name }) => name);
  const unknown = types?.find(type => !known.includes(type));
  if (unknown !== undefined) {
    throw badUserInput(`There is no content type "${unknown.slice(0, 60)}"; there are ${known.join(', ')}.`, {
      argument: 'types',
    });
  }
  if (types?.length === 0) throw badUserInput('Name at least one type, or leave `types` out.', { argument: 'types' });
  return { types: types ? [...new Set(types)] : null, liveOnly: perspective === Perspective.PUBLISHED };
}

function readAfter({ after }: FeedOptions): number | null {
  if (after == null) return null;
  const seq = Number(decodeCursor(after, FEED)[0]);
  if (!Number.isSafeInteger(seq) || seq < 0) {
    throw badUserInput(`"${after.slice(0, 60)}" is not a cursor of this feed.`, { argument: 'after' });
  }
  return seq;
}

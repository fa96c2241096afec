import { readLocales } from '../../../src/engine/content/locales';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

/*
 * What is wrong with a request is said with a code and the place, and not one row of one table is another one afterwards.
 */

const NOWHERE = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
/** Tables that the server itself writes while it waits. */
const RESTLESS = new Set(['workers', 'events', 'event_sequence', 'schedules', 'schedule_fires']);

let api: TestApi;
const ids: Record<string, string> = {};
const cursors: Record<string, string> = {};
let before: Record<string, string>;

const { change } = mutationsOf(() => api, []);

beforeAll(async () => {
  api = await startApi({ worker: false, contentTypes: [Event, Speaker, Venue], locales: readLocales('en, de', '') });
  const make = async (type: string, input: object) =>
    (await change(`create${type}`, { publish: true, ...input }, `${type.toLowerCase()} { id }`))[type.toLowerCase()]
      .id as string;
  ids.venue = await make('Venue', { name: 'House' });
  ids.hall = await make('Venue', { name: 'Hall', parentId: ids.venue });
  ids.corner = await make('Venue', { name: 'Corner', parentId: ids.hall });
  ids.speaker = await make('Speaker', { name: 'Ada' });
  ids.event = await make('Event', {
    title: 'Tides',
    venueId: ids.venue,
    slug: 'tides',
    code: 'tides',
    speakerIds: [ids.speaker],
  });
  ids.other = await make('Event', { title: 'Keels', venueId: ids.venue, slug: 'keels' });
  ids.trashed = await make('Event', { title: 'Gone', venueId: ids.venue });
  await change('trashEvent', { id: ids.trashed }, 'documentId');
  await change('updateEvent', { id: ids.event, seats: 5, note: 'Changed' }, 'event { id }');
  const { data } = await api.query(
    '{ titles: events(first: 1, sort: [TITLE_ASC]) { pageInfo { endCursor } } venues(first: 1) { pageInfo { endCursor } } found: events(first: 1, search: "tides") { pageInfo { endCursor } } drafts: events(first: 1, perspective: DRAFT) { pageInfo { endCursor } } }',
  );
  for (const name of ['titles', 'venues', 'found', 'drafts']) cursors[name] = data[name].pageInfo.endCursor;
  before = await footprint();
});
afterAll(() => api.close());
afterEach(async () => {
  const expected = before;
  before = await footprint();
  expect(before).toEqual(expected);
});

/** How many rows each table has, and what they add up to. */
async function footprint(): Promise<Record<string, string>> {
  const tables = await api.db.select<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [{ n }] = await api.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM \`${name}\``);
    found[name] = RESTLESS.has(name) ? '' : String(n);
    if (name === 'events') found[name] = String(n);
    if (RESTLESS.has(name)) continue;
    const [{ sum }] = await api.db.transaction(tx =>
      tx.manager
        .query<{ sum: string }[]>(`CHECKSUM TABLE \`${name}\``)
        .then(rows => rows.map(row => ({ sum: String((row as any).Checksum) }))),
    );
    found[name] += `:${sum}`;
  }
  return found;
}

/** `ids.event` in a text stands for that id. */
const fill = (text: string) =>
  text.replace(/\b(ids|cursors)\.(\w+)/g, (_match, map: string, name: string) =>
    JSON.stringify((map === 'ids' ? ids : cursors)[name]),
  );

/** `not` within `not`. */
const deep = (levels: number): string => (levels === 0 ? '{ seats: { eq: 1 } }' : `{ not: ${deep(levels - 1)} }`);
const many = (n: number) => Array.from({ length: n }, (_, index) => `{ seats: { eq: ${index} } }`).join(' ');

describe('a question is refused', () => {
  it.each([
    [
      'with a sort that there is not',
      'events(first: 1, sort: [NOWHERE_ASC]) { totalCount }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['with a sort of another type', 'events(first: 1, sort: [NAME_ASC]) { totalCount }', 'GRAPHQL_VALIDATION_FAILED'],
    ['with the cursor of another order', 'events(first: 1, after: cursors.titles) { totalCount }', 'BAD_USER_INPUT'],
    ['with the cursor of another type', 'events(first: 1, after: cursors.venues) { totalCount }', 'BAD_USER_INPUT'],
    ['with the cursor of a search', 'events(first: 1, after: cursors.found) { totalCount }', 'BAD_USER_INPUT'],
    [
      'with the cursor of a list in a search',
      'events(first: 1, search: "tides", after: cursors.titles) { totalCount }',
      'BAD_USER_INPUT',
    ],
    [
      'with the cursor of another order in another direction',
      'events(last: 1, before: cursors.titles, sort: [TITLE_DESC]) { totalCount }',
      'BAD_USER_INPUT',
    ],
    ['with a cursor that is none', 'events(first: 1, after: "bm9uZQ==") { totalCount }', 'BAD_USER_INPUT'],
    ['with an empty cursor', 'events(first: 1, after: "") { totalCount }', 'BAD_USER_INPUT'],
    ['with a negative page', 'events(first: -1) { totalCount }', 'BAD_USER_INPUT'],
    ['with an empty page', 'events(first: 0) { totalCount }', 'BAD_USER_INPUT'],
    ['with a page that is too long', 'events(first: 101) { totalCount }', 'BAD_USER_INPUT'],
    ['with a negative page from the end', 'events(last: -5) { totalCount }', 'BAD_USER_INPUT'],
    ['with both directions', 'events(first: 1, last: 1) { totalCount }', 'BAD_USER_INPUT'],
    ['with a negative number of children', 'venue(slug: "house") { children(first: -1) { id } }', 'BAD_USER_INPUT'],
    [
      'with a negative page of those who refer to it',
      'speaker(slug: "ada") { events(first: -1) { totalCount } }',
      'BAD_USER_INPUT',
    ],
    [
      'with a negative page of the history',
      'event(slug: "tides") { revisions(first: -1) { totalCount } }',
      'BAD_USER_INPUT',
    ],
    ['with a negative number of usages', 'speaker(slug: "ada") { usages(first: -1) { totalCount } }', 'BAD_USER_INPUT'],
    ['with no group', 'eventsAggregate { groupBy(field: FORMAT, first: 0) { count } }', 'BAD_USER_INPUT'],
    ['with a negative page of changes', 'contentChanges(first: -1) { hasMore }', 'BAD_USER_INPUT'],
    ['with the cursor of a list in the feed', 'contentChanges(after: cursors.titles) { hasMore }', 'BAD_USER_INPUT'],
    ['with a locale that there is not, in a list', 'events(first: 1, locale: "fr") { totalCount }', 'BAD_USER_INPUT'],
    ['with a locale that there is not, in a lookup', 'event(slug: "tides", locale: "en-GB") { id }', 'BAD_USER_INPUT'],
    ['with a locale that there is not, in counts', 'eventsAggregate(locale: "de-AT") { count }', 'BAD_USER_INPUT'],
    ['with a locale that there is not, by id', 'node(id: ids.event, locale: "x") { id }', 'BAD_USER_INPUT'],
    ['with a locale that there is not, in the feed', 'contentChanges(locale: "fr") { hasMore }', 'BAD_USER_INPUT'],
    ['with a filter that is too deep', `events(first: 1, filter: ${deep(11)}) { totalCount }`, 'BAD_USER_INPUT'],
    ['with a filter that is far too deep', `events(first: 1, filter: ${deep(300)}) { totalCount }`, 'BAD_USER_INPUT'],
    ['with too many conditions', `events(first: 1, filter: { or: [${many(101)}] }) { totalCount }`, 'BAD_USER_INPUT'],
    [
      'with too many values',
      `events(first: 1, filter: { seats: { in: [${Array(101).fill(1).join(' ')}] } }) { totalCount }`,
      'BAD_USER_INPUT',
    ],
    [
      'with too many relations',
      'venues(first: 1, filter: { parent: { parent: { parent: { parent: { slug: { eq: "x" } } } } } }) { totalCount }',
      'BAD_USER_INPUT',
    ],
    ['with an endless search', `events(first: 1, search: "${'tide '.repeat(200)}") { totalCount }`, 'BAD_USER_INPUT'],
    ['with two keys', 'event(id: ids.event, slug: "tides") { id }', 'BAD_USER_INPUT'],
    ['without a key', 'event { id }', 'BAD_USER_INPUT'],
    ['for too many at once', `nodes(ids: [${Array(101).fill(`"${NOWHERE}"`).join(' ')}]) { id }`, 'BAD_USER_INPUT'],
    ['for revisions of what is not there', `compareRevisions(id: "${NOWHERE}", from: 1, to: 2) { field }`, 'NOT_FOUND'],
  ])('%s', async (_what, question, code) => {
    const { errors } = await api.query(`{ ${fill(question)} }`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(errors?.[0].message).toMatch(/\S.*[.?]$/);
  });

  it('for an id of another type with null, as for one that is not there', async () => {
    const { data, errors } = await api.query(
      fill(
        '{ event(id: ids.venue) { id } venue(id: ids.event) { id } none: event(id: "x") { id } long: event(id: "\'; DROP") { id } }',
      ),
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ event: null, venue: null, none: null, long: null });
  });
});

/** Mutations with the one fault that they have: its code and its place. */
const FAULTS: [string, string, Record<string, unknown>, string, string][] = [
  [
    'a place below itself',
    'moveVenue',
    { id: 'ids.venue', parentId: 'ids.venue' },
    'VALIDATION_FAILED',
    'input.parentId',
  ],
  [
    'a place below its own child',
    'moveVenue',
    { id: 'ids.venue', parentId: 'ids.hall' },
    'VALIDATION_FAILED',
    'input.parentId',
  ],
  [
    'a place further below itself',
    'moveVenue',
    { id: 'ids.venue', parentId: 'ids.corner' },
    'VALIDATION_FAILED',
    'input.parentId',
  ],
  ['a parent that is no venue', 'moveVenue', { id: 'ids.hall', parentId: 'ids.event' }, 'NOT_FOUND', 'input.parentId'],
  [
    'a sibling that is none',
    'moveVenue',
    { id: 'ids.hall', beforeId: 'ids.corner' },
    'VALIDATION_FAILED',
    'input.beforeId',
  ],
  [
    'a reference to the wrong type',
    'updateEvent',
    { id: 'ids.event', venueId: 'ids.speaker' },
    'NOT_FOUND',
    'input.venueId',
  ],
  [
    'references to the wrong type',
    'updateEvent',
    { id: 'ids.event', speakerIds: ['ids.speaker', 'ids.venue'] },
    'NOT_FOUND',
    'input.speakerIds.1',
  ],
  [
    'a new document with a reference to the wrong type',
    'createEvent',
    { title: 'x', venueId: 'ids.event' },
    'NOT_FOUND',
    'input.venueId',
  ],
  [
    'a block that refers to the wrong type',
    'updateEvent',
    { id: 'ids.event', program: [{ quote: { text: 'x', speakerId: 'ids.venue' } }] },
    'NOT_FOUND',
    'input.program',
  ],
  [
    'a reference that is no id',
    'updateEvent',
    { id: 'ids.event', venueId: "' OR 1=1" },
    'VALIDATION_FAILED',
    'input.venueId',
  ],
  ['a reference to nothing', 'updateEvent', { id: 'ids.event', hostId: NOWHERE }, 'NOT_FOUND', 'input.hostId'],
  ['the id of another type', 'updateEvent', { id: 'ids.venue', title: 'x' }, 'NOT_FOUND', 'input.id'],
  ['the id of another type, to publish', 'publishEvent', { id: 'ids.venue' }, 'NOT_FOUND', 'input.id'],
  ['the id of another type, to take down', 'unpublishVenue', { id: 'ids.event' }, 'NOT_FOUND', 'input.id'],
  [
    'the id of another type, to plan',
    'scheduleEvent',
    { id: 'ids.venue', publishAt: '2090-01-01T00:00:00Z' },
    'NOT_FOUND',
    'input.id',
  ],
  ['the id of another type, to discard', 'discardVenueChanges', { id: 'ids.event' }, 'NOT_FOUND', 'input.id'],
  ['the id of another type, to trash', 'trashVenue', { id: 'ids.event' }, 'NOT_FOUND', 'input.id'],
  ['the id of another type, to restore', 'restoreVenue', { id: 'ids.trashed' }, 'NOT_FOUND', 'input.id'],
  ['the id of another type, to delete', 'purgeVenue', { id: 'ids.trashed' }, 'NOT_FOUND', 'input.id'],
  [
    'the id of another type, to bring back',
    'restoreVenueRevision',
    { id: 'ids.event', number: 1 },
    'NOT_FOUND',
    'input.id',
  ],
  ['the id of another type, to move', 'moveVenue', { id: 'ids.event', parentId: null }, 'NOT_FOUND', 'input.id'],
  ['what is no id', 'updateEvent', { id: 'x', title: 'x' }, 'NOT_FOUND', 'input.id'],
  ['an id that is not ASCII', 'trashEvent', { id: '🚢'.repeat(26) }, 'NOT_FOUND', 'input.id'],
  [
    'a locale that there is not',
    'updateEvent',
    { id: 'ids.event', locale: 'fr', title: 'x' },
    'VALIDATION_FAILED',
    'input.locale',
  ],
  [
    'a translation into no language',
    'updateEvent',
    { id: 'ids.event', translations: [{ locale: 'fr', title: 'x' }] },
    'VALIDATION_FAILED',
    'input.translations.0.locale',
  ],
  [
    'a translation that is not there',
    'removeEventTranslation',
    { id: 'ids.event', locale: 'en' },
    'VALIDATION_FAILED',
    'input.locale',
  ],
  ['a slug that is taken', 'updateEvent', { id: 'ids.event', slug: 'keels' }, 'SLUG_TAKEN', 'input.slug'],
  ['a slug that is none', 'updateEvent', { id: 'ids.event', slug: 'a/b' }, 'VALIDATION_FAILED', 'input.slug'],
  ['an empty slug', 'updateEvent', { id: 'ids.event', slug: '' }, 'VALIDATION_FAILED', 'input.slug'],
  ['a value that is taken', 'updateEvent', { id: 'ids.other', code: 'tides' }, 'VALIDATION_FAILED', 'input.code'],
  [
    'no value where there must be one',
    'updateEvent',
    { id: 'ids.event', title: null },
    'VALIDATION_FAILED',
    'input.title',
  ],
  ['a number that is too great', 'updateEvent', { id: 'ids.event', price: 1e15 }, 'VALIDATION_FAILED', 'input.price'],
  [
    'a stale revision',
    'updateEvent',
    { id: 'ids.event', title: 'x', expectedRevision: 1 },
    'REVISION_CONFLICT',
    'input.expectedRevision',
  ],
  [
    'a revision that will be',
    'updateEvent',
    { id: 'ids.event', title: 'x', expectedRevision: 99 },
    'REVISION_CONFLICT',
    'input.expectedRevision',
  ],
  [
    'a stale revision, to publish',
    'publishEvent',
    { id: 'ids.event', expectedRevision: -1 },
    'REVISION_CONFLICT',
    'input.expectedRevision',
  ],
  [
    'a revision that is not there, to bring back',
    'restoreEventRevision',
    { id: 'ids.event', number: 99 },
    'NOT_FOUND',
    'input.number',
  ],
  ['what is in the trash', 'publishEvent', { id: 'ids.trashed' }, 'WRONG_STATE', 'input.id'],
  ['what is not in the trash', 'purgeEvent', { id: 'ids.event' }, 'WRONG_STATE', 'input.id'],
  ['what has no changes', 'discardEventChanges', { id: 'ids.other' }, 'WRONG_STATE', 'input.id'],
  ['what is in use', 'trashVenue', { id: 'ids.venue' }, 'IN_USE', 'input.id'],
  ['what has children', 'trashVenue', { id: 'ids.hall' }, 'IN_USE', 'input.id'],
  ['no documents', 'publishContent', { ids: [] }, 'VALIDATION_FAILED', 'input.ids'],
  ['too many documents', 'publishContent', { ids: Array(101).fill(NOWHERE) }, 'VALIDATION_FAILED', 'input.ids'],
  [
    'documents of which one is not there',
    'unpublishContent',
    { ids: ['ids.event', NOWHERE] },
    'NOT_FOUND',
    'input.ids.1',
  ],
];

describe('a change is refused, and nothing is written, for', () => {
  it.each(FAULTS)('%s', async (_what, mutation, given, code, path) => {
    const input = JSON.parse(JSON.stringify(given).replace(/"(ids\.\w+)"/g, (_match, name: string) => fill(name)));
    const { userErrors } = await change(mutation, input, '');
    expect(userErrors.map((fault: any) => [fault.code, fault.path?.join('.')])).toEqual([[code, path]]);
    expect(userErrors[0].message).toMatch(/\S.*\.$/);
  });

  it.each([
    ['a moment that is none', 'updateEvent', { id: 'ids.event', doorsAt: '2026-02-30T00:00:00Z' }],
    ['a whole number beyond 2^53', 'updateEvent', { id: 'ids.event', steps: 2 ** 53 }],
    ['a choice that there is not', 'updateEvent', { id: 'ids.event', format: 'NOWHERE' }],
    ['a field that there is not', 'updateEvent', { id: 'ids.event', nowhere: 1 }],
  ])('%s, before it is looked at', async (_what, mutation, given) => {
    const input = JSON.parse(JSON.stringify(given).replace(/"(ids\.\w+)"/g, (_match, name: string) => fill(name)));
    const Input = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input!`;
    const { errors } = await api.query(
      `mutation ($input: ${Input}) { ${mutation}(input: $input) { userErrors { code } } }`,
      { input },
    );
    expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

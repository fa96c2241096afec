import { CONTENT_TYPES } from '../../../src/features/content/content-types';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { ANSWERED_EVENT, ENGLISH_AND_GERMAN, EVENT_VALUES, WHOLE_EVENT } from '../../fixtures/content/whole-event';
import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

/*
 * A content type that the product does not have, with every kind of field: what it can do, any type can, since nothing of it was written
 * by hand but its declaration.
 */

let api: TestApi;
let venue: string;
beforeAll(async () => {
  api = await startApi({ contentTypes: [...CONTENT_TYPES, Event, Speaker, Venue], locales: ENGLISH_AND_GERMAN });
  venue = (await change('createVenue', { name: 'Harbour hall', publish: true }, 'venue { id }')).venue.id;
});
afterAll(() => api.close());

const { change } = mutationsOf(() => api, []);
const NOBODY = { token: null };

async function make(input: object = {}, selection = 'id'): Promise<any> {
  const given = { ...WHOLE_EVENT, code: null, venueId: venue, publish: true, ...input };
  const { event, userErrors } = await change('createEvent', given, `event { ${selection} }`);
  expect(userErrors).toEqual([]);
  return event;
}

/** What readers are told. */
async function read(query: string, variables: object = {}): Promise<any> {
  const { data, errors } = await api.query(query, variables, NOBODY);
  expect(errors).toBeUndefined();
  return data;
}

const seenBy = async (id: string, selection: string, args = '') =>
  (await read(`query ($id: ID!) { event(id: $id${args}) { ${selection} } }`, { id })).event;

it('every value comes back as it was given; what is private is for editors', async () => {
  const made = await make({ code: WHOLE_EVENT.code }, `id slug ${EVENT_VALUES}`);
  expect(made).toEqual({ ...ANSWERED_EVENT, id: made.id, slug: 'tides-keels' });
  expect(await seenBy(made.id, EVENT_VALUES)).toEqual({ ...ANSWERED_EVENT, remark: null });
});

it('lists can be filtered by each filterable field, and by those of what it refers to', async () => {
  const speaker = { create: [{ name: 'Filtered speaker', publish: undefined }] };
  const id = (
    await make({
      slug: 'filtered',
      title: 'Filtered',
      seats: 7,
      steps: 70,
      price: 7.25,
      loudness: 7.5,
      code: 'seven',
      contact: 'seven@example.org',
      format: 'ONLINE',
      soldOut: false,
      doorsAt: '2031-07-07T07:07:07.007Z',
      salesOn: '2031-07-06',
      discounts: ['CHILDREN'],
      meetingPoint: { latitude: -7, longitude: 7 },
      host: { create: { name: 'Filtered host' } },
      speakers: speaker,
    })
  ).id;
  const filters = [
    'slug: { eq: "filtered" }',
    'title: { startsWith: "Filter" }',
    'code: { in: ["seven", "eight"] }',
    'seats: { lte: 7 }',
    'steps: { lt: 71 }',
    'price: { eq: 7.25 }',
    'loudness: { gte: 7.5, lt: 8 }',
    'soldOut: { eq: false }',
    'doorsAt: { eq: "2031-07-07T07:07:07.007Z" }',
    'salesOn: { gte: "2031-07-06" }',
    'format: { eq: ONLINE }',
    'discounts: { has: CHILDREN }',
    'contact: { eq: "seven@example.org" }',
    'meetingPoint: { within: { south: -8, west: 6, north: -6, east: 8 } }',
    'host: { name: { eq: "Filtered host" } }',
    'speakers: { some: { name: { eq: "Filtered speaker" } } }',
    'not: { format: { ne: ONLINE } }, venue: { slug: { eq: "harbour-hall" } }',
  ];
  for (const filter of filters) {
    const { events } = await read(`{ events(first: 10, filter: { ${filter} }) { totalCount nodes { id } } }`);
    expect({ filter, ...events }).toEqual({ filter, totalCount: 1, nodes: [{ id }] });
  }
  const secret = await api.query('{ events(first: 1, filter: { remark: { eq: "x" } }) { nodes { id } } }', {}, NOBODY);
  expect(secret.errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
});

it('lists can be sorted by each sortable field, both ways', async () => {
  const low = {
    title: 'Aaa sorted',
    code: 'aaa',
    seats: 1,
    price: 0.5,
    doorsAt: '2001-01-01T00:00:00Z',
    salesOn: '2001-01-01',
  };
  const high = {
    title: 'Zzz sorted',
    code: 'zzz',
    seats: 90_000,
    price: 9_000,
    doorsAt: '2099-01-01T00:00:00Z',
    salesOn: '2099-01-01',
  };
  const ids = [(await make(low)).id, (await make(high)).id];
  for (const stem of ['TITLE', 'CODE', 'SEATS', 'PRICE', 'DOORS_AT', 'SALES_ON']) {
    const query = (direction: string) => `events(first: 1, sort: [${stem}_${direction}]) { nodes { id } }`;
    const { up, down } = await read(`{ up: ${query('ASC')} down: ${query('DESC')} }`);
    expect([stem, up.nodes[0].id, down.nodes[0].id]).toEqual([stem, ...ids]);
  }
  const sort = await api.query('{ events(first: 1, sort: [LOUDNESS_ASC]) { nodes { id } } }');
  expect(sort.errors?.[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

it('is edited without readers seeing it, published, compared, and brought back', async () => {
  const { id } = await make({ title: 'First' });
  const edited = await change(
    'updateEvent',
    { id, title: 'Second', seats: 5, discounts: null, note: 'Smaller', expectedRevision: 1 },
    'event { state revision title seats discounts }',
  );
  expect(edited.event).toEqual({ state: 'CHANGED', revision: 2, title: 'Second', seats: 5, discounts: null });
  expect(await seenBy(id, 'title seats state')).toEqual({ title: 'First', seats: 240, state: 'PUBLISHED' });
  const { data } = await api.query(
    'query ($id: ID!) { compareRevisions(id: $id, from: 1, to: 2) { field before after } }',
    { id },
  );
  expect(data.compareRevisions).toEqual(
    expect.arrayContaining([
      { field: 'title', before: 'First', after: 'Second' },
      { field: 'seats', before: 240, after: 5 },
      { field: 'discounts', before: ['STUDENTS', 'SENIORS'], after: null },
    ]),
  );
  await change('publishEvent', { id, expectedRevision: 2 }, 'event { id }');
  expect(await seenBy(id, 'title seats')).toEqual({ title: 'Second', seats: 5 });
  const restored = await change(
    'restoreEventRevision',
    { id, number: 1, expectedRevision: 2 },
    `event { revision ${EVENT_VALUES} }`,
  );
  expect(restored.event).toEqual({ ...ANSWERED_EVENT, code: null, title: 'First', revision: 3 });
});

it('is translated field by field, with a slug of its own in each language', async () => {
  const { id } = await make({
    title: 'Open day',
    slug: 'open-day',
    translations: [{ locale: 'de', title: 'Tag der offenen Tür', price: 11, salesOn: '2026-01-31' }],
  });
  const german = await seenBy(id, 'slug title price salesOn seats _locale { served }', ', locale: "de"');
  expect(german).toEqual({
    slug: 'tag-der-offenen-tur',
    title: 'Tag der offenen Tür',
    price: 11,
    salesOn: '2026-01-31',
    seats: 240,
    _locale: { served: 'de' },
  });
  const bySlug = await read(
    '{ event(slug: "tag-der-offenen-tur", locale: "de") { id } events(first: 1, locale: "de", filter: { title: { startsWith: "Tag der" } }, sort: [PRICE_ASC]) { nodes { id } } }',
  );
  expect(bySlug).toEqual({ event: { id }, events: { nodes: [{ id }] } });
  await change('removeEventTranslation', { id, locale: 'de' }, 'event { id }');
  await change('publishEvent', { id }, 'event { id }');
  expect(await seenBy(id, 'title _locale { served }', ', locale: "de"')).toEqual({
    title: 'Open day',
    _locale: { served: 'en' },
  });
});

it('refers to others in order, makes them on the way, and keeps blocks that refer to them', async () => {
  const event = await make(
    {
      speakers: { connectOrCreate: [{ name: 'Ada' }, { name: 'Grace' }], create: [{ name: 'Linus' }] },
      host: { connectOrCreate: { name: 'Ada' } },
    },
    'id host { id name } speakers { id name }',
  );
  expect(event.speakers.map(({ name }: { name: string }) => name)).toEqual(['Ada', 'Grace', 'Linus']);
  const [ada, grace] = event.speakers.map(({ id }: { id: string }) => id);
  expect(event.host.id).toBe(ada);
  const blocks =
    'program { __typename ... on Quote { key text saidAt speaker { name } } ... on LineUp { key heading layout speakers { name } } }';
  const program = [
    { quote: { text: 'Ahoy', saidAt: '2026-01-01T00:00:00.001Z', speakerId: grace } },
    { lineUp: { heading: 'Tonight', layout: 'GRID', speakerIds: [grace, ada] } },
  ];
  const saved = await change(
    'updateEvent',
    { id: event.id, program, speakerIds: [grace, ada], hostId: null, publish: true },
    'event { id }',
  );
  expect(saved.userErrors).toEqual([]);
  expect(await seenBy(event.id, `host { id } speakers { name } ${blocks}`)).toEqual({
    host: null,
    speakers: [{ name: 'Grace' }, { name: 'Ada' }],
    program: [
      {
        __typename: 'Quote',
        key: expect.any(String),
        text: 'Ahoy',
        saidAt: '2026-01-01T00:00:00.001Z',
        speaker: { name: 'Grace' },
      },
      {
        __typename: 'LineUp',
        key: expect.any(String),
        heading: 'Tonight',
        layout: 'GRID',
        speakers: [{ name: 'Grace' }, { name: 'Ada' }],
      },
    ],
  });
  const used = await change('trashSpeaker', { id: grace }, 'documentId usages { totalCount }');
  expect(used.userErrors[0].code).toBe('IN_USE');
});

it('can be found from what it refers to, by each of two references to the same type', async () => {
  const event = await make(
    { title: 'Both ways', host: { create: { name: 'Hostess' } }, speakers: { create: [{ name: 'Guest' }] } },
    'host { id } speakers { id }',
  );
  const lists = 'hostedEvents(first: 5) { totalCount nodes { title } } events(first: 5) { totalCount nodes { title } }';
  const { host, guest } = await read(
    `query ($host: ID!, $guest: ID!) { host: speaker(id: $host) { ${lists} } guest: speaker(id: $guest) { ${lists} } }`,
    { host: event.host.id, guest: event.speakers[0].id },
  );
  const one = { totalCount: 1, nodes: [{ title: 'Both ways' }] };
  const none = { totalCount: 0, nodes: [] };
  expect({ host, guest }).toEqual({
    host: { hostedEvents: one, events: none },
    guest: { hostedEvents: none, events: one },
  });
});

it('is planned both ways, and a worker carries the plan out', async () => {
  const { id } = await make({ publish: false, title: 'Planned' });
  const at = new Date(Date.now() + 1500).toISOString();
  const { event } = await change(
    'scheduleEvent',
    { id, publishAt: at, unpublishAt: '2099-01-01T00:00:00.000Z' },
    'event { state publishAt }',
  );
  expect(event).toEqual({ state: 'SCHEDULED', publishAt: at });
  const [{ publicId }] = await api.db.select<{ publicId: string }>(
    "SELECT public_id AS publicId FROM jobs WHERE kind = 'content.publish-due' AND payload LIKE ? ORDER BY run_at LIMIT 1",
    [`%${id}%`],
  );
  await api.settled(publicId);
  expect(await seenBy(id, 'publishedAt')).toEqual({ publishedAt: at });
});

it('is trashed, restored, and changed by the hundred; search, counts and the feed follow', async () => {
  const { cursor } = (await read('{ contentChanges { cursor } }')).contentChanges;
  const ids = [(await make({ title: 'Regatta one' })).id, (await make({ title: 'Regatta two' })).id];
  const found = async () =>
    (await read('{ events(first: 10, search: "regatta") { nodes { id } } }')).events.nodes.length;
  expect(await found()).toBe(2);
  const { job } = await change('unpublishEvents', { filter: { title: { startsWith: 'Regatta' } } }, 'job { id }');
  await api.settled(job.id);
  expect(await found()).toBe(0);
  await change('trashContent', { ids }, 'documentIds');
  const restored = await change('restoreContent', { ids }, 'documents { ... on Event { title state } }');
  expect(restored.documents).toEqual([
    { title: 'Regatta one', state: 'DRAFT' },
    { title: 'Regatta two', state: 'DRAFT' },
  ]);
  await change('publishContent', { ids }, 'documents { __typename }');
  const { eventsAggregate } = await read(
    '{ eventsAggregate(search: "regatta") { count groupBy(field: FORMAT) { count } } }',
  );
  expect(eventsAggregate).toEqual({ count: 2, groupBy: [{ count: 2 }] });
  const { changes } = (
    await read(
      'query ($after: String) { contentChanges(types: ["Event"], after: $after) { changes { action documentId } } }',
      { after: cursor },
    )
  ).contentChanges;
  const ofFirst = changes
    .filter(({ documentId }: { documentId: string }) => documentId === ids[0])
    .map(({ action }: { action: string }) => action);
  expect(ofFirst).toEqual(['PUBLISHED', 'UNPUBLISHED', 'PUBLISHED']);
});

it('stands in a tree, moves there with all below it, and never below itself', async () => {
  const hall = (await change('createVenue', { name: 'Small hall', parentId: venue }, 'venue { id path }')).venue;
  const stage = (await change('createVenue', { name: 'Stage', parentId: hall.id }, 'venue { id path }')).venue;
  expect(stage.path).toBe('harbour-hall/small-hall/stage');
  const circle = await change('moveVenue', { id: venue, parentId: stage.id }, 'venue { id }');
  expect(circle.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'parentId'] }]);
  await change('moveVenue', { id: hall.id, parentId: null }, 'venue { id }');
  const { data } = await api.query(
    'query ($id: ID!) { venue(id: $id, perspective: DRAFT) { path parent { parent { id } } } }',
    { id: stage.id },
  );
  expect(data.venue).toEqual({ path: 'small-hall/stage', parent: { parent: null } });
});

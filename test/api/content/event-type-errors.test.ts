import { CONTENT_TYPES } from '../../../src/features/content/content-types';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { ENGLISH_AND_GERMAN, WHOLE_EVENT } from '../../fixtures/content/whole-event';
import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

const NOWHERE = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const TABLES = [
  'event_documents',
  'event_drafts',
  'event_translations',
  'event_draft_translations',
  'event_speakers',
  'event_draft_speakers',
  'speakers',
  'venues',
];

let api: TestApi;
let venue: string;
let speaker: string;
let event: string;
beforeAll(async () => {
  api = await startApi({
    contentTypes: [...CONTENT_TYPES, Event, Speaker, Venue],
    locales: ENGLISH_AND_GERMAN,
    worker: false,
  });
  venue = (await change('createVenue', { name: 'Hall', publish: true }, 'venue { id }')).venue.id;
  speaker = (await change('createSpeaker', { name: 'Ada', email: 'ada@example.org' }, 'speaker { id }')).speaker.id;
  event = (await change('createEvent', { ...WHOLE_EVENT, venueId: venue, publish: true }, 'event { id }')).event.id;
});
afterAll(() => api.close());

const { change, rows } = mutationsOf(() => api, TABLES);

/** What is wrong with a value, and where the answer says so. */
const WRONG_VALUES: [string, object, string][] = [
  ['a text that is too long', { title: 'x'.repeat(301) }, 'title'],
  ['a number out of range', { seats: 100_001 }, 'seats'],
  ['a number below its smallest', { price: -1 }, 'price'],
  ['a text that is no slug', { code: 'not a slug' }, 'code'],
  ['a text that is no e-mail address', { contact: 'nobody' }, 'contact'],
  ['a text that is no link', { tickets: 'javascript:alert(1)' }, 'tickets'],
  ['a text that is no colour', { tint: 'blue' }, 'tint'],
  ['JSON that its schema refuses', { hours: { opens: 'noon' } }, 'hours'],
  ['a place that is not on Earth', { meetingPoint: { latitude: 91, longitude: 0 } }, 'meetingPoint'],
  ['rich text of unknown nodes', { body: { type: 'doc', content: [{ type: 'script' }] } }, 'body'],
  ['a block that is two components', { program: [{ quote: { text: 'a' }, lineUp: {} }] }, 'program'],
  ['a block whose text is too long', { program: [{ quote: { text: 'x'.repeat(5001) } }] }, 'program'],
  [
    'a translation into a language that the site does not have',
    { translations: [{ locale: 'fr', title: 'x' }] },
    'translations',
  ],
  ['a translation into the default language', { translations: [{ locale: 'en', title: 'x' }] }, 'translations'],
  ['a value that another has and may not', { code: WHOLE_EVENT.code }, 'code'],
];

it.each(WRONG_VALUES)('%s is refused with its place, and nothing is written', async (_what, values, field) => {
  const before = await rows();
  const input = { ...WHOLE_EVENT, code: null, venueId: venue, ...values };
  const { event: made, userErrors } = await change('createEvent', input, 'event { id }');
  expect(made).toBeNull();
  expect(userErrors[0]).toMatchObject({ code: 'VALIDATION_FAILED', path: expect.arrayContaining(['input', field]) });
  expect(await rows()).toEqual(before);
});

/** References that can't be, and what is answered. */
const WRONG_REFERENCES: [string, () => object, string, string][] = [
  ['of the wrong type', () => ({ hostId: venue }), 'NOT_FOUND', 'input.hostId'],
  ['of the wrong type in a list', () => ({ speakerIds: [speaker, event] }), 'NOT_FOUND', 'input.speakerIds.1'],
  [
    'of the wrong type that is connected',
    () => ({ speakers: { connect: [{ id: venue }] } }),
    'NOT_FOUND',
    'input.speakers.connect.0.id',
  ],
  ['to nothing', () => ({ venueId: NOWHERE }), 'NOT_FOUND', 'input.venueId'],
  ['given twice', () => ({ speakerIds: [speaker, speaker] }), 'VALIDATION_FAILED', 'input.speakerIds.1'],
  [
    'by id and described',
    () => ({ hostId: speaker, host: { create: { name: 'x' } } }),
    'VALIDATION_FAILED',
    'input.host',
  ],
  [
    'made in two ways',
    () => ({ host: { create: { name: 'x' }, connect: { id: speaker } } }),
    'VALIDATION_FAILED',
    'input.host',
  ],
  [
    'to a new document whose value is taken',
    () => ({ host: { create: { name: 'x', email: 'ada@example.org' } } }),
    'VALIDATION_FAILED',
    'input.host.create.email',
  ],
  [
    'in a block, to nothing',
    () => ({ program: [{ quote: { text: 'a', speakerId: NOWHERE } }] }),
    'NOT_FOUND',
    'input.program',
  ],
];

it.each(WRONG_REFERENCES)(
  'a reference %s is refused with its place, and nothing is written',
  async (_what, values, code, place) => {
    const before = await rows();
    for (const [mutation, input] of [
      ['createEvent', { ...WHOLE_EVENT, code: null, venueId: venue, ...values() }],
      ['updateEvent', { id: event, ...values() }],
    ] as const) {
      const payload = await change(mutation, input, 'event { id }');
      const [fault] = payload.userErrors;
      expect([mutation, payload.event, fault.code]).toEqual([mutation, null, code]);
      expect(fault.path.join('.')).toContain(place);
    }
    expect(await rows()).toEqual(before);
  },
);

it('a reference that readers need must be there before a document goes live, not before', async () => {
  const { event: draft } = await change('createEvent', { title: 'No venue yet' }, 'event { id state }');
  expect(draft.state).toBe('DRAFT');
  const before = await rows();
  const refused = [
    await change('publishEvent', { id: draft.id }, 'event { id }'),
    await change('createEvent', { title: 'No venue', publish: true }, 'event { id }'),
    await change('scheduleEvent', { id: draft.id, publishAt: '2099-01-01T00:00:00Z' }, 'event { id }'),
    await change('publishContent', { ids: [event, draft.id] }, 'documents { id }'),
  ];
  expect(refused.map(({ userErrors }) => [userErrors[0].code, userErrors[0].path.at(-1)])).toEqual(
    Array(4).fill(['VALIDATION_FAILED', 'venueId']),
  );
  expect(await rows()).toEqual(before);
});

it('an id of another type or of nothing is not found, whatever is to be done', async () => {
  const before = await rows();
  const mutations: [string, object, string][] = [
    ['updateEvent', { title: 'x' }, 'event { id }'],
    ['publishEvent', {}, 'event { id }'],
    ['unpublishEvent', {}, 'event { id }'],
    ['scheduleEvent', { publishAt: null }, 'event { id }'],
    ['discardEventChanges', {}, 'event { id }'],
    ['removeEventTranslation', { locale: 'de' }, 'event { id }'],
    ['restoreEventRevision', { number: 1 }, 'event { id }'],
    ['trashEvent', {}, 'documentId'],
    ['restoreEvent', {}, 'event { id }'],
    ['purgeEvent', {}, 'documentId'],
    ['moveVenue', {}, 'venue { id }'],
  ];
  for (const [mutation, input, selection] of mutations) {
    for (const id of [speaker, NOWHERE, 'nonsense', '🦄', '']) {
      const { userErrors } = await change(mutation, { id, ...input }, selection);
      expect([mutation, id, userErrors[0]?.code, userErrors[0]?.path]).toEqual([
        mutation,
        id,
        'NOT_FOUND',
        ['input', 'id'],
      ]);
    }
  }
  expect(await rows()).toEqual(before);
});

it('a value that is required can not be cleared', async () => {
  const before = await rows();
  const { userErrors } = await change('updateEvent', { id: event, title: null, format: null }, 'event { id }');
  expect(userErrors.map(({ path }: { path: string[] }) => path.at(-1)).sort()).toEqual(['format', 'title']);
  expect(await rows()).toEqual(before);
});

it('documents are made within documents to a bound', async () => {
  let related: object = { title: 'Innermost' };
  for (let depth = 0; depth < 12; depth++) related = { title: `Level ${depth}`, relatedEvents: { create: [related] } };
  const before = await rows();
  const answer = await api.query(
    'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } userErrors { code } } }',
    { input: related },
  );
  expect(answer.data?.createEvent).toEqual({ event: null, userErrors: [{ code: 'VALIDATION_FAILED' }] });
  expect(await rows()).toEqual(before);
});

it('an unknown sort, an unknown field and a locale that the site does not have are refused by name', async () => {
  const refused = await Promise.all(
    [
      '{ events(first: 1, sort: [VENUE_ASC]) { nodes { id } } }',
      '{ events(first: 1, filter: { tickets: { eq: "x" } }) { nodes { id } } }',
      '{ events(first: 1, locale: "fr") { nodes { id } } }',
      '{ events(first: -1) { nodes { id } } }',
    ].map(query => api.query(query)),
  );
  expect(refused.map(({ errors }) => errors?.[0].extensions.code)).toEqual([
    'GRAPHQL_VALIDATION_FAILED',
    'GRAPHQL_VALIDATION_FAILED',
    'BAD_USER_INPUT',
    'BAD_USER_INPUT',
  ]);
});

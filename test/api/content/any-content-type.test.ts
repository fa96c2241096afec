import { readLocales } from '../../../src/engine/content/locales';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { startApi, type TestApi } from '../../harness/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ contentTypes: [Event, Speaker, Venue], locales: readLocales('en, de', '') });
});
afterAll(() => api.close());

const CREATE = `mutation ($input: CreateEventInput!) {
  createEvent(input: $input) { event { id slug } userErrors { code message path } }
}`;
const UPDATE = `mutation ($input: UpdateEventInput!) {
  updateEvent(input: $input) { event { id } userErrors { code message path } }
}`;
const SPEAKER = `mutation ($input: CreateSpeakerInput!) { createSpeaker(input: $input) { speaker { id } userErrors { message path } } }`;

async function create(input: object): Promise<string> {
  const venue = { connectOrCreate: { name: 'House' } };
  const { data, errors } = await api.query(CREATE, { input: { venue, ...input } });
  expect({ errors, userErrors: data?.createEvent.userErrors }).toEqual({ errors: undefined, userErrors: [] });
  return data.createEvent.event.id as string;
}

async function createSpeaker(input: object): Promise<string> {
  const { data } = await api.query(SPEAKER, { input });
  expect(data.createSpeaker.userErrors).toEqual([]);
  return data.createSpeaker.speaker.id as string;
}

const VALUES = {
  title: 'Nuit blanche 🌙 שבת שלום',
  transcript: 'e\u0301 \u{20BB7}\r\n  kept  ',
  remark: 'for organisers',
  code: 'nuit-blanche',
  seats: 250,
  steps: Number.MAX_SAFE_INTEGER,
  price: 19.99,
  loudness: 0.1 + 0.2,
  soldOut: true,
  interpreted: false,
  doorsAt: '2026-10-25T00:59:59.999Z',
  salesOn: '2026-03-29',
  format: 'HYBRID',
  discounts: ['SENIORS', 'CHILDREN'],
  hours: { opens: '09:00', days: [5, 6] },
  tickets: 'https://example.org',
  contact: 'box@example.org',
  tint: '#a1B2c3',
  meetingPoint: { latitude: -33.85678, longitude: 151.2152967 },
};
const TEXT = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Come!' }] }] };
const FIELDS = `title transcript remark code seats steps price loudness soldOut interpreted doorsAt salesOn format discounts hours
  tickets contact tint meetingPoint { latitude longitude } body { json }`;

it('every kind of value comes out as it went in, from a draft, live, and in another language', async () => {
  const translated = {
    title: 'Lange Nacht',
    price: 0.01,
    interpreted: true,
    salesOn: '2026-04-01',
    discounts: [],
    tickets: 'https://example.org/de',
  };
  const id = await create({
    ...VALUES,
    body: TEXT,
    publish: true,
    translations: [{ locale: 'de', slug: 'lange-nacht', ...translated }],
  });
  const read = async (args: string, token?: null) => {
    const { data, errors } = await api.query(`{ event(${args}) { ${FIELDS} } }`, {}, token === null ? { token } : {});
    expect(errors).toBeUndefined();
    return data.event;
  };
  const expected = { ...VALUES, body: { json: TEXT } };
  expect(await read(`id: "${id}", perspective: DRAFT`)).toEqual(expected);
  expect(await read(`id: "${id}"`, null)).toEqual({ ...expected, remark: null });
  expect(await read('slug: "lange-nacht", locale: "de"', null)).toMatchObject({
    ...translated,
    seats: 250,
    remark: null,
  });
});

it('what is wrong with an input is said all at once, and nothing is written', async () => {
  const before = await api.query('{ eventsAggregate(perspective: DRAFT) { count } }');
  const input = {
    title: 'Faulty',
    seats: 100_001,
    contact: 'nobody',
    tint: 'red',
    meetingPoint: { latitude: 91, longitude: 0 },
  };
  const { data } = await api.query(CREATE, { input });
  expect(data.createEvent).toEqual({
    event: null,
    userErrors: [
      { code: 'VALIDATION_FAILED', path: ['input', 'seats'], message: 'It is 100001; 100000 is the greatest allowed.' },
      { code: 'VALIDATION_FAILED', path: ['input', 'contact'], message: '"nobody" is not an e-mail address.' },
      {
        code: 'VALIDATION_FAILED',
        path: ['input', 'tint'],
        message: '"red" is not a colour; write #rrggbb or #rrggbbaa.',
      },
      {
        code: 'VALIDATION_FAILED',
        path: ['input', 'meetingPoint', 'latitude'],
        message: 'It must be -90 to 90, not 91.',
      },
    ],
  });
  expect(await api.query('{ eventsAggregate(perspective: DRAFT) { count } }')).toEqual(before);
});

it('a unique value belongs to one document', async () => {
  await createSpeaker({ name: 'Ada', email: 'ada@example.org' });
  const { data } = await api.query(SPEAKER, { input: { name: 'Ada too', email: 'ada@example.org' } });
  expect(data.createSpeaker.userErrors).toEqual([
    { path: ['input', 'email'], message: 'Another speaker has the same email: "ada@example.org".' },
  ]);
});

describe('blocks', () => {
  const PROGRAM = `program { __typename
    ... on Quote { key text saidAt speaker { name } }
    ... on LineUp { key heading layout speakers { name } } }`;
  let live: string;
  let draft: string;
  beforeAll(async () => {
    live = await createSpeaker({ name: 'Live Linus', publish: true });
    draft = await createSpeaker({ name: 'Draft Dora' });
  });
  const program = () => [
    { quote: { text: 'Hello', saidAt: '2026-01-01T00:00:00.500Z', speakerId: live } },
    { lineUp: { heading: 'Tonight', layout: 'GRID', speakerIds: [draft, live] } },
    { quote: { text: 'Anonymous' } },
  ];

  it('keep their order, and what they refer to is seen from the perspective of the document', async () => {
    const id = await create({ title: 'Composed', program: program(), publish: true });
    const ask = `{ event(id: "${id}") { ${PROGRAM} } }`;
    const { data } = await api.query(ask, {}, { token: null });
    expect(data.event.program).toEqual([
      {
        __typename: 'Quote',
        key: expect.any(String),
        text: 'Hello',
        saidAt: '2026-01-01T00:00:00.500Z',
        speaker: { name: 'Live Linus' },
      },
      {
        __typename: 'LineUp',
        key: expect.any(String),
        heading: 'Tonight',
        layout: 'GRID',
        speakers: [{ name: 'Live Linus' }],
      },
      { __typename: 'Quote', key: expect.any(String), text: 'Anonymous', saidAt: null, speaker: null },
    ]);
    const drafted = await api.query(ask.replace('")', '", perspective: DRAFT)'));
    expect(drafted.data.event.program[1].speakers).toEqual([{ name: 'Draft Dora' }, { name: 'Live Linus' }]);
  });

  it('are edited one by one: those that are kept keep their keys', async () => {
    const id = await create({ title: 'Edited', program: program() });
    const ask = `{ event(id: "${id}", perspective: DRAFT) { ${PROGRAM} } }`;
    const [first, second, third] = (await api.query(ask)).data.event.program;
    const input = {
      id,
      program: [
        { key: third.key, quote: { text: 'Changed' } },
        { key: first.key, quote: { text: 'Hello' } },
      ],
    };
    expect((await api.query(UPDATE, { input })).data.updateEvent.userErrors).toEqual([]);
    const after = (await api.query(ask)).data.event.program;
    expect(after.map(({ key, text }: { key: string; text: string }) => ({ key, text }))).toEqual([
      { key: third.key, text: 'Changed' },
      { key: first.key, text: 'Hello' },
    ]);
    expect(after.map(({ key }: { key: string }) => key)).not.toContain(second.key);
  });

  it('count as users of what they refer to, which can not be deleted meanwhile', async () => {
    const speakerId = await createSpeaker({ name: 'Quoted Quentin' });
    const id = await create({
      title: 'Quoting',
      translations: [{ locale: 'de', title: 'Zitat', program: [{ quote: { text: 'Ja', speakerId } }] }],
    });
    const { data } = await api.query(
      `{ speaker(id: "${speakerId}", perspective: DRAFT) { usages { totalCount nodes { field documentId } } } }`,
    );
    expect(data.speaker.usages).toEqual({ totalCount: 1, nodes: [{ field: 'program', documentId: id }] });
    const trash = `mutation { trashSpeaker(input: { id: "${speakerId}" }) { userErrors { code } } }`;
    expect((await api.query(trash)).data.trashSpeaker.userErrors).toEqual([{ code: 'IN_USE' }]);
    const input = { id, translations: [{ locale: 'de', program: null }] };
    expect((await api.query(UPDATE, { input })).data.updateEvent.userErrors).toEqual([]);
    expect((await api.query(trash)).data.trashSpeaker.userErrors).toEqual([]);
  });

  it('that refer to what is not there are refused, with the way to the field', async () => {
    const nobody = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const { data } = await api.query(CREATE, {
      input: { title: 'Lost', program: [{ quote: { text: 'a', speakerId: nobody } }] },
    });
    expect(data.createEvent.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'program'] }]);
  });

  it('are found by their words', async () => {
    const id = await create({ title: 'Searchable', program: [{ quote: { text: 'Xylophone solo' } }], publish: true });
    const { data } = await api.query('{ events(search: "xylophone", first: 5) { nodes { id } } }', {}, { token: null });
    expect(data.events.nodes).toEqual([{ id }]);
  });
});

it('lists are filtered by every kind that can be', async () => {
  const id = await create({ ...VALUES, title: 'Filtered', code: 'filtered', seats: 77 });
  const conditions = [
    'title: { startsWith: "Filter" }',
    'code: { eq: "filtered" }',
    'seats: { eq: 77 }',
    `steps: { gte: ${Number.MAX_SAFE_INTEGER} }`,
    'price: { eq: 19.99 }',
    'loudness: { gt: 0.3 }',
    'soldOut: { eq: true }',
    'doorsAt: { eq: "2026-10-25T00:59:59.999Z" }',
    'salesOn: { eq: "2026-03-29" }',
    'salesOn: { in: ["2026-03-29"] }',
    'format: { in: [HYBRID, ONLINE] }',
    'discounts: { hasAll: [CHILDREN, SENIORS] }',
    'contact: { eq: "box@example.org" }',
    'meetingPoint: { within: { south: -34, north: -33, west: 151, east: 152 } }',
  ];
  for (const condition of conditions) {
    const filter = `filter: { id: { eq: "${id}" }, ${condition} }`;
    const { data, errors } = await api.query(`{ events(${filter}, perspective: DRAFT, first: 5) { nodes { id } } }`);
    expect({ condition, errors, nodes: data?.events.nodes }).toEqual({ condition, errors: undefined, nodes: [{ id }] });
    const not = `filter: { id: { eq: "${id}" }, not: { ${condition} } }`;
    const inverse = await api.query(`{ events(${not}, perspective: DRAFT, first: 5) { nodes { id } } }`);
    expect({ condition, nodes: inverse.data?.events.nodes }).toEqual({ condition, nodes: [] });
  }
});

describe('contentTypes', () => {
  const QUERY = `{ contentTypes { name singular plural label pluralLabel tree localized titleField sorts filters mutations
    fields { name kind label inputName required localized sortable unique private list max min decimals defaultValue
      choices { value label } targetType onDelete inverse schema blocks { name inputName label fields { name kind inputName } } } } }`;

  it('tells what a program needs to draw lists and forms', async () => {
    const { data } = await api.query(QUERY);
    const types = data.contentTypes as { name: string; fields: { name: string }[] }[];
    expect(types.map(({ name }) => name).sort()).toEqual(['Event', 'Speaker', 'Venue']);
    const event = types.find(({ name }) => name === 'Event');
    expect(event).toMatchObject({
      singular: 'event',
      plural: 'events',
      label: 'Event',
      pluralLabel: 'Events',
      tree: false,
      localized: true,
      titleField: 'title',
      sorts: expect.arrayContaining(['TITLE_ASC', 'PRICE_DESC']),
      filters: expect.arrayContaining(['title', 'venue', 'speakers', 'meetingPoint']),
      mutations: expect.arrayContaining(['createEvent', 'updateEvent', 'trashEvent']),
    });
    const fields = new Map(event?.fields.map(field => [field.name, field]));
    expect(fields.get('title')).toMatchObject({
      kind: 'TEXT',
      label: 'Title',
      required: true,
      localized: true,
      sortable: true,
      max: 300,
    });
    expect(fields.get('price')).toMatchObject({ kind: 'NUMBER', min: 0, decimals: 2, required: false });
    expect(fields.get('format')).toMatchObject({
      kind: 'CHOICE',
      defaultValue: 'ON_SITE',
      choices: [
        { value: 'ON_SITE', label: 'On site' },
        { value: 'ONLINE', label: 'Online' },
        { value: 'HYBRID', label: 'Hybrid' },
      ],
    });
    expect(fields.get('hours')).toMatchObject({ kind: 'JSON', schema: { required: ['opens'] } });
    expect(fields.get('speakers')).toMatchObject({
      kind: 'REFERENCES',
      inputName: 'speakerIds',
      targetType: 'Speaker',
      list: true,
      onDelete: 'REFUSE',
      inverse: 'events',
    });
    expect(fields.get('host')).toMatchObject({ kind: 'REFERENCE', inputName: 'hostId', onDelete: 'CLEAR' });
    expect(fields.get('host')).toMatchObject({ inverse: 'hostedEvents' });
    expect(fields.get('relatedEvents')).toMatchObject({ inverse: null });
    expect(fields.get('program')).toMatchObject({
      kind: 'BLOCKS',
      blocks: [
        {
          name: 'Quote',
          inputName: 'quote',
          label: 'Quote',
          fields: expect.arrayContaining([{ name: 'speaker', kind: 'REFERENCE', inputName: 'speakerId' }]),
        },
        { name: 'LineUp', inputName: 'lineUp', label: 'Line-up' },
      ],
    });
    const kinds = new Set([...fields.values()].map(field => (field as unknown as { kind: string }).kind));
    expect([...kinds].sort()).toEqual([
      'BLOCKS',
      'BOOLEAN',
      'CHOICE',
      'CHOICES',
      'COLOR',
      'DAY',
      'EMAIL',
      'GEO_POINT',
      'JSON',
      'LINK',
      'MOMENT',
      'NUMBER',
      'REFERENCE',
      'REFERENCES',
      'RICH_TEXT',
      'SLUG',
      'TEXT',
    ]);
  });

  it('are for those who may read drafts: they tell of private fields', async () => {
    const { errors } = await api.query(QUERY, {}, { token: null });
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});

import { until } from '../../harness/keelson-process';
import { readLocales } from '../../../src/engine/content/locales';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

/*
 * What goes in comes out exactly: from a draft, live, in a translation, from the history, and as what a filter and a slug find.
 */

let api: TestApi;
let venueId: string;
const zone = process.env.TZ;

beforeAll(async () => {
  // A server somewhere with summer time; nothing of it may be seen.
  process.env.TZ = 'America/New_York';
  api = await startApi({ worker: false, contentTypes: [Event, Speaker, Venue], locales: readLocales('en, de', '') });
  venueId = (await change('createVenue', { name: 'House', publish: true }, 'venue { id }')).venue.id;
});
afterAll(async () => {
  await api.close();
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const { change } = mutationsOf(() => api, []);
let serial = 0;

async function make(input: object): Promise<string> {
  const { event, userErrors } = await change(
    'createEvent',
    { venueId, title: `Event ${++serial}`, ...input },
    'event { id }',
  );
  expect(userErrors).toEqual([]);
  return event.id;
}

async function read(id: string, selection: string, { args = '', token }: { args?: string; token?: null } = {}) {
  const { data, errors } = await api.query(
    `query ($id: ID!) { event(id: $id${args}) { ${selection} } }`,
    { id },
    { token },
  );
  expect(errors).toBeUndefined();
  return data.event;
}

const published = (id: string, selection: string) => read(id, selection, { token: null });
const draft = (id: string, selection: string) => read(id, selection, { args: ', perspective: DRAFT' });

const paragraphs = (...texts: string[]) => ({
  type: 'doc',
  content: texts.map(text => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});

const TEXTS: [string, string][] = [
  ['emoji', '🚢🌙 😀'],
  ['emoji joined to one', '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇺🇳'],
  ['right-to-left', 'שבת שלום, مرحبًا بالعالم'],
  ['right-to-left with directions', '\u202babc\u202c \u200f12\u200e \u2067x\u2069'],
  ['four bytes', '𠮷野家 𝒜𝓃 𐍈 \u{10FFFD}'],
  ['composed', 'Amélie Ångström é'],
  ['decomposed', 'Ame\u0301lie A\u030angstro\u0308m e\u0301'],
  ['marks in an unusual order', 'a\u0315\u0300\u05ae\u0316b q\u0307\u0323'],
  ['Hangul in parts', '\u1112\u1161\u11ab\u1100\u1173\u11af 한글'],
  ['Indic and Thai', 'क्षि ஸ்ரீ ที่นี่ ကြွ'],
  ['compatibility forms', 'ﬁ Å K ① ㌀ ／'],
  ['blanks', '  two  \t tabs\u00a0\u2003 \u200b\u2060\ufeff end  '],
  ['line ends', 'one\r\ntwo\rthree\nfour\u2028five\u2029'],
  [
    'what SQL, HTML and patterns mean',
    `'; DROP TABLE event_documents; -- \\' \\" \`%_\\% <b>&amp;</b> \${x} {{y}} ?? :z`,
  ],
  ['what JSON escapes', '\\u0000 \\n "quoted" \\\\'],
  ['case and ß', 'ẞß İıIi Σσς ǅ'],
];

describe('a text', () => {
  it.each(TEXTS)('with %s is kept unit by unit, wherever it stands', async (_what, text) => {
    const values = { title: text, transcript: text, body: paragraphs(text), remark: text };
    const block = [{ quote: { text } }, { lineUp: { heading: text } }];
    const id = await make({
      ...values,
      slug: `text-${++serial}`,
      program: block,
      translations: [{ locale: 'de', title: text, transcript: text, body: paragraphs(text) }],
      publish: true,
    });
    const selection = 'title transcript body { json } program { ... on Quote { text } ... on LineUp { heading } }';
    const expected = {
      title: text,
      transcript: text,
      body: { json: paragraphs(text) },
      program: [{ text }, { heading: text }],
    };
    expect(await published(id, selection)).toEqual(expected);
    expect(await read(id, 'title transcript body { json }', { args: ', locale: "de"', token: null })).toEqual({
      title: text,
      transcript: text,
      body: { json: paragraphs(text) },
    });
    expect(await draft(id, 'remark')).toEqual({ remark: text });

    await change('updateEvent', { id, title: 'Other', transcript: `${text}${text}`, note: 'Changed' }, 'event { id }');
    expect(await draft(id, 'title transcript')).toEqual({ title: 'Other', transcript: text + text });
    expect(await published(id, selection)).toEqual(expected);
    await change('restoreEventRevision', { id, number: 1 }, 'event { id }');
    expect(await draft(id, `remark ${selection}`)).toEqual({ remark: text, ...expected });

    const { data } = await api.query('query ($id: ID!) { revision(id: $id, number: 1) { content } }', { id });
    expect(data.revision.content.values).toMatchObject(values);
    const found = await api.query(
      'query ($text: String!, $id: ID!) { events(first: 5, filter: { title: { eq: $text }, id: { eq: $id } }) { nodes { title } } }',
      { text, id },
      { token: null },
    );
    expect(found.data.events.nodes).toEqual([{ title: text }]);
  });

  it('that is composed and one that is not are different slugs', async () => {
    const [composed, decomposed] = ['caf\u00e9', 'cafe\u0301'];
    const ids = [await make({ slug: composed, publish: true }), await make({ slug: decomposed, publish: true })];
    for (const [index, slug] of [composed, decomposed].entries()) {
      const { data } = await api.query(
        'query ($slug: String!) { event(slug: $slug) { id slug } }',
        { slug },
        { token: null },
      );
      expect(data.event).toEqual({ id: ids[index], slug });
    }
  });

  it.each([
    ['half of a character', 'a\ud83d'],
    ['the wrong half of a character', '\ude00a'],
    ['a zero', 'a\0b'],
  ])('with %s is refused, and nothing is written', async (_what, text) => {
    const { event, userErrors } = await change(
      'createEvent',
      { venueId, title: 'x', transcript: text, slug: `no-${++serial}` },
      'event { id }',
    );
    expect(event).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'transcript'] }]);
  });
});

/** Two megabytes, and a little more, of a text. */
function twoMegabytes(piece: string): string {
  return piece.repeat(Math.ceil((2 * 1024 * 1024) / Buffer.byteLength(piece)));
}

describe('a body of 2 MB', () => {
  it.each([
    ['English words', 'All hands on deck, for the tide waits for nobody. '],
    ['Chinese', '潮汐不等人，全体船员上甲板。'],
    ['emoji', '🚢👩‍👩‍👧‍👦'],
    ['quotes and backslashes', `\\"'\\\\\n`],
  ])('of %s comes back byte by byte', async (_what, piece) => {
    const transcript = twoMegabytes(piece);
    const id = await make({ transcript, publish: true });
    expect((await published(id, 'transcript')).transcript === transcript).toBe(true);
    const changed = `${transcript}!`;
    await change('updateEvent', { id, transcript: changed }, 'event { id }');
    expect((await draft(id, 'transcript')).transcript === changed).toBe(true);
    expect((await published(id, 'transcript')).transcript === transcript).toBe(true);
    await change('publishEvent', { id }, 'event { id }');
    expect((await published(id, 'transcript')).transcript === changed).toBe(true);
  });

  it('of rich text comes back node by node, and the words of its first million characters are found', async () => {
    const lines = Array.from(
      { length: 21_000 },
      (_, n) => `Line ${n} of a very long announcement, with a word such as keel${n} in it and 航海 too.`,
    );
    const body = paragraphs(...lines);
    expect(Buffer.byteLength(JSON.stringify(body))).toBeGreaterThan(2 * 1024 * 1024);
    const id = await make({ body, publish: true });
    const answered = await published(id, 'body { json }');
    expect(JSON.stringify(answered.body.json) === JSON.stringify(body)).toBe(true);
    // While InnoDB moves what was just indexed to its place, a search can miss it for a moment.
    const find = () => api.query('{ events(first: 2, search: "keel9000") { nodes { id } } }', {}, { token: null });
    await until(async () => (await find()).data.events.nodes.length > 0);
    const { data } = await find();
    expect(data.events.nodes).toEqual([{ id }]);
  });
});

describe('a moment', () => {
  const moments: [string, string][] = [
    ['2026-03-08T06:59:59.999Z', '2026-03-08T06:59:59.999Z'],
    ['2026-03-08T07:00:00.000Z', '2026-03-08T07:00:00.000Z'],
    // These two are the same hour and minute of New York's clocks.
    ['2026-11-01T05:30:00.001Z', '2026-11-01T05:30:00.001Z'],
    ['2026-11-01T06:30:00.001Z', '2026-11-01T06:30:00.001Z'],
    ['2026-03-29T01:00:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T02:30:00+02:00', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T02:30:00+01:00', '2026-10-25T01:30:00.000Z'],
    ['2024-02-29T23:59:59.999-12:00', '2024-03-01T11:59:59.999Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['2038-01-19T03:14:08.000Z', '2038-01-19T03:14:08.000Z'],
    ['1000-01-01T00:00:00.000Z', '1000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ];

  it.each(moments)('%s is kept to the millisecond, whatever the time zones say', async (given, expected) => {
    const id = await make({ doorsAt: given, publish: true, program: [{ quote: { text: 'x', saidAt: given } }] });
    expect(await published(id, 'doorsAt program { ... on Quote { saidAt } }')).toEqual({
      doorsAt: expected,
      program: [{ saidAt: expected }],
    });
    await change('updateEvent', { id, seats: 1, note: 'Changed' }, 'event { id }');
    expect(await draft(id, 'doorsAt')).toEqual({ doorsAt: expected });
    await change('restoreEventRevision', { id, number: 1 }, 'event { id }');
    expect(await draft(id, 'doorsAt')).toEqual({ doorsAt: expected });
    const { data } = await api.query(
      'query ($at: DateTime!, $id: ID!) { events(first: 5, filter: { doorsAt: { eq: $at }, id: { eq: $id } }) { totalCount } }',
      { at: given, id },
      { token: null },
    );
    expect(data.events.totalCount).toBe(1);
  });

  it('is sorted by the instant, also where clocks are set back', async () => {
    const titles = ['Clock 1', 'Clock 2', 'Clock 3', 'Clock 4'];
    const at = [
      '2026-11-01T05:59:59.999Z',
      '2026-11-01T06:00:00.000Z',
      '2026-11-01T06:00:00.001Z',
      '2026-11-01T07:00:00.000Z',
    ];
    for (const index of [2, 0, 3, 1]) await make({ title: titles[index], doorsAt: at[index], publish: true });
    const { data } = await api.query(
      '{ events(first: 10, sort: [DOORS_AT_ASC], filter: { title: { startsWith: "Clock" } }) { nodes { title } } }',
      {},
      { token: null },
    );
    expect(data.events.nodes.map(({ title }: { title: string }) => title)).toEqual(titles);
  });

  it.each(['2026-03-08', '2026-11-01', '2024-02-29', '1000-01-01', '9999-12-31'])(
    'the day %s is that day everywhere',
    async day => {
      const id = await make({
        salesOn: day,
        publish: true,
        translations: [{ locale: 'de', title: 'Tag', salesOn: day }],
      });
      expect(await published(id, 'salesOn')).toEqual({ salesOn: day });
      expect(await read(id, 'salesOn', { args: ', locale: "de"', token: null })).toEqual({ salesOn: day });
      const { data } = await api.query(
        'query ($day: Date!, $id: ID!) { events(first: 5, filter: { salesOn: { eq: $day }, id: { eq: $id } }) { totalCount } }',
        { day, id },
      );
      expect(data.events.totalCount).toBe(1);
    },
  );
});

describe('a number', () => {
  it.each([
    ['steps', Number.MAX_SAFE_INTEGER],
    ['steps', Number.MIN_SAFE_INTEGER],
    ['steps', 0],
    ['loudness', 0.1 + 0.2],
    ['loudness', -1.7976931348623157e308],
    ['loudness', 2.2250738585072014e-308],
    ['loudness', 123456789.12345679],
    ['price', 9_999_999_999_999.99],
    ['price', 0.07],
  ])('%s = %d comes back to its last digit', async (field, value) => {
    const id = await make({ [field]: value, publish: true });
    expect(await published(id, field)).toEqual({ [field]: value });
    await change('updateEvent', { id, seats: 3, note: 'Changed' }, 'event { id }');
    expect(await draft(id, field)).toEqual({ [field]: value });
    await change('restoreEventRevision', { id, number: 1 }, 'event { id }');
    expect(await draft(id, field)).toEqual({ [field]: value });
  });
});

import { inspect, isDeepStrictEqual } from 'node:util';
import { definitionOf } from '../../../src/engine/content/content-type';
import { FieldFault } from '../../../src/engine/content/field-kinds';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { Event } from '../../fixtures/content/event.entity';
import { row, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

const events = definitionOf(Event);
const ctx = writer();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Property = Extract<keyof Event, string>;

function fieldOf(property: Property) {
  const field = events.values.find(candidate => candidate.property === property);
  if (!field) throw new Error(`There is no field ${property}.`);
  return field;
}

function accept(property: Property, value: unknown): unknown {
  const { kind, options } = fieldOf(property);
  return kind.accept(value, options);
}

/** What is read back from the row, or with a locale from the translation, that was stored with the value. */
async function stored(property: Property, value: unknown, locale?: string): Promise<unknown> {
  const accepted = { [property]: accept(property, value) };
  const values = { title: 'Event', format: 'ONLINE', ...(locale ? {} : accepted) };
  const translations = new Map(locale ? [[locale, { values: { title: 'Ereignis', ...accepted } }]] : []);
  const [{ id }] = await database.db.transaction(tx => createDocuments(ctx, tx, events, [{ values, translations }]));
  const column = events.columns.get(property) as string;
  const from = locale ? `${events.live.translations} WHERE document_id = ?` : `${events.live.rows} WHERE id = ?`;
  const { raw } = await row<{ raw: unknown }>(database.db, `SELECT ${column} AS raw FROM ${from}`, [id]);
  return fieldOf(property).kind.fromSql(raw);
}

const DEEP = Array.from({ length: 50 }).reduce<unknown>(content => ({ type: 'blockquote', content: [content] }), {
  type: 'paragraph',
  content: [{ type: 'text', text: 'deep' }],
});

const SOUND: [Property, unknown][] = [
  ['title', 'Grüße 🚢 \u{20BB7} e\u0301 שלום\u200f مرحبا'],
  ['title', '  spaces stay \t and\r\nlines  '],
  ['title', '語'.repeat(300)],
  ['title', 'quotes \' " \\ % _ ` ; --'],
  ['transcript', '🚢'.repeat(500_000)],
  ['body', { type: 'doc', content: [DEEP] }],
  ['code', 'spring_2026.v2~beta-ß'],
  ['seats', 0],
  ['seats', 100_000],
  ['steps', Number.MAX_SAFE_INTEGER],
  ['steps', Number.MIN_SAFE_INTEGER],
  ['price', 19.99],
  ['price', 9_999_999_999_999.99],
  ['price', 0.1],
  ['loudness', 0.1 + 0.2],
  ['loudness', Number.MAX_VALUE],
  ['loudness', Number.MIN_VALUE],
  ['soldOut', true],
  ['interpreted', false],
  ['doorsAt', new Date('2026-03-29T00:59:59.999Z')],
  ['doorsAt', new Date('2026-10-25T01:00:00.001Z')],
  ['doorsAt', new Date('1000-01-01T00:00:00.000Z')],
  ['doorsAt', new Date('9999-12-31T23:59:59.999Z')],
  ['salesOn', '2026-03-29'],
  ['salesOn', '2024-02-29'],
  ['salesOn', '1000-01-01'],
  ['salesOn', '9999-12-31'],
  ['format', 'HYBRID'],
  ['discounts', ['SENIORS', 'CHILDREN']],
  ['discounts', []],
  ['hours', { opens: '09:00', days: [5, 6] }],
  ['tickets', 'https://example.org'],
  ['tickets', 'HTTPS://Example.org/ä?q=%C3%A4#x'],
  ['contact', "o'neill+tickets@example.org"],
  ['tint', '#A1b2C3'],
  ['tint', '#a1b2c380'],
  ['meetingPoint', { latitude: -33.85678, longitude: 151.2152967 }],
  ['meetingPoint', { latitude: 90, longitude: -180 }],
];

/** Some values are megabytes long. */
const titled = <Row extends readonly [Property, unknown, ...unknown[]]>(rows: readonly Row[]) =>
  rows.map(row => ({ title: `${row[0]} ${inspect(row[1], { maxStringLength: 40, breakLength: Infinity })}`, row }));

describe('a value comes back from its column exactly', () => {
  it.each(titled(SOUND))('$title', async ({ row: [property, value] }) => {
    // Not toEqual: what differs may be too long to be shown.
    expect(isDeepStrictEqual(await stored(property, value), value)).toBe(true);
  });
});

describe('a translated value comes back from its column exactly', () => {
  const localized = SOUND.filter(([property]) => fieldOf(property).options.localized);
  it.each(titled(localized))('$title', async ({ row: [property, value] }) => {
    expect(isDeepStrictEqual(await stored(property, value, 'de'), value)).toBe(true);
  });
});

it('the form of every value survives the JSON of a revision', () => {
  for (const [property, value] of SOUND) {
    const { kind } = fieldOf(property);
    const kept = kind.fromJson(JSON.parse(JSON.stringify(accept(property, value))));
    expect({ property, same: isDeepStrictEqual(kept, value) }).toEqual({ property, same: true });
  }
});

it('a day has no time zone, whatever clock the caller has', () => {
  expect(accept('salesOn', new Date('2026-03-29T00:00:00.000Z'))).toBe('2026-03-29');
});

it('zero has no sign', () => {
  expect(Object.is(accept('loudness', -0), 0)).toBe(true);
  expect(Object.is((accept('meetingPoint', { latitude: -0, longitude: 1 }) as { latitude: number }).latitude, 0)).toBe(
    true,
  );
});

const UNSOUND: [Property, unknown, RegExp][] = [
  ['title', 'nul\0', /Character 4 is U\+0000, a control character/],
  ['title', '🚢\u0007', /Character 2 is U\+0007/],
  ['title', 'half \ud83d', /Character 6 is U\+D83D, half of a character/],
  ['title', '🚢'.repeat(301), /It has 301 characters; 300 are allowed\./],
  ['transcript', 'x'.repeat(3_000_001), /3000001 characters/],
  ['code', 'a/b', /A slug consists of/],
  ['code', '../etc', /A slug consists of/],
  ['code', 'x'.repeat(191), /191 characters; 190 are allowed/],
  ['seats', -1, /0 is the smallest allowed/],
  ['seats', 100_001, /100000 is the greatest allowed/],
  ['seats', 1.5, /1\.5 is not a whole number/],
  ['steps', 2 ** 53, /beyond the whole numbers/],
  ['price', 19.999, /more than 2 decimals/],
  ['price', 10 ** 13, /13 digits before the point/],
  ['loudness', Number.NaN, /must be a number/],
  ['loudness', Number.POSITIVE_INFINITY, /must be a number/],
  ['doorsAt', new Date('0999-12-31T23:59:59.999Z'), /1000 to 9999/],
  ['doorsAt', new Date(Number.NaN), /not a date/],
  ['format', 'NOWHERE', /"NOWHERE" is none of ON_SITE, ONLINE, HYBRID/],
  ['format', 'constructor', /is none of/],
  ['discounts', ['CHILDREN', 'CHILDREN'], /CHILDREN is there twice/],
  ['hours', { opens: 'noon' }, /must match pattern/],
  ['hours', { opens: '09:00', closes: '10:00' }, /additional properties: "closes"/],
  ['hours', { opens: '09:00', days: [2 ** 53] }, /beyond the whole numbers/],
  ['tickets', 'javascript:alert(1)', /must begin with http/],
  ['tickets', 'https://exa mple.org', /is not a URL/],
  ['tickets', 'https://', /is not a URL/],
  ['contact', 'nobody', /is not an e-mail address/],
  ['tint', 'red', /is not a colour/],
  ['tint', '#abc', /is not a colour/],
  ['meetingPoint', { latitude: 91, longitude: 0 }, /must be -90 to 90, not 91/],
  ['body', { type: 'script' }, /doc/],
];

it.each(titled(UNSOUND))('a sentence says why this is refused: $title', ({ row: [property, value, sentence] }) => {
  expect(() => accept(property, value)).toThrow(FieldFault);
  expect(() => accept(property, value)).toThrow(sentence);
});

it('JSON says every way in which a value breaks its schema, and where', () => {
  try {
    accept('hours', { days: [1, 'two'] });
    throw new Error('It was accepted.');
  } catch (error) {
    const { message, path, others } = error as FieldFault;
    expect([{ message, path }, ...others.map(other => ({ message: other.message, path: other.path }))]).toEqual([
      { message: "It must have required property 'opens'.", path: [] },
      { message: 'It must be integer.', path: ['days', 1] },
    ]);
  }
});

it('JSON that is nested too deep is refused before anything recurses into it', () => {
  const deep = JSON.parse(`${'{"opens":'.repeat(20_000)}"09:00"${'}'.repeat(20_000)}`) as unknown;
  expect(() => accept('hours', deep)).toThrow(/nested more than 64 deep/);
});

describe('operators that only one kind has', () => {
  const found = async (property: Property, operator: string, operand: unknown) => {
    const condition = fieldOf(property).kind.operators?.[operator]?.(`t.${events.columns.get(property)}`, operand);
    if (!condition) throw new Error(`${property} has no operator ${operator}.`);
    const rows = await database.db.select<{ slug: string }>(
      `SELECT slug FROM ${events.live.rows} t WHERE slug LIKE 'operator-%' AND ${condition.sql} ORDER BY slug`,
      condition.values,
    );
    return rows.map(({ slug }) => slug);
  };
  beforeAll(async () => {
    const drafts = [
      { slug: 'operator-fiji', discounts: ['CHILDREN', 'SENIORS'], meetingPoint: { latitude: -17.7, longitude: 178 } },
      { slug: 'operator-oslo', discounts: ['CHILDREN'], meetingPoint: { latitude: 59.9, longitude: 10.7 } },
      { slug: 'operator-samoa', discounts: [], meetingPoint: { latitude: -13.8, longitude: -172 } },
      { slug: 'operator-unknown', discounts: null, meetingPoint: null },
    ].map(({ slug, ...values }) => ({ slug, values: { title: slug, format: 'ONLINE', ...values } }));
    await database.db.transaction(tx => createDocuments(ctx, tx, events, drafts));
  });

  it.each([
    ['has', 'SENIORS', ['operator-fiji']],
    ['hasAny', ['SENIORS', 'CHILDREN'], ['operator-fiji', 'operator-oslo']],
    ['hasAny', [], []],
    ['hasAll', ['SENIORS', 'CHILDREN'], ['operator-fiji']],
  ])('discounts %s %j', async (operator, operand, slugs) => {
    expect(await found('discounts', operator, operand)).toEqual(slugs);
  });

  it('a part of the map may cross the date line', async () => {
    expect(await found('meetingPoint', 'within', { south: -20, north: 0, west: 170, east: -170 })).toEqual([
      'operator-fiji',
      'operator-samoa',
    ]);
    expect(await found('meetingPoint', 'within', { south: 50, north: 70, west: 0, east: 20 })).toEqual([
      'operator-oslo',
    ]);
  });
});

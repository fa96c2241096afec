import { ulid } from 'ulid';
import type { StoredBlock } from '../../../src/engine/content/block';
import { blockReferences } from '../../../src/engine/content/block-references';
import { completeContentTypes } from '../../../src/engine/content/complete-content-types';
import { definitionOf } from '../../../src/engine/content/content-type';
import { readLocales } from '../../../src/engine/content/locales';
import { readInput } from '../../../src/engine/content/read-input';
import type { InputFault, KeelsonError } from '../../../src/errors';
import { Event } from '../../fixtures/content/event.entity';
import { Venue } from '../../fixtures/content/venue.entity';

const events = definitionOf(Event);
const locales = readLocales('en, de', '');
const [one, two] = [ulid(), ulid()];
beforeAll(() => completeContentTypes());

const creating = (input: object) => readInput(events, input, ['input'], 'create', locales);
const updating = (input: object) => readInput(events, input, ['input'], 'update', locales);

/** `path: message` of each fault. */
function faults(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    const { code, details } = error as KeelsonError;
    expect(code).toBe('VALIDATION_FAILED');
    return (details.faults as InputFault[]).map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
  throw new Error('Nothing was refused.');
}

describe('an input that creates', () => {
  it('gives defaults to what it leaves out, and null where there is none', () => {
    const { values, slug, references, nested, translations } = creating({ title: 'Opening' });
    expect(values).toMatchObject({
      title: 'Opening',
      format: 'ON_SITE',
      soldOut: false,
      interpreted: null,
      seats: null,
    });
    expect({ slug, references, nested, translations: translations.size }).toEqual({
      slug: undefined,
      references: {},
      nested: [],
      translations: 0,
    });
  });

  it('says every fault at once, with the way to each', () => {
    const input = {
      slug: 'a/b',
      title: null,
      seats: -1,
      hours: { opens: 'noon' },
      hostId: 'nobody',
      speakerIds: [one, 'x', one],
      translations: [
        { locale: 'fr', title: 'Ouverture' },
        { locale: 'de', title: 'x\0' },
      ],
      program: [{}, { quote: { text: null } }, { quote: { text: 'a' }, lineUp: {} }, { lineUp: { speakerIds: ['y'] } }],
    };
    expect(faults(() => creating(input))).toEqual([
      expect.stringMatching(/^input\.slug: A slug consists of/),
      'input.title: `title` must have a value.',
      'input.seats: It is -1; 0 is the smallest allowed.',
      expect.stringMatching(/^input\.hours\.opens: It must match pattern/),
      'input.program.0: A block is exactly one of quote, lineUp; here are 0.',
      'input.program.1.quote.text: `text` must have a value.',
      'input.program.2: A block is exactly one of quote, lineUp; here are 2.',
      'input.program.3.lineUp.speakerIds.0: "y" is not an id.',
      'input.translations.0.locale: There is no locale "fr" here; there are en, de.',
      "input.translations.1.title: Character 2 is U+0000, a control character, which can't be kept.",
      'input.hostId: "nobody" is not an id.',
      'input.speakerIds.1: "x" is not an id.',
      `input.speakerIds.2: "${one}" is there twice.`,
    ]);
  });

  it('asks for what is required in a translation as well, and not for the default locale', () => {
    expect(
      faults(() =>
        creating({
          title: 'a',
          translations: [{ locale: 'de' }, { locale: 'de', title: 'b' }, { locale: 'en', title: 'c' }],
        }),
      ),
    ).toEqual([
      'input.translations.0.title: `title` must have a value.',
      'input.translations.1.locale: de is there twice.',
      'input.translations.2.locale: en is the default locale: its values stand beside `translations`.',
    ]);
  });

  it('gives each block a key, and keeps those that are there', () => {
    const { values } = creating({
      title: 'a',
      program: [
        { key: two, quote: { text: 'b', saidAt: new Date('2026-01-01T00:00:00.5Z'), speakerId: one } },
        { lineUp: {} },
      ],
    });
    const [quote, lineUp] = values.program as StoredBlock[];
    expect(quote).toEqual({
      key: two,
      type: 'Quote',
      values: { text: 'b', saidAt: '2026-01-01T00:00:00.500Z', speakerId: one },
    });
    expect(lineUp).toEqual({
      key: expect.stringMatching(/^[0-9A-Z]{26}$/),
      type: 'LineUp',
      values: { heading: null, layout: 'ROW', speakerIds: [] },
    });
    const twice = [
      { key: two, lineUp: {} },
      { key: two, lineUp: {} },
    ];
    expect(faults(() => creating({ title: 'a', program: twice }))).toEqual([
      `input.program.1.key: The key "${two}" is there twice.`,
    ]);
  });
});

describe('an input that changes', () => {
  it('touches only what it names', () => {
    expect(updating({ seats: null, soldOut: true }).values).toEqual({ seats: null, soldOut: true });
  });

  it('can not clear what is required', () => {
    expect(
      faults(() => updating({ title: null, format: null, slug: null, translations: [{ locale: 'de', title: null }] })),
    ).toEqual([
      'input.slug: `slug` must have a value.',
      'input.title: `title` must have a value.',
      'input.format: `format` must have a value.',
      'input.translations.0.title: `title` must have a value.',
    ]);
  });

  it('leaves a document of a tree where it stands', () => {
    const { values } = readInput(definitionOf(Venue), { name: 'Hall' }, ['input'], 'update', locales);
    expect(values).toEqual({ name: 'Hall' });
  });
});

describe('references', () => {
  it('are ids, or null, or an empty list', () => {
    const { values, references } = updating({
      venueId: one.toLowerCase(),
      hostId: null,
      speakerIds: [two, one],
      relatedEvents: null,
    });
    expect(values).toEqual({ venueId: one, hostId: null });
    expect(references).toEqual({ speakers: [two, one], relatedEvents: [] });
  });

  it('can be described, in the order connect, connectOrCreate, create', () => {
    const { nested } = updating({
      venue: { create: { name: 'Hall', parentId: two } },
      speakers: {
        create: [{ name: 'New' }],
        connect: [{ slug: 'ada' }, { id: one }],
        connectOrCreate: [{ name: 'Crème Brûlée' }, { name: 'x', slug: 'given' }],
      },
    });
    const links = nested.flatMap(({ field, links: found }) =>
      found.map(link => ({
        field: field.property,
        kind: link.kind,
        path: link.path.join('.'),
        what: link.kind === 'connect' ? link.by : link.kind === 'connectOrCreate' ? link.slug : link.change.values,
      })),
    );
    expect(links).toEqual([
      {
        field: 'venue',
        kind: 'create',
        path: 'input.venue.create',
        what: { name: 'Hall', location: null, parentId: two },
      },
      { field: 'speakers', kind: 'connect', path: 'input.speakers.connect.0', what: { slug: 'ada' } },
      { field: 'speakers', kind: 'connect', path: 'input.speakers.connect.1', what: { id: one } },
      { field: 'speakers', kind: 'connectOrCreate', path: 'input.speakers.connectOrCreate.0', what: 'creme-brulee' },
      { field: 'speakers', kind: 'connectOrCreate', path: 'input.speakers.connectOrCreate.1', what: 'given' },
      { field: 'speakers', kind: 'create', path: 'input.speakers.create.0', what: { name: 'New', email: null } },
    ]);
  });

  it('are refused where they say nothing, or two things', () => {
    const input = {
      venue: {},
      hostId: one,
      host: { connect: { id: one } },
      speakers: {
        connect: [{}, { id: one, slug: 'b' }],
        connectOrCreate: [{ name: '***' }],
        create: [{ name: 'a', publish: true }],
      },
    };
    expect(faults(() => updating(input))).toEqual([
      'input.venue: Give exactly one of `connect`, `create` and `connectOrCreate`.',
      'input.host: Give either `hostId` or `host`.',
      'input.speakers.connect.0: Give either `id` or `slug`.',
      'input.speakers.connect.1: Give either `id` or `slug`.',
      'input.speakers.connectOrCreate.0: Give a `slug`: none can be made from `name`.',
      'input.speakers.create.0.publish: It goes live with the document that refers to it; leave `publish` out.',
    ]);
  });

  it('are not described without end', () => {
    let related: object = { title: 'innermost' };
    for (let depth = 0; depth < 1_000; depth++) related = { title: 'outer', relatedEvents: { create: [related] } };
    expect(faults(() => creating(related))).toEqual([expect.stringMatching(/8 deep at most\.$/)]);
  });

  it('inside blocks are known, whichever locale they stand in', () => {
    const block = (id: string): StoredBlock => ({ key: ulid(), type: 'Quote', values: { text: 'a', speakerId: id } });
    const lineUp: StoredBlock = { key: ulid(), type: 'LineUp', values: { speakerIds: [one, two] } };
    expect(blockReferences(events, [{ program: [block(two)] }, { program: [lineUp] }, { program: null }])).toEqual({
      bodyAssets: [],
      programSpeakers: [two, one],
    });
    expect(events.joins.map(({ property }) => property)).toEqual([
      'speakers',
      'relatedEvents',
      'bodyAssets',
      'programSpeakers',
    ]);
  });
});

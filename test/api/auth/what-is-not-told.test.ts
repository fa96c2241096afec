import { definitionOf } from '../../../src/engine/content/content-type';
import { readLocales } from '../../../src/engine/content/locales';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';
import { makeToken } from '../../harness/role-tokens';
import { NO_ID } from '../../harness/smallest-operation';

/*
 * What answers could tell on the side of fields and documents that are beyond somebody's grants.
 */

const TYPES = [Event, Speaker, Venue];
let api: TestApi;
let venueId: string;
beforeAll(async () => {
  api = await startApi({ worker: false, contentTypes: TYPES, locales: readLocales('en, de, pt-BR', '') });
  venueId = await make('Venue', { name: 'House', publish: true });
});
afterAll(() => api.close());

const { change } = mutationsOf(() => api, []);

async function make(type: string, input: object): Promise<string> {
  const singular = type.toLowerCase();
  const payload = await change(`create${type}`, input, `${singular} { id }`);
  expect(payload.userErrors).toEqual([]);
  return payload[singular].id;
}

/** The payload of a mutation by a token, and the code of its first error. */
async function changeAs(token: string, mutation: string, input: object, selection = '__typename') {
  const Input = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await api.query<Record<string, any>>(
    `mutation ($input: ${Input}!) { ${mutation}(input: $input) { ${selection} userErrors { code message path } } }`,
    { input },
    { token },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data[mutation];
}

describe('a field that was not granted', () => {
  it('is not named by the history of a document, nor by a conflict', async () => {
    const { token } = await makeToken(api, {
      grants: [
        { right: 'READ', types: ['Event'], fields: ['title'] },
        { right: 'WRITE', types: ['Event'], fields: ['title'] },
      ],
    });
    const id = await make('Event', { title: 'Regatta', venueId, remark: 'quiet', seats: 5 });
    const both = await change('updateEvent', { id, title: 'The regatta', remark: 'loud' }, 'event { revision }');
    const heads = `query ($id: ID!, $number: Int!) {
      event(id: $id, perspective: DRAFT) { revisions(first: 9) { nodes { changedFields } } }
      revision(id: $id, number: $number) { changedFields }
    }`;
    const asked = { id, number: both.event.revision };
    const { data: whole } = await api.query(heads, asked);
    expect(whole.revision.changedFields).toEqual(expect.arrayContaining(['title', 'remark']));
    const { data } = await api.query(heads, asked, { token });
    const named = [data.revision, ...data.event.revisions.nodes].flatMap(({ changedFields }) => changedFields);
    expect(new Set(named)).toEqual(new Set(['title', 'slug']));

    const stale = { id, title: 'Mine', expectedRevision: 1 };
    const { conflict } = await changeAs(token, 'updateEvent', stale, 'conflict { changedFields }');
    expect(conflict.changedFields).not.toContain('remark');
    expect(conflict.changedFields).toContain('title');
    const { conflict: told } = await change('updateEvent', stale, 'conflict { changedFields }');
    expect(told.changedFields).toContain('remark');
  });
});

describe('a document that one may not see', () => {
  const IN_USE = 'usages { totalCount nodes { documentId } }';
  let token: string;
  beforeAll(async () => {
    ({ token } = await makeToken(api, {
      grants: [
        { right: 'READ', types: ['Speaker'] },
        { right: 'DELETE', types: ['Speaker'] },
        { right: 'READ', types: ['Event'], own: true },
        { right: 'WRITE', types: ['Event'], own: true },
      ],
    }));
  });

  it('is neither counted nor named where it keeps another one from being deleted', async () => {
    const speakerId = await make('Speaker', { name: 'Ada' });
    await make('Event', { title: 'Unseen', venueId, speakerIds: [speakerId] });
    const alone = await changeAs(token, 'trashSpeaker', { id: speakerId }, IN_USE);
    expect(alone).toMatchObject({
      usages: { totalCount: 0, nodes: [] },
      userErrors: [{ code: 'IN_USE', message: 'Documents that you may not see refer to this speaker.' }],
    });
    const own = await changeAs(
      token,
      'createEvent',
      { title: 'Own', venueId, speakerIds: [speakerId] },
      'event { id }',
    );
    const several = await changeAs(token, 'trashSpeaker', { id: speakerId }, IN_USE);
    expect(several).toMatchObject({
      usages: { totalCount: 1, nodes: [{ documentId: own.event.id }] },
      userErrors: [{ code: 'IN_USE', message: 'One document and others refer to this speaker.' }],
    });
    const { data } = await api.query(
      'query ($id: ID!) { speaker(id: $id, perspective: DRAFT) { usages { totalCount } } }',
      { id: speakerId },
      { token },
    );
    expect(data.speaker.usages.totalCount).toBe(1);
    const whole = await change('trashSpeaker', { id: speakerId }, IN_USE);
    expect(whole).toMatchObject({
      usages: { totalCount: 2 },
      userErrors: [{ message: '2 documents refer to this speaker.' }],
    });
  });

  it('is referred to by nothing that one writes, neither in lists nor within blocks nor in translations', async () => {
    const { token: writer } = await makeToken(api, {
      grants: [
        { right: 'READ', types: ['Event', 'Venue'] },
        { right: 'WRITE', types: ['Event'] },
      ],
    });
    const hidden = await make('Speaker', { name: 'Unseen' });
    const seen = await make('Speaker', { name: 'Seen', publish: true });
    const another = await make('Speaker', { name: 'Seen as well', publish: true });
    const ways: ((id: string) => object)[] = [
      id => ({ hostId: id }),
      id => ({ speakerIds: [seen, id] }),
      id => ({ program: [{ quote: { text: 'Yes', speakerId: id } }] }),
      id => ({ program: [{ lineUp: { heading: 'All', speakerIds: [seen, id] } }] }),
      id => ({
        translations: [{ locale: 'de', title: 'Regatta', program: [{ quote: { text: 'Ja', speakerId: id } }] }],
      }),
    ];
    const eventId = await make('Event', { title: 'Written to', venueId });
    for (const way of ways) {
      for (const [mutation, input] of [
        ['createEvent', { title: 'Regatta', venueId }],
        ['updateEvent', { id: eventId }],
      ] as const) {
        const other = await changeAs(writer, mutation, { ...input, ...way(hidden) });
        const none = await changeAs(writer, mutation, { ...input, ...way(NO_ID) });
        expect(other.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
        expect(JSON.stringify(other).replaceAll(hidden, NO_ID)).toBe(JSON.stringify(none));
        const allowed = await changeAs(writer, mutation, { ...input, ...way(another) });
        expect(allowed.userErrors).toEqual([]);
      }
    }
  });
});

it('a locale is known in upper and lower case, and answered as the site writes it', async () => {
  const id = await make('Event', {
    title: 'Regatta',
    venueId,
    translations: [{ locale: 'PT-br', title: 'Regata' }],
  });
  const { event } = await change(
    'updateEvent',
    { id, locale: 'DE', title: 'Wettfahrt' },
    'event { title _locale { requested } }',
  );
  expect(event).toEqual({ title: 'Wettfahrt', _locale: { requested: 'de' } });
  const { data } = await api.query(
    'query ($id: ID!) { event(id: $id, locale: "pt-br", perspective: DRAFT) { title _locale { requested } } }',
    { id },
  );
  expect(data.event).toEqual({ title: 'Regata', _locale: { requested: 'pt-BR' } });
  const locales = await api.db.select<{ locale: string }>(
    `SELECT locale FROM ${definitionOf(Event).live.translations} WHERE document_id = ? ORDER BY locale`,
    [id],
  );
  expect(locales.map(({ locale }) => locale)).toEqual(['de', 'pt-BR']);
  const { userErrors } = await change('removeEventTranslation', { id, locale: 'Pt-Br' }, '__typename');
  expect(userErrors).toEqual([]);
  const twice = await change(
    'createEvent',
    { title: 'Twice', venueId, translations: ['de', 'DE'].map(locale => ({ locale, title: 'Zweimal' })) },
    '__typename',
  );
  expect(twice.userErrors).toMatchObject([{ message: 'de is there twice.' }]);
});

import { readLocales } from '../../../src/engine/content/locales';
import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';
import { makeRoleTokens } from '../../harness/role-tokens';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ locales: readLocales('en, de, fr', 'fr: de') });
});
afterAll(() => api.close());

const { change } = mutationsOf(() => api, []);
const SOON = '2038-01-01T08:00:00.000Z';

const article = async (input: object = {}): Promise<string> =>
  (await change('createArticle', { title: 'On a list', ...input }, 'article { id }')).article.id;

it('the languages of the site are told with their fallbacks', async () => {
  const { data } = await api.query('{ contentLocales { tag isDefault fallbacks } }', {}, { token: null });
  expect(data.contentLocales).toEqual([
    { tag: 'en', isDefault: true, fallbacks: [] },
    { tag: 'de', isDefault: false, fallbacks: ['en'] },
    { tag: 'fr', isDefault: false, fallbacks: ['de', 'en'] },
  ]);
});

it('a document names the languages it is written in: those of its draft to editors, those that are live to readers', async () => {
  const id = await article({ translations: [{ locale: 'fr', title: 'Sur une liste' }] });
  await change('publishArticle', { id }, 'article { id }');
  await change('updateArticle', { id, translations: [{ locale: 'de', title: 'Auf einer Liste' }] }, 'article { id }');
  const QUERY =
    'query ($id: ID!, $perspective: Perspective!) { article(id: $id, perspective: $perspective) { _locales } }';
  const seen = async (perspective: string) => (await api.query(QUERY, { id, perspective })).data.article._locales;
  expect(await seen('DRAFT')).toEqual(['en', 'de', 'fr']);
  expect(await seen('PUBLISHED')).toEqual(['en', 'fr']);
});

it('the languages of a whole list cost one statement for each set of tables', async () => {
  await article();
  await article({ translations: [{ locale: 'de', title: 'Noch einer' }] });
  const statements = await api.statements(() =>
    api.query('{ articles(first: 20, perspective: DRAFT) { nodes { title _locales } } }'),
  );
  expect(statements.filter(sql => sql.includes('l.document_id IN'))).toHaveLength(2);
});

it('types say what can be counted and what whoever asks may do', async () => {
  const tokens = await makeRoleTokens(api, ['de']);
  const rights = async (role: string) => {
    const { data } = await api.query('{ contentTypes { name rights groups } }', {}, { token: tokens[role] });
    return data.contentTypes.find(({ name }: { name: string }) => name === 'Article');
  };
  expect(await rights('editor')).toEqual({
    name: 'Article',
    rights: ['READ', 'WRITE', 'PUBLISH', 'DELETE'],
    groups: ['AUTHOR', 'CATEGORIES', 'TAGS', 'PINNED', 'STATE', 'PUBLISHED_MONTH'],
  });
  expect((await rights('author')).rights).toEqual(['READ', 'WRITE', 'DELETE']);
  expect((await rights('translator')).rights).toEqual(['READ', 'WRITE']);
  expect((await rights('viewer')).rights).toEqual(['READ']);
});

it('documents that are named are scheduled together, or none of them', async () => {
  const ids = [await article(), await article()];
  const planned = await change('scheduleContent', { ids, publishAt: SOON }, 'documents { state publishAt }');
  expect(planned.documents).toEqual(ids.map(() => ({ state: 'SCHEDULED', publishAt: SOON })));
  const live = await article();
  await change('publishArticle', { id: live }, 'article { id }');
  const refused = await change(
    'scheduleContent',
    { ids: [ids[0], live], publishAt: '2039-01-01T00:00:00.000Z' },
    'documents { id }',
  );
  expect(refused).toMatchObject({ documents: [], userErrors: [{ code: 'WRONG_STATE' }] });
  const cleared = await change('scheduleContent', { ids, publishAt: null }, 'documents { state publishAt }');
  expect(cleared.documents).toEqual(ids.map(() => ({ state: 'DRAFT', publishAt: null })));
});

it('documents that a filter finds are scheduled by a job that warns of those that can not be', async () => {
  const drafts = [await article({ title: 'For later A' }), await article({ title: 'For later B' })];
  const live = await article({ title: 'For later C' });
  await change('publishArticle', { id: live }, 'article { id }');
  const { job } = await change(
    'scheduleArticles',
    { filter: { title: { startsWith: 'For later' } }, publishAt: SOON },
    'job { id }',
  );
  await api.settled(job.id);
  const { data } = await api.query(
    `query ($id: ID!, $ids: [ID!]!) {
      job(id: $id) { state result { ... on BulkChangeResult { changed skipped } } warnings(first: 5) { nodes { code subject } } }
      nodes(ids: $ids, perspective: DRAFT) { ... on Article { publishAt } }
    }`,
    { id: job.id, ids: drafts },
  );
  expect(data.job).toEqual({
    state: 'SUCCEEDED',
    result: { changed: 2, skipped: 1 },
    warnings: { nodes: [{ code: 'WRONG_STATE', subject: live }] },
  });
  expect(data.nodes).toEqual([{ publishAt: SOON }, { publishAt: SOON }]);
});

import { ContentState } from '../../../src/engine/content/content';
import { createArticle } from '../../factories/content';
import { startApi, type TestApi } from '../../harness/api';

let api: TestApi;
const titles = ['Anchor', 'Bilge', 'Bilge', 'Bilge', 'Cleat', 'Deck', 'Ensign'];

beforeAll(async () => {
  api = await startApi({ worker: false });
  for (const [index, title] of titles.entries()) {
    await createArticle(api.db, { title, publishedAt: new Date(Date.UTC(2020, 0, 1 + Math.floor(index / 2))) });
  }
  await createArticle(api.db, { title: 'Zulu', state: ContentState.DRAFT });
});
afterAll(() => api.close());

interface Page {
  articles: {
    nodes: { id: string; title: string }[];
    edges: { cursor: string }[];
    totalCount: number;
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  };
}

const PAGE = 'nodes { id title } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

async function page(args: string) {
  const { data, errors } = await api.query<Page>(`{ articles(${args}) { ${PAGE} } }`);
  expect(errors).toBeUndefined();
  return data.articles;
}

async function walk(direction: 'forward' | 'backward', sort: string, perspective = 'PUBLISHED') {
  const seen: string[] = [];
  let cursor = '';
  for (let more = true; more; ) {
    const size = direction === 'forward' ? 'first: 2' : 'last: 2';
    const from = cursor && (direction === 'forward' ? `, after: "${cursor}"` : `, before: "${cursor}"`);
    const { nodes, pageInfo } = await page(`${size}${from}, sort: ${sort}, perspective: ${perspective}`);
    const ids = nodes.map(({ id }) => id);
    if (direction === 'forward') seen.push(...ids);
    else seen.unshift(...ids);
    more = direction === 'forward' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    cursor = direction === 'forward' ? pageInfo.endCursor : pageInfo.startCursor;
  }
  return seen;
}

it.each(['TITLE_ASC', 'TITLE_DESC', 'PUBLISHED_AT_ASC', 'PUBLISHED_AT_DESC', 'UPDATED_AT_DESC'])(
  'walks %s forward and backward, with ties, to the same list',
  async sort => {
    const whole = (await page(`first: 100, sort: ${sort}`)).nodes.map(({ id }) => id);
    expect(new Set(whole).size).toBe(7);
    expect(await walk('forward', sort)).toEqual(whole);
    expect(await walk('backward', sort)).toEqual(whole);
  },
);

it.each(['PUBLISHED_AT_ASC', 'PUBLISHED_AT_DESC'])('walks %s over documents that were never published', async sort => {
  const whole = (await page(`first: 100, sort: ${sort}, perspective: DRAFT`)).nodes.map(({ id }) => id);
  expect(whole).toHaveLength(8);
  expect(await walk('forward', sort, 'DRAFT')).toEqual(whole);
  expect(await walk('backward', sort, 'DRAFT')).toEqual(whole);
});

it('gives the newest first unless told otherwise', async () => {
  const { nodes } = await page('first: 1');
  expect(nodes[0].title).toBe('Ensign');
});

it('keeps a cursor good while rows come and go', async () => {
  const { pageInfo } = await page('first: 3, sort: TITLE_ASC');
  const extra = await createArticle(api.db, { title: 'Aaa' });
  const { nodes } = await page(`first: 100, sort: TITLE_ASC, after: "${pageInfo.endCursor}"`);
  expect(nodes.map(({ title }) => title)).toEqual(['Bilge', 'Cleat', 'Deck', 'Ensign']);
  await api.db.run('DELETE FROM articles WHERE id = ?', [extra]);
});

it('counts the whole list only when asked', async () => {
  const { data } = await api.query<Page>('{ articles(first: 1) { totalCount } }');
  expect(data.articles.totalCount).toBe(7);
  const statements = await api.statements(() => page('first: 1'));
  expect(statements.filter(sql => sql.includes('COUNT'))).toEqual([]);
});

it.each([
  ['articles { nodes { id } }', 'Say how many'],
  ['articles(first: 0) { nodes { id } }', 'must be 1 to 100'],
  ['articles(first: -3) { nodes { id } }', 'must be 1 to 100'],
  ['articles(first: 101) { nodes { id } }', 'must be 1 to 100'],
  ['articles(first: 1, last: 1) { nodes { id } }', 'either'],
  ['articles(first: 1, before: "x") { nodes { id } }', 'goes with'],
  ['articles(first: 1, after: "x") { nodes { id } }', 'not a cursor'],
  ['articles(first: 1, after: "WzFd") { nodes { id } }', 'not a cursor'],
])('refuses %s with a clear error', async (field, message) => {
  const { errors } = await api.query(`{ ${field} }`);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining(message),
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

it.each([
  ['first: 1, after: "x"', 'after'],
  ['last: 1, before: "x"', 'before'],
  ['last: 1, before: "x", search: "words"', 'before'],
])('says which argument holds the bad cursor: %s', async (args, argument) => {
  const { errors } = await api.query(`{ articles(${args}) { nodes { id } } }`);
  expect(errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
});

it('refuses a cursor of another order', async () => {
  const { pageInfo } = await page('first: 1, sort: TITLE_ASC');
  const { errors } = await api.query(
    `{ articles(first: 1, sort: TITLE_DESC, after: "${pageInfo.endCursor}") { nodes { id } } }`,
  );
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('belongs to the list'),
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

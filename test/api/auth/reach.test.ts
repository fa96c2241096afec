import { ENGLISH_ONLY, readLocales } from '../../../src/engine/content/locales';
import { startApi, type TestApi } from '../../harness/api';
import { joinGraphqlSocket } from '../../harness/graphql-socket';
import { eventually } from '../../harness/jobs';
import { makeRoleTokens, makeToken, type RoleTokens } from '../../harness/role-tokens';
import { NO_ID } from '../../harness/smallest-operation';

/*
 * What of the content a role reaches. "Other" is an article that the administrator made, "own" one that the role's own token made.
 */

const ROLES = ['administrator', 'editor', 'author', 'translator', 'viewer', 'public'] as const;
type Role = (typeof ROLES)[number];
const SEES_ALL_DRAFTS: ReadonlySet<Role> = new Set<Role>(['administrator', 'editor', 'translator', 'viewer']);

let api: TestApi;
let tokens: RoleTokens;
let writerId: string;
let otherId: string;
let ownId: string;
let begin: string;

beforeAll(async () => {
  api = await startApi({ locales: { ...ENGLISH_ONLY, ...readLocales('en,de', '') } });
  tokens = await makeRoleTokens(api, ['de']);
  begin = (await api.query('{ contentChanges { cursor } }')).data.contentChanges.cursor;
  writerId = (
    await change(
      'administrator',
      'createAuthor',
      { name: 'Ada', email: 'ada@example.org', publish: true },
      'author { id }',
    )
  ).author.id;
  otherId = (
    await change('administrator', 'createArticle', { title: 'Lighthouse', authorId: writerId }, 'article { id }')
  ).article.id;
  ownId = (await change('author', 'createArticle', { title: 'Harbour', authorId: writerId }, 'article { id }')).article
    .id;
});
afterAll(() => api.close());

async function change(role: Role, mutation: string, input: object, selection: string): Promise<Record<string, any>> {
  const Input = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await api.query(
    `mutation ($input: ${Input}!) { ${mutation}(input: $input) { ${selection} userErrors { code message path } } }`,
    { input },
    { token: tokens[role] },
  );
  return errors ? { refused: errors[0].extensions.code } : (data as Record<string, any>)[mutation];
}

const ask = (role: Role, query: string, variables: object) => api.query(query, variables, { token: tokens[role] });

/** The ways to a document's draft. Each is asked for a document that is there and for one that is not. */
const WAYS: Record<string, string> = {
  'the lookup by id': 'query ($id: ID!) { article(id: $id, perspective: DRAFT) { title } }',
  'node()': 'query ($id: ID!) { node(id: $id, perspective: DRAFT) { id } }',
  'nodes()': 'query ($id: ID!) { nodes(ids: [$id], perspective: DRAFT) { id } }',
  'a list':
    'query ($id: ID!) { articles(first: 5, perspective: DRAFT, filter: { id: { eq: $id } }) { nodes { title } totalCount } }',
  'a sorted list':
    'query ($id: ID!) { articles(first: 5, perspective: DRAFT, sort: [TITLE_ASC], filter: { id: { eq: $id } }) { edges { node { title } } } }',
  'a search':
    'query ($id: ID!) { articles(first: 5, perspective: DRAFT, search: "lighthouse", filter: { id: { eq: $id } }) { nodes { title } } }',
  'a count': 'query ($id: ID!) { articlesAggregate(perspective: DRAFT, filter: { id: { eq: $id } }) { count } }',
  'a grouping':
    'query ($id: ID!) { articlesAggregate(perspective: DRAFT, filter: { id: { eq: $id } }) { groupBy(field: STATE) { count } } }',
  'its history': 'query ($id: ID!) { revision(id: $id, number: 1) { number content } }',
  'a comparison': 'query ($id: ID!) { compareRevisions(id: $id, from: 1, to: 1) { field } }',
};

describe.each(ROLES)("another one's draft, for the role %s", role => {
  it.each(Object.entries(WAYS))(
    'is by way of %s there for those who may see it, and else as if there were none',
    async (_way, query) => {
      const there = await ask(role, query, { id: otherId });
      const none = await ask(role, query, { id: NO_ID });
      const text = (answer: object) => JSON.stringify(answer).replaceAll(otherId, 'ID').replaceAll(NO_ID, 'ID');
      const isSame = text({ ...there, extensions: null }) === text({ ...none, extensions: null });
      expect(isSame).toBe(!SEES_ALL_DRAFTS.has(role));
    },
  );

  it('is by way of those that it refers to there for the same people', async () => {
    const query =
      'query ($id: ID!) { author(id: $id, perspective: DRAFT) { articles(first: 9) { nodes { id } } usages { nodes { documentId } } } }';
    const { data } = await ask(role, query, { id: writerId });
    const ids = JSON.stringify(data ?? null);
    expect(ids.includes(otherId)).toBe(SEES_ALL_DRAFTS.has(role));
  });

  it('is in the feed of changes for the same people', async () => {
    const query =
      'query ($after: String) { contentChanges(after: $after, perspective: DRAFT) { changes { documentId } } }';
    await eventually(async () => {
      const { data } = await ask('administrator', query, { after: begin });
      return JSON.stringify(data).includes(ownId);
    });
    const { data } = await ask(role, query, { after: begin });
    expect(JSON.stringify(data ?? null).includes(otherId)).toBe(SEES_ALL_DRAFTS.has(role));
    if (role === 'author') expect(JSON.stringify(data)).toContain(ownId);
  });
});

describe('an author', () => {
  it('sees, changes and deletes drafts of their own, and does not publish them', async () => {
    const { data } = await ask(
      'author',
      '{ articles(first: 9, perspective: DRAFT) { nodes { title } totalCount } }',
      {},
    );
    expect(data.articles).toMatchObject({ nodes: [{ title: 'Harbour' }], totalCount: 1 });
    expect(await change('author', 'updateArticle', { id: ownId, title: 'Harbours' }, 'article { title }')).toEqual({
      article: { title: 'Harbours' },
      userErrors: [],
    });
    expect(await change('author', 'publishArticle', { id: ownId }, 'article { id }')).toEqual({ refused: 'FORBIDDEN' });
    expect(await change('author', 'updateArticle', { id: ownId, publish: true }, 'article { id }')).toEqual({
      refused: 'FORBIDDEN',
    });
  });

  it.each(['updateArticle', 'trashArticle', 'purgeArticle', 'restoreArticle', 'discardArticleChanges'])(
    'is told by %s of the draft of somebody else what they are told of none',
    async mutation => {
      const other = await change('author', mutation, { id: otherId }, '__typename');
      const none = await change('author', mutation, { id: NO_ID }, '__typename');
      expect(JSON.stringify(other).replaceAll(otherId, NO_ID)).toBe(JSON.stringify(none));
      expect(none.userErrors[0].code).toBe('NOT_FOUND');
    },
  );

  it('connects nothing that they may not see, and makes nothing on the way that they may not make', async () => {
    const { author: hidden } = await change('administrator', 'createAuthor', { name: 'Unseen' }, 'author { id }');
    for (const [id, input] of [
      [hidden.id, { authorId: hidden.id }],
      [hidden.id, { author: { connect: { id: hidden.id } } }],
    ] as const) {
      const other = await change('author', 'createArticle', { title: 'Quay', ...input }, '__typename');
      const none = await change(
        'author',
        'createArticle',
        JSON.parse(JSON.stringify({ title: 'Quay', ...input }).replaceAll(id, NO_ID)),
        '__typename',
      );
      expect(other.userErrors[0].code).toBe('NOT_FOUND');
      expect(JSON.stringify(other).replaceAll(id, NO_ID)).toBe(JSON.stringify(none));
    }
    const { token } = await makeToken(api, { grants: [{ right: 'WRITE', types: ['Article'] }] });
    const { errors } = await api.query(
      'mutation { createArticle(input: { title: "Pier", tags: { create: [{ name: "new" }] } }) { userErrors { code } } }',
      {},
      { token },
    );
    expect(errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('changes with a filter for everything what is their own', async () => {
    const { article } = await change('author', 'createArticle', { title: 'Buoy' }, 'article { id }');
    const { job } = await change(
      'author',
      'trashArticles',
      { filter: { title: { in: ['Buoy', 'Lighthouse'] } } },
      'job { id }',
    );
    await api.settled(job.id);
    const states = await api.db.select<{ id: string; state: string }>(
      'SELECT id, state FROM articles WHERE id IN (?, ?)',
      [article.id, otherId],
    );
    expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [article.id, 'TRASHED'],
        [otherId, 'DRAFT'],
      ]),
    );
  });
});

it('a subscriber to the changes is asked about each of them', async () => {
  const author = await joinGraphqlSocket(api.url, `Bearer ${String(tokens.author)}`);
  author.subscribe('feed', 'subscription { contentChanges(perspective: DRAFT) { documentId node { id } } }');
  const own: string[] = [];
  await eventually(async () => {
    await change('administrator', 'createArticle', { title: 'Not theirs' }, 'article { id }');
    const { article } = await change('author', 'createArticle', { title: 'Theirs' }, 'article { id }');
    own.push(article.id);
    return author.messages.filter(({ type }) => type === 'next').length > 2;
  });
  const told = author.messages
    .filter(({ type }) => type === 'next')
    .map(({ payload }) => payload?.data?.contentChanges);
  expect(told.every(change => own.includes((change as { documentId: string }).documentId))).toBe(true);
  author.socket.terminate();

  const everybody = await joinGraphqlSocket(api.url);
  everybody.subscribe('feed', 'subscription { contentChanges(perspective: DRAFT) { documentId } }');
  const { payload } = await everybody.first('feed', 'next');
  expect(payload?.errors?.[0].extensions?.code).toBe('UNAUTHENTICATED');
  everybody.socket.terminate();
});

it('a job has the rights that its owner has when it runs', async () => {
  const { token, tokenId } = await makeToken(api, { permissions: ['content.read', 'content.publish'] });
  await api.query('mutation { pauseQueue(input: { name: "content" }) { userErrors { code } } }');
  const { data } = await api.query(
    'mutation ($filter: ArticleFilter!) { publishArticles(input: { filter: $filter }) { job { id } userErrors { code } } }',
    { filter: { id: { eq: otherId } } },
    { token },
  );
  await change('administrator', 'revokeApiToken', { tokenId }, 'tokenId');
  await api.query('mutation { resumeQueue(input: { name: "content" }) { userErrors { code } } }');
  await api.settled(data.publishArticles.job.id);
  const { data: after } = await api.query('query ($id: ID!) { job(id: $id) { state error { code } } }', {
    id: data.publishArticles.job.id,
  });
  expect(after.job).toMatchObject({ state: 'FAILED', error: { code: 'FORBIDDEN' } });
  const [{ state }] = await api.db.select<{ state: string }>('SELECT state FROM articles WHERE id = ?', [otherId]);
  expect(state).toBe('DRAFT');
});

it('a translator writes in the languages that were given, and what is not translated not at all', async () => {
  const write = (input: object) =>
    change('translator', 'updateArticle', { id: otherId, ...input }, 'article(locale: "de") { title }');
  expect(await write({ locale: 'de', title: 'Leuchtturm' })).toMatchObject({
    article: { title: 'Leuchtturm' },
    userErrors: [],
  });
  expect(await write({ translations: [{ locale: 'de', title: 'Der Leuchtturm' }] })).toMatchObject({ userErrors: [] });
  expect(await write({ title: 'Tower' })).toEqual({ refused: 'FORBIDDEN' });
  expect(await write({ locale: 'de', pinned: true })).toEqual({ refused: 'FORBIDDEN' });
  expect(await write({ locale: 'de', authorId: null })).toEqual({ refused: 'FORBIDDEN' });
  expect(await change('translator', 'removeArticleTranslation', { id: otherId, locale: 'en' }, '__typename')).toEqual({
    refused: 'FORBIDDEN',
  });
});

describe('fields that were not granted', () => {
  let token: string;
  beforeAll(async () => {
    ({ token } = await makeToken(api, {
      grants: [
        { right: 'READ', types: ['Author'] },
        { right: 'WRITE', types: ['Author'], fields: ['bio'] },
        { right: 'READ', types: ['Tag'], fields: ['name'] },
      ],
    }));
  });

  it('are not written', async () => {
    const write = async (input: object) =>
      await api.query(
        'mutation ($input: UpdateAuthorInput!) { updateAuthor(input: $input) { author { bio } userErrors { code } } }',
        { input: { id: writerId, ...input } },
        { token },
      );
    expect((await write({ bio: 'Writes.' })).data.updateAuthor).toEqual({ author: { bio: 'Writes.' }, userErrors: [] });
    expect((await write({ name: 'Eve' })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await write({ slug: 'eve' })).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it.each([
    ['read', '{ authors(first: 1, locale: "en") { nodes { bio name } } }'],
    ['filtered by', '{ authors(first: 1, filter: { name: { eq: "Ada" } }) { nodes { id } } }'],
    ['sorted by', '{ authors(first: 1, sort: [NAME_ASC]) { nodes { id } } }'],
    ['searched in', '{ authors(first: 1, search: "Ada") { nodes { id } } }'],
    ['filtered by from afar', '{ articles(first: 1, filter: { author: { name: { eq: "Ada" } } }) { nodes { id } } }'],
  ])('are not %s', async (_way, query) => {
    const restore = await limitPublic([
      { right: 'READ', live: true, types: ['Article'] },
      { right: 'READ', live: true, types: ['Author'], fields: ['bio'] },
    ]);
    const { errors } = await api.query(query, {}, { token: null });
    await restore();
    expect(errors?.[0].extensions.code).toBe('FORBIDDEN');
  });
});

async function limitPublic(grants: object[]): Promise<() => Promise<void>> {
  const { data } = await api.query('{ roles { roleId builtIn } }');
  const { roleId } = data.roles.find(({ builtIn }: { builtIn: string }) => builtIn === 'public');
  const set = async (wanted: object[]) => {
    expect(
      (await change('administrator', 'updateRole', { roleId, grants: wanted }, 'role { roleId }')).userErrors,
    ).toEqual([]);
  };
  await set(grants);
  return () => set([{ right: 'READ', live: true }]);
}

it('what everybody sees of what is published is what the role Public says', async () => {
  const { tag } = await change('administrator', 'createTag', { name: 'Sea', publish: true }, 'tag { id }');
  await change('administrator', 'createArticle', { title: 'Tide', tagIds: [tag.id], publish: true }, 'article { id }');
  const query =
    '{ articles(first: 9) { nodes { title } totalCount } tags(first: 9) { nodes { name articles(first: 9) { nodes { title } totalCount } } } articlesAggregate { count groupBy(field: TAGS) { key count } } }';
  const all = await ask('public', query, {});
  expect(all.data.articles.totalCount).toBe(1);
  const restore = await limitPublic([{ right: 'READ', live: true, types: ['Tag'] }]);
  expect((await ask('public', query, {})).data).toEqual({
    articles: { nodes: [], totalCount: 0 },
    tags: { nodes: [{ name: 'Sea', articles: { nodes: [], totalCount: 0 } }] },
    articlesAggregate: { count: 0, groupBy: [] },
  });
  await restore();
  expect((await ask('public', query, {})).data).toEqual(all.data);
});

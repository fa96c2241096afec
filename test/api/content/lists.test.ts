import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { readLocales } from '../../../src/engine/content/locales';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { Article } from '../../../src/features/content/article/article.entity';
import { Page } from '../../../src/features/content/page/page.entity';
import { createArticle, createAuthor, createPage, createTag, WRITER } from '../../factories/content';
import { startApi, type TestApi } from '../../harness/api';

const LOCALES = readLocales('en, de, de-AT', 'de-AT: de');
const anonymous = { token: null };
const writer = { ...WRITER, locales: LOCALES };

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false, locales: LOCALES });
});
beforeEach(async () => {
  await api.db.run('UPDATE pages SET parent_id = NULL');
  for (const table of ['search_entries', 'articles', 'pages', 'authors', 'tags'])
    await api.db.run(`DELETE FROM ${table}`);
});
afterAll(() => api.close());

async function titles(args: string, options = {}): Promise<string[]> {
  const { data, errors } = await api.query(`{ articles(first: 100, ${args}) { nodes { title } } }`, {}, options);
  expect(errors).toBeUndefined();
  return data.articles.nodes.map(({ title }: { title: string }) => title);
}

async function translated(
  slug: string,
  title: string,
  german: { slug: string; title: string },
  entity: new () => object = Article,
) {
  await api.db.transaction(tx =>
    createDocuments(writer, tx, definitionOf(entity), [
      {
        slug,
        state: ContentState.PUBLISHED,
        values: { title },
        translations: new Map([['de', { slug: german.slug, values: { title: german.title } }]]),
      },
    ]),
  );
}

describe('a locale', () => {
  it('serves a document whole from the first of its chain that has it, and says which', async () => {
    await translated('keel', 'The keel', { slug: 'kiel', title: 'Der Kiel' });
    const ask = '{ slug title excerpt _locale { requested served } }';
    const { data } = await api.query(
      `{ en: article(slug: "keel") ${ask} de: article(slug: "kiel", locale: "de") ${ask} at: article(slug: "kiel", locale: "de-AT") ${ask} }`,
    );
    expect(data).toEqual({
      en: { slug: 'keel', title: 'The keel', excerpt: null, _locale: { requested: 'en', served: 'en' } },
      de: { slug: 'kiel', title: 'Der Kiel', excerpt: null, _locale: { requested: 'de', served: 'de' } },
      at: { slug: 'kiel', title: 'Der Kiel', excerpt: null, _locale: { requested: 'de-AT', served: 'de' } },
    });
  });

  it('finds the slug of another document rather than one that it falls back to', async () => {
    await translated('keel', 'The keel', { slug: 'kiel', title: 'Der Kiel' });
    await translated('city-of-kiel', 'Kiel', { slug: 'keel', title: 'Kiel (Stadt)' });
    const { data } = await api.query(
      '{ de: article(slug: "keel", locale: "de") { title } en: article(slug: "keel") { title } no: article(slug: "kiel") { title } }',
    );
    expect(data).toEqual({ de: { title: 'Kiel (Stadt)' }, en: { title: 'The keel' }, no: null });
  });

  it('is inherited by what is nested, through node too', async () => {
    await translated('manual', 'Manual', { slug: 'handbuch', title: 'Handbuch' }, Page);
    const { data: top } = await api.query('{ page(slug: "manual") { id } }');
    const child = await createPage(api.db, {
      title: 'Sails',
      slug: 'sails',
      path: 'manual/sails',
      parentId: top.page.id,
    });
    const { data } = await api.query(
      `{ node(id: "${child}", locale: "de") { ... on Page { title path parent { title } _locale { served } } }
         byPath: page(path: "handbuch/sails", locale: "de") { id } wrong: page(path: "manual/sails", locale: "de") { id } }`,
    );
    expect(data).toEqual({
      node: { title: 'Sails', path: 'handbuch/sails', parent: { title: 'Handbuch' }, _locale: { served: 'en' } },
      byPath: { id: child },
      wrong: null,
    });
  });

  it('that the site does not have is refused', async () => {
    const { errors } = await api.query('{ articles(first: 1, locale: "fr") { nodes { id } } }');
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('de-AT'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('a search', () => {
  it('ranks what it finds, page by page, and goes with filters, counts and locales', async () => {
    await createArticle(api.db, { title: 'Rope and tar', pinned: true });
    await createArticle(api.db, { title: 'Rope' });
    await createArticle(api.db, { title: 'Sails', excerpt: 'They hang on a rope.' });
    await createArticle(api.db, { title: 'Rope, unpublished', state: ContentState.DRAFT });
    await translated('line', 'Line', { slug: 'leine', title: 'Rope auf Deutsch' });
    expect(new Set(await titles('search: "rope"'))).toEqual(new Set(['Rope and tar', 'Rope', 'Sails']));
    expect((await titles('search: "rope"')).at(-1)).toBe('Sails');
    expect(await titles('search: "rope", filter: { pinned: { eq: true } }')).toEqual(['Rope and tar']);
    expect(await titles('search: "rope", sort: TITLE_DESC')).toEqual(['Sails', 'Rope and tar', 'Rope']);
    expect((await titles('search: "rope", locale: "de"')).length).toBe(4);
    expect(await titles('search: "?!"')).toEqual([]);
    const ranked = await titles('search: "rope"');
    const { data } = await api.query(
      '{ articles(first: 2, search: "rope") { nodes { title } totalCount pageInfo { endCursor hasNextPage } } }',
    );
    expect(data.articles).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const next = await titles(`search: "rope", after: "${data.articles.pageInfo.endCursor}"`);
    expect([...data.articles.nodes.map(({ title }: { title: string }) => title), ...next]).toEqual(ranked);
    const { data: end } = await api.query('{ articles(last: 1, search: "rope") { nodes { title } } }');
    expect(end.articles.nodes).toEqual([{ title: 'Sails' }]);
  });
});

describe('counts', () => {
  it('are exact in all and per group, the largest first', async () => {
    const [ada, bob, hidden] = [
      await createAuthor(api.db, { name: 'Ada' }),
      await createAuthor(api.db, { name: 'Bob' }),
      await createAuthor(api.db, { name: 'Hidden', state: ContentState.DRAFT }),
    ];
    const tag = await createTag(api.db, { name: 'wood' });
    const references = { tags: [tag] };
    await createArticle(api.db, { authorId: ada, pinned: true, references, publishedAt: new Date('2024-05-05') });
    await createArticle(api.db, { authorId: bob, references, publishedAt: new Date('2024-05-06') });
    await createArticle(api.db, { authorId: bob, publishedAt: new Date('2024-06-06') });
    await createArticle(api.db, { authorId: hidden, publishedAt: new Date('2024-06-07') });
    await createArticle(api.db, { state: ContentState.DRAFT, references, authorId: ada });
    const { data, errors } = await api.query(
      `{ articlesAggregate {
           count
           authors: groupBy(field: AUTHOR) { key count document { ... on Author { name } } }
           tags: groupBy(field: TAGS) { count document { ... on Tag { name } } }
           pinned: groupBy(field: PINNED) { key count document { id } }
           months: groupBy(field: PUBLISHED_MONTH, first: 1) { key count }
         }
         some: articlesAggregate(filter: { author: { name: { eq: "Bob" } } }) { count tags: groupBy(field: TAGS) { count } }
         drafts: articlesAggregate(perspective: DRAFT) { count groupBy(field: STATE) { key count } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      articlesAggregate: {
        count: 4,
        authors: [
          { key: bob, count: 2, document: { name: 'Bob' } },
          { key: ada, count: 1, document: { name: 'Ada' } },
        ],
        tags: [{ count: 2, document: { name: 'wood' } }],
        pinned: [
          { key: 'false', count: 3, document: null },
          { key: 'true', count: 1, document: null },
        ],
        months: [{ key: '2024-05', count: 2 }],
      },
      some: { count: 2, tags: [{ count: 1 }] },
      drafts: {
        count: 5,
        groupBy: [
          { key: 'PUBLISHED', count: 4 },
          { key: 'DRAFT', count: 1 },
        ],
      },
    });
  });
});

describe('those who refer to a document', () => {
  it('are pages of their own, newest first, all in one statement', async () => {
    const tags = [
      await createTag(api.db, { name: 'a' }),
      await createTag(api.db, { name: 'b' }),
      await createTag(api.db),
    ];
    const author = await createAuthor(api.db);
    for (let n = 1; n <= 5; n++) {
      const references = { tags: n % 2 ? [tags[0]] : [tags[0], tags[1]] };
      await createArticle(api.db, { title: `A${n}`, authorId: author, references, publishedAt: new Date(2020, 0, n) });
    }
    await createArticle(api.db, { title: 'Secret', state: ContentState.DRAFT, authorId: author, references: { tags } });
    const page = '{ nodes { title } totalCount pageInfo { endCursor hasNextPage } }';
    let lists: {
      name: string;
      articles: { nodes: { title: string }[]; totalCount: number; pageInfo: { endCursor: string } };
    }[] = [];
    const statements = await api.statements(async () => {
      const { data } = await api.query(
        `{ tags(first: 10, sort: NAME_ASC) { nodes { name articles(first: 2) ${page} } } }`,
        {},
        anonymous,
      );
      lists = data.tags.nodes;
    });
    expect(statements).toHaveLength(3);
    expect(
      lists.slice(0, 2).map(({ articles }) => [articles.nodes.map(({ title }) => title), articles.totalCount]),
    ).toEqual([
      [['A5', 'A4'], 5],
      [['A4', 'A2'], 2],
    ]);
    expect(lists[2].articles).toMatchObject({ nodes: [], totalCount: 0 });
    const { data } = await api.query(
      `{ tag(id: "${tags[0]}") { articles(first: 2, after: "${lists[0].articles.pageInfo.endCursor}") ${page} back: articles(last: 2) ${page} }
         author(id: "${author}") { articles(first: 1) ${page} } 
         draft: author(id: "${author}", perspective: DRAFT) { articles(first: 10) ${page} } }`,
    );
    expect(data).toMatchObject({
      tag: {
        articles: { nodes: [{ title: 'A3' }, { title: 'A2' }] },
        back: { nodes: [{ title: 'A2' }, { title: 'A1' }] },
      },
      author: { articles: { nodes: [{ title: 'A5' }], totalCount: 5, pageInfo: { hasNextPage: true } } },
      draft: { articles: { totalCount: 6 } },
    });
  });
});

describe('a list refuses', () => {
  it.each([
    ['filter: { state: { eq: DRAFT } }', 'perspective DRAFT', 'BAD_USER_INPUT'],
    ['filter: { publishAt: { isNull: false } }', 'perspective DRAFT', 'BAD_USER_INPUT'],
    ['filter: { author: { email: { startsWith: "a" } } }', '', 'UNAUTHENTICATED'],
    ['filter: { author: { state: { eq: DRAFT } } }', 'perspective DRAFT', 'BAD_USER_INPUT'],
    ['filter: { title: { eq: null } }', 'isNull', 'BAD_USER_INPUT'],
    ['filter: { title: null }', 'null', 'BAD_USER_INPUT'],
    [`filter: { id: { in: [${'"x",'.repeat(101)}] } }`, '100 values', 'BAD_USER_INPUT'],
    [`filter: ${'{ not: '.repeat(12)} {} ${'}'.repeat(12)}`, 'levels', 'BAD_USER_INPUT'],
    [`filter: { or: [${'{ pinned: { eq: true } },'.repeat(101)}] }`, '100 conditions', 'BAD_USER_INPUT'],
    ['sort: [TITLE_ASC, TITLE_DESC]', 'once', 'BAD_USER_INPUT'],
    ['perspective: DRAFT', '', 'UNAUTHENTICATED'],
  ])('%#', async (args, message, code) => {
    const { errors } = await api.query(`{ articles(first: 1, ${args}) { nodes { id } } }`, {}, anonymous);
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code } });
  });

  it('a cursor whose values are of another kind', async () => {
    const forge = (...key: unknown[]) =>
      Buffer.from(JSON.stringify(['Article:liveAt:desc:PUBLISHED', ...key])).toString('base64url');
    for (const key of [
      ['x', '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
      [{ t: 1 }, 'x'],
      [1, 2, '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ]) {
      const { errors } = await api.query(`{ articles(first: 1, after: "${forge(...key)}") { nodes { id } } }`);
      expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('a tree', () => {
  it('does not show the slug of an ancestor that readers do not see', async () => {
    const top = await createPage(api.db, { slug: 'secret-project', path: 'secret-project', state: ContentState.DRAFT });
    const child = await createPage(api.db, { slug: 'news', path: 'secret-project/news', parentId: top });
    const ask = `page(id: "${child}"`;
    const { data } = await api.query(
      `{ live: ${ask}) { path } draft: ${ask}, perspective: DRAFT) { path } found: page(path: "news") { id } hidden: page(path: "secret-project/news") { id }
         pages(first: 5, parentId: "${top}") { nodes { id } totalCount } }`,
    );
    expect(data).toEqual({
      live: { path: 'news' },
      draft: { path: 'secret-project/news' },
      found: { id: child },
      hidden: null,
      pages: { nodes: [], totalCount: 0 },
    });
  });

  it('gives siblings in the order of their places', async () => {
    const top = await createPage(api.db, { slug: 'top', path: 'top' });
    for (const [position, title] of ['Zulu', 'Alpha'].entries()) {
      await createPage(api.db, { title, slug: title, path: `top/${title}`, parentId: top, position });
    }
    const { data } = await api.query(
      `{ a: pages(first: 5, parentId: "${top}") { nodes { title } } b: pages(first: 5, parentId: "${top}", sort: TITLE_ASC) { nodes { title } } c: pages(first: 5, atTop: true) { nodes { id } } }`,
    );
    expect(data).toEqual({
      a: { nodes: [{ title: 'Zulu' }, { title: 'Alpha' }] },
      b: { nodes: [{ title: 'Alpha' }, { title: 'Zulu' }] },
      c: { nodes: [{ id: top }] },
    });
  });
});

it('a live document with unpublished changes is seen by each perspective as it is there', async () => {
  const [oak, elm] = [await createTag(api.db, { name: 'oak' }), await createTag(api.db, { name: 'elm' })];
  const id = await createArticle(api.db, { title: 'Live', slug: 'live', references: { tags: [oak] } });
  await api.db.transaction(tx =>
    saveDocument(writer, tx, definitionOf(Article), {
      id,
      change: { values: { title: 'Changed' }, references: { tags: [elm, oak] }, translations: new Map() },
    }),
  );
  const ask = '{ title state tags { name } }';
  const { data } = await api.query(
    `{ live: article(id: "${id}") ${ask} draft: article(id: "${id}", perspective: DRAFT) ${ask}
       list: articles(first: 5, perspective: DRAFT, filter: { state: { eq: CHANGED } }) { nodes ${ask} totalCount } }`,
  );
  const draft = { title: 'Changed', state: 'CHANGED', tags: [{ name: 'elm' }, { name: 'oak' }] };
  expect(data).toEqual({
    live: { title: 'Live', state: 'PUBLISHED', tags: [{ name: 'oak' }] },
    draft,
    list: { nodes: [draft], totalCount: 1 },
  });
});

it('a LIKE pattern in a filter is text', async () => {
  for (const title of ['100% wool', '100 sheep', 'a_b', 'axb', String.raw`back\slash`])
    await createArticle(api.db, { title });
  expect(await titles('filter: { title: { contains: "0%" } }')).toEqual(['100% wool']);
  expect(await titles('filter: { title: { startsWith: "a_" } }')).toEqual(['a_b']);
  expect(await titles(String.raw`filter: { title: { contains: "k\\s" } }`)).toEqual([String.raw`back\slash`]);
});

it('a field that @skip or @include leaves out is not fetched', async () => {
  await createArticle(api.db);
  const query =
    'query ($with: Boolean!) { articles(first: 1) { nodes { title body @include(if: $with) { text } ...F @skip(if: true) } } } fragment F on Article { excerpt }';
  const without = await api.statements(() => api.query(query, { with: false }));
  const withBody = await api.statements(() => api.query(query, { with: true }));
  expect(without.join()).not.toMatch(/body|excerpt/);
  expect(withBody.join()).toMatch(/body/);
});

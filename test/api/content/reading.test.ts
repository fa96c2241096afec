import { ContentState } from '../../../src/engine/content/content';
import { createArticle, createAuthor, createCategory, createPage, createTag } from '../../factories/content';
import { startApi, type TestApi } from '../../harness/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false });
});
afterAll(() => api.close());

const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Salt & wind' }] }] };
const anonymous = { token: null };

describe('a lookup', () => {
  it('finds a document by its id and by its slug', async () => {
    const id = await createArticle(api.db, { slug: 'the-keel', title: 'The keel', body });
    const { data } = await api.query(
      '{ byId: article(id: "ID") { slug } bySlug: article(slug: "the-keel") { id title body { html text markdown json } } }'.replace(
        'ID',
        id,
      ),
    );
    expect(data).toEqual({
      byId: { slug: 'the-keel' },
      bySlug: {
        id,
        title: 'The keel',
        body: {
          html: '<p>Salt &amp; wind</p>',
          text: 'Salt & wind',
          markdown: expect.stringContaining('Salt & wind'),
          json: body,
        },
      },
    });
  });

  it('is null for what is not there, and refuses both keys at once or neither', async () => {
    const missing = await api.query('{ article(slug: "nowhere") { id } }');
    expect(missing).toEqual({ data: { article: null } });
    const both = await api.query('{ article(id: "x", slug: "y") { id } }');
    const neither = await api.query('{ article { id } }');
    expect([both, neither].map(({ errors }) => errors?.[0].extensions.code)).toEqual([
      'BAD_USER_INPUT',
      'BAD_USER_INPUT',
    ]);
  });
});

describe('node and nodes', () => {
  it('find documents of every type by id alone, in the order asked', async () => {
    const [tag, page, author] = [
      await createTag(api.db, { name: 'wood' }),
      await createPage(api.db, { title: 'About' }),
      await createAuthor(api.db),
    ];
    const { data } = await api.query(
      'query ($ids: [ID!]!, $page: ID!) { nodes(ids: $ids) { __typename id ... on Tag { name } } node(id: $page) { ... on Page { title } ... on Content { slug } } }',
      { ids: [author, '01ARZ3NDEKTSV4RRFFQ69G5FAV', tag, 'nonsense'], page },
    );
    expect(data).toEqual({
      nodes: [{ __typename: 'Author', id: author }, null, { __typename: 'Tag', id: tag, name: 'wood' }, null],
      node: { title: 'About', slug: expect.any(String) },
    });
  });
});

describe('the perspective', () => {
  it('hides what is not live, however it is asked for', async () => {
    const author = await createAuthor(api.db, { state: ContentState.DRAFT, slug: 'hidden-author' });
    const draft = await createArticle(api.db, { state: ContentState.DRAFT, slug: 'a-draft', authorId: author });
    const scheduled = await createArticle(api.db, {
      state: ContentState.SCHEDULED,
      publishAt: new Date('2099-01-01'),
      slug: 'a-plan',
    });
    const live = await createArticle(api.db, {
      authorId: author,
      slug: 'a-live-one',
      references: { tags: [await createTag(api.db, { state: ContentState.TRASHED })] },
    });
    const { data } = await api.query(
      `query ($draft: ID!, $scheduled: ID!, $live: ID!) {
        a: article(id: $draft) { id } b: article(slug: "a-plan") { id } c: node(id: $scheduled) { id } d: nodes(ids: [$draft]) { id }
        articles(first: 100) { nodes { id } } live: article(id: $live) { author { name } tags { name } }
      }`,
      { draft, scheduled, live },
      anonymous,
    );
    expect(data).toMatchObject({ a: null, b: null, c: null, d: [null], live: { author: null, tags: [] } });
    expect(data.articles.nodes.map(({ id }: { id: string }) => id)).not.toEqual(expect.arrayContaining([draft]));
  });

  it('DRAFT shows drafts, nested ones too, but not the trash', async () => {
    const author = await createAuthor(api.db, { state: ContentState.DRAFT, name: 'Unpublished' });
    const draft = await createArticle(api.db, { state: ContentState.DRAFT, authorId: author });
    const trashed = await createArticle(api.db, { state: ContentState.TRASHED });
    const { data } = await api.query(
      'query ($draft: ID!, $trashed: ID!) { article(id: $draft, perspective: DRAFT) { state author { name } } gone: node(id: $trashed, perspective: DRAFT) { id } }',
      { draft, trashed },
    );
    expect(data).toEqual({ article: { state: 'DRAFT', author: { name: 'Unpublished' } }, gone: null });
  });

  it('DRAFT is refused to those who may not read drafts', async () => {
    const answers = await Promise.all(
      [
        'article(slug: "x", perspective: DRAFT) { id }',
        'pages(first: 1, perspective: DRAFT) { nodes { id } }',
        'node(id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", perspective: DRAFT) { id }',
      ].map(field => api.query(`{ ${field} }`, {}, anonymous)),
    );
    expect(answers.map(({ errors }) => errors?.[0].extensions.code)).toEqual(Array(3).fill('UNAUTHENTICATED'));
  });
});

it('shows private fields only to those with permission', async () => {
  const id = await createAuthor(api.db, { email: 'ada@example.org' });
  const query = `{ author(id: "${id}") { email } }`;
  expect((await api.query(query)).data).toEqual({ author: { email: 'ada@example.org' } });
  expect((await api.query(query, {}, anonymous)).data).toEqual({ author: { email: null } });
});

describe('references', () => {
  it('keep the order that the owner gave them', async () => {
    const tags = [
      await createTag(api.db, { name: 'zinc' }),
      await createTag(api.db, { name: 'alder' }),
      await createTag(api.db, { name: 'mast' }),
    ];
    const id = await createArticle(api.db, { references: { tags: [tags[2], tags[0], tags[1]] } });
    const { data } = await api.query(`{ article(id: "${id}") { tags { name } } }`);
    expect(data).toEqual({ article: { tags: [{ name: 'mast' }, { name: 'zinc' }, { name: 'alder' }] } });
  });

  it('form trees with parents and ordered children', async () => {
    const top = await createPage(api.db, { title: 'Manual', slug: 'manual', path: 'manual' });
    const second = await createPage(api.db, {
      title: 'Sails',
      slug: 'sails',
      path: 'manual/sails',
      parentId: top,
      position: 2,
    });
    await createPage(api.db, { title: 'Hull', slug: 'hull', path: 'manual/hull', parentId: top, position: 1 });
    await createPage(api.db, {
      title: 'Secret',
      slug: 'secret',
      path: 'manual/secret',
      parentId: top,
      state: ContentState.DRAFT,
    });
    const { data } = await api.query(
      `{ page(slug: "manual") { parent { id } children { title } first: children(first: 1) { title } } sails: page(id: "${second}") { path parent { title } }
         pages(first: 10, parentId: "${top}") { nodes { title } totalCount } }`,
    );
    expect(data).toEqual({
      page: { parent: null, children: [{ title: 'Hull' }, { title: 'Sails' }], first: [{ title: 'Hull' }] },
      sails: { path: 'manual/sails', parent: { title: 'Manual' } },
      pages: { nodes: [{ title: 'Hull' }, { title: 'Sails' }], totalCount: 2 },
    });
  });
});

describe('SQL', () => {
  it('a list of 50 articles with author, categories and tags takes 3 statements, since authors come with their articles', async () => {
    const authors = await Promise.all(Array.from({ length: 7 }, () => createAuthor(api.db)));
    const tags = await Promise.all(Array.from({ length: 9 }, () => createTag(api.db)));
    const categories = await Promise.all(Array.from({ length: 5 }, () => createCategory(api.db)));
    for (let n = 0; n < 50; n++) {
      const references = { tags: [tags[n % 9], tags[(n + 4) % 9]], categories: [categories[n % 5]] };
      await createArticle(api.db, { authorId: authors[n % 7], references });
    }
    let nodes: { author: object; tags: object[]; categories: object[] }[] = [];
    const statements = await api.statements(async () => {
      const { data } = await api.query(
        '{ articles(first: 50) { nodes { title author { name } categories { name } tags { name } } } }',
        {},
        anonymous,
      );
      nodes = data.articles.nodes;
    });
    expect(nodes).toHaveLength(50);
    expect(nodes.every(node => node.author && node.tags.length === 2 && node.categories.length === 1)).toBe(true);
    expect(statements).toHaveLength(3);
  });

  it('a long text of the author is fetched once, not once for each article', async () => {
    const authorId = await createAuthor(api.db);
    for (let n = 0; n < 3; n++) await createArticle(api.db, { authorId });
    const statements = await api.statements(async () => {
      const { data } = await api.query('{ articles(first: 3) { nodes { author { name bio } } } }', {}, anonymous);
      expect(data.articles.nodes).toHaveLength(3);
    });
    expect(statements).toHaveLength(2);
  });

  it('fetches no column that nobody selected', async () => {
    const statements = await api.statements(async () => {
      await api.query('{ articles(first: 5) { nodes { title author { name } } } }');
      await api.query('query ($id: ID!) { node(id: $id) { ... on Article { title } ... on Page { body { text } } } }', {
        id: await createArticle(api.db),
      });
    });
    expect(statements.join('\n')).not.toMatch(/body|excerpt|bio|email/);
  });
});

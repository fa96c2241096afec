import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false });
});
afterAll(() => api.close());

const { change, rows } = mutationsOf(() => api, ['articles', 'article_tags', 'tags', 'authors', 'categories']);
const SELECTION = 'article { id state author { id name state } tags { id name slug state } categories { name } }';

describe('a nested write', () => {
  it('makes and connects in one transaction, in the order of the input, as drafts', async () => {
    const { tag } = await change('createTag', { name: 'Wood' }, 'tag { id }');
    const { article, userErrors } = await change(
      'createArticle',
      {
        title: 'Nested',
        author: { create: { name: 'Ada' } },
        tags: {
          connect: [{ id: tag.id }],
          connectOrCreate: [{ name: 'Iron' }, { name: 'Wood', slug: 'wood' }],
          create: [{ name: 'Water' }],
        },
        categories: { create: [{ name: 'Ships' }] },
      },
      SELECTION,
    );
    expect(userErrors).toEqual([]);
    expect(article).toMatchObject({
      state: 'DRAFT',
      author: { name: 'Ada', state: 'DRAFT' },
      categories: [{ name: 'Ships' }],
    });
    expect(article.tags.map(({ name, state }: any) => [name, state])).toEqual([
      ['Wood', 'DRAFT'],
      ['Iron', 'DRAFT'],
      ['Water', 'DRAFT'],
    ]);
  });

  it('puts what it makes live with the document that it is made for', async () => {
    const { article } = await change(
      'createArticle',
      { title: 'Live', publish: true, tags: { connectOrCreate: [{ name: 'Live tag' }] } },
      SELECTION,
    );
    const { data } = await api.query(
      'query ($id: ID!) { article(id: $id) { tags { name } } }',
      { id: article.id },
      { token: null },
    );
    expect(data.article.tags).toEqual([{ name: 'Live tag' }]);
  });

  it('changes the references of a document that is there', async () => {
    const { article } = await change(
      'createArticle',
      { title: 'Changes', tags: { create: [{ name: 'Old' }] } },
      SELECTION,
    );
    const changed = await change(
      'updateArticle',
      {
        id: article.id,
        author: { create: { name: 'New author' } },
        tags: { connectOrCreate: [{ name: 'New' }, { name: 'Old' }] },
      },
      SELECTION,
    );
    expect(changed.article).toMatchObject({ author: { name: 'New author' }, tags: [{ name: 'New' }, { name: 'Old' }] });
    const cleared = await change('updateArticle', { id: article.id, authorId: null, tagIds: [] }, SELECTION);
    expect(cleared.article).toMatchObject({ author: null, tags: [] });
  });

  it('is refused whole when one part is, with a path to that part, and nothing is written', async () => {
    await change('createTag', { name: 'Taken' }, 'tag { id }');
    const before = await rows();
    const refusals = [
      await change('createArticle', { title: 'x', author: { create: { name: 'y'.repeat(400) } } }, SELECTION),
      await change(
        'createArticle',
        { title: 'x', tags: { create: [{ name: 'Fine' }, { name: 'T', slug: 'taken' }] } },
        SELECTION,
      ),
      await change(
        'createArticle',
        { title: 'x', tags: { create: [{ name: 'Fine' }], connect: [{ slug: 'nowhere' }] } },
        SELECTION,
      ),
      await change('createArticle', { title: 'x', author: { create: { name: 'A' } }, authorId: null }, SELECTION),
      await change('createArticle', { title: 'x', tags: { create: [{ name: 'A', publish: true }] } }, SELECTION),
      await change('createArticle', { title: 'x'.repeat(400), tags: { create: [{ name: 'Fine' }] } }, SELECTION),
    ];
    expect(refusals.map(({ userErrors }) => [userErrors[0].code, userErrors[0].path.join('.')])).toEqual([
      ['VALIDATION_FAILED', 'input.author.create.name'],
      ['SLUG_TAKEN', 'input.tags.create.1.slug'],
      ['NOT_FOUND', 'input.tags.connect.0.slug'],
      ['VALIDATION_FAILED', 'input.author'],
      ['VALIDATION_FAILED', 'input.tags.create.0.publish'],
      ['VALIDATION_FAILED', 'input.title'],
    ]);
    expect(await rows()).toEqual(before);
  });

  it('does not connect to what is in the trash', async () => {
    const { tag } = await change('createTag', { name: 'Gone' }, 'tag { id }');
    await change('trashTag', { id: tag.id }, 'documentId');
    const before = await rows();
    const connect = await change('createArticle', { title: 'x', tags: { connect: [{ id: tag.id }] } }, SELECTION);
    const found = await change(
      'createArticle',
      { title: 'x', tags: { connectOrCreate: [{ name: 'Gone' }] } },
      SELECTION,
    );
    expect([connect, found].map(({ userErrors }) => userErrors[0].code)).toEqual(['WRONG_STATE', 'WRONG_STATE']);
    expect(await rows()).toEqual(before);
  });

  it('makes one tag when many ask for it at once, whatever order they name several in', async () => {
    const names = ['Alpha', 'Beta', 'Gamma'];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        change(
          'createArticle',
          {
            title: `Concurrent ${index}`,
            tags: { connectOrCreate: (index % 2 ? names : [...names].reverse()).map(name => ({ name })) },
          },
          SELECTION,
        ),
      ),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const ids = new Set(answers.flatMap(({ article }) => article.tags.map(({ id }: { id: string }) => id)));
    expect(ids.size).toBe(names.length);
    const [{ n }] = await api.db.select<{ n: number }>(
      "SELECT COUNT(*) AS n FROM tags WHERE slug IN ('alpha', 'beta', 'gamma')",
    );
    expect(Number(n)).toBe(names.length);
  });
});

describe('what a write costs', () => {
  /** The statements of transactions while the work runs, the beginning and the end of each included. */
  async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    const noted: string[] = [];
    const { db } = api.services;
    const { transaction } = db;
    db.transaction = body =>
      transaction(async tx => {
        noted.push('START TRANSACTION', 'COMMIT');
        const note = (sql: string) => void noted.push(sql.replace(/\s+/g, ' ').slice(0, 80));
        return body({
          ...tx,
          select: (sql, values) => (note(sql), tx.select(sql, values)),
          run: (sql, values) => (note(sql), tx.run(sql, values)),
        });
      });
    await work().finally(() => {
      db.transaction = transaction;
    });
    return noted;
  }

  it('is 12 statements at most for an article with an author and four tags', async () => {
    const { author } = await change('createAuthor', { name: 'Costly' }, 'author { id }');
    const tagIds: string[] = [];
    for (const name of ['C1', 'C2', 'C3', 'C4'])
      tagIds.push((await change('createTag', { name }, 'tag { id }')).tag.id);
    const input = { title: 'What it costs', authorId: author.id, tagIds };
    const draft = await statementsOf(() => change('createArticle', input, 'article { id }'));
    const live = await statementsOf(() => change('createArticle', { ...input, publish: true }, 'article { id }'));
    for (const statements of [draft, live]) expect(statements.join('\n')).toMatch(/INSERT INTO articles/);
    expect(draft.length).toBeLessThanOrEqual(12);
    expect(live.length).toBeLessThanOrEqual(12);
  });
});

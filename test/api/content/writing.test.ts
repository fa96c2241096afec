import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({
    worker: false,
    locales: {
      default: 'en',
      all: ['en', 'de'],
      chains: new Map([
        ['en', ['en']],
        ['de', ['de', 'en']],
      ]),
    },
  });
});
afterAll(() => api.close());

const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Salt & wind' }] }] };
const NOBODY = { token: null };

const { change, rows } = mutationsOf(
  () => api,
  ['articles', 'article_drafts', 'article_tags', 'article_translations', 'tags', 'authors', 'pages'],
);

const create = async (input: object, selection = '') =>
  (await change('createArticle', input, `article { id slug state revision ${selection} }`)).article;

describe('creating', () => {
  it('stores what was given, as a draft that readers do not see, and answers it', async () => {
    const article = await create(
      { title: 'The Keel', excerpt: 'Short', body, pinned: true },
      'title excerpt pinned body { text }',
    );
    expect(article).toEqual({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      slug: 'the-keel',
      state: 'DRAFT',
      revision: 1,
      title: 'The Keel',
      excerpt: 'Short',
      pinned: true,
      body: { text: 'Salt & wind' },
    });
    const { data } = await api.query('query ($id: ID!) { article(id: $id) { id } }', { id: article.id }, NOBODY);
    expect(data.article).toBeNull();
  });

  it('puts it live at once when asked to', async () => {
    const { id } = await create({ title: 'Live at once', publish: true });
    const { data } = await api.query('query ($id: ID!) { article(id: $id) { title state } }', { id }, NOBODY);
    expect(data.article).toEqual({ title: 'Live at once', state: 'PUBLISHED' });
  });

  it('refuses a taken slug and values that break a rule, says where, and writes nothing', async () => {
    await create({ title: 'First', slug: 'taken' });
    const before = await rows();
    const taken = await change('createArticle', { title: 'Second', slug: 'taken' }, 'article { id }');
    const long = await change('createArticle', { title: 'x'.repeat(301), slug: 'not a slug' }, 'article { id }');
    expect(taken).toEqual({
      article: null,
      userErrors: [{ code: 'SLUG_TAKEN', message: expect.any(String), path: ['input', 'slug'] }],
    });
    expect(long.userErrors.map(({ code, path }: any) => [code, path])).toEqual(
      expect.arrayContaining([
        ['VALIDATION_FAILED', ['input', 'title']],
        ['VALIDATION_FAILED', ['input', 'slug']],
      ]),
    );
    expect(await rows()).toEqual(before);
  });

  it('refuses references to what is not there or is of another type, and writes nothing', async () => {
    const { tag } = await change('createTag', { name: 'A tag' }, 'tag { id }');
    const before = await rows();
    const missing = await change(
      'createArticle',
      { title: 'A', authorId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
      'article { id }',
    );
    const wrongType = await change('createArticle', { title: 'A', authorId: tag.id }, 'article { id }');
    const inList = await change(
      'createArticle',
      { title: 'A', tagIds: [tag.id, '01ARZ3NDEKTSV4RRFFQ69G5FAV'] },
      'article { id }',
    );
    const nonsense = await change('createArticle', { title: 'A', tagIds: ['🦄'] }, 'article { id }');
    expect(
      [missing, wrongType, inList, nonsense].map(({ userErrors }) => [userErrors[0].code, userErrors[0].path]),
    ).toEqual([
      ['NOT_FOUND', ['input', 'authorId']],
      ['NOT_FOUND', ['input', 'authorId']],
      ['NOT_FOUND', ['input', 'tagIds', '1']],
      ['VALIDATION_FAILED', ['input', 'tagIds', '0']],
    ]);
    expect(await rows()).toEqual(before);
  });

  it('is for those who may write', async () => {
    const before = await rows();
    const { errors } = await api.query(
      'mutation { createArticle(input: { title: "x" }) { article { id } } }',
      {},
      NOBODY,
    );
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(await rows()).toEqual(before);
  });
});

describe('updating', () => {
  it('changes what is given and leaves the rest; null clears', async () => {
    const { id } = await create({ title: 'Before', excerpt: 'Kept', body });
    const { article } = await change(
      'updateArticle',
      { id, title: 'After', body: null },
      'article { title excerpt body { text } revision }',
    );
    expect(article).toEqual({ title: 'After', excerpt: 'Kept', body: null, revision: 2 });
  });

  it('leaves the live document alone until it is published', async () => {
    const { id } = await create({ title: 'Live', publish: true });
    const { article } = await change('updateArticle', { id, title: 'Edited' }, 'article { title state }');
    expect(article).toEqual({ title: 'Edited', state: 'CHANGED' });
    const read = async () =>
      (await api.query('query ($id: ID!) { article(id: $id) { title state } }', { id }, NOBODY)).data.article;
    expect(await read()).toEqual({ title: 'Live', state: 'PUBLISHED' });
    await change('publishArticle', { id }, 'article { id }');
    expect(await read()).toEqual({ title: 'Edited', state: 'PUBLISHED' });
  });

  it('refuses a stale revision, says what was changed meanwhile and by whom, and shows the document as it is', async () => {
    const { id, revision } = await create({ title: 'One' });
    await change('updateArticle', { id, expectedRevision: revision, title: 'Two' }, 'article { id }');
    const before = await rows();
    const { article, conflict, userErrors } = await change(
      'updateArticle',
      { id, expectedRevision: revision, title: 'Other' },
      'article { id } conflict { revision changedFields changedBy changedAt current { title revision } }',
    );
    expect(article).toBeNull();
    expect(userErrors[0].code).toBe('REVISION_CONFLICT');
    expect(conflict).toEqual({
      revision: 2,
      changedFields: expect.arrayContaining(['title']),
      changedBy: 'admin',
      changedAt: expect.any(String),
      current: { title: 'Two', revision: 2 },
    });
    expect(await rows()).toEqual(before);
  });

  it('changes a translation when a locale is named, and removes it again', async () => {
    const { id } = await create({ title: 'Hello', publish: true });
    const { article } = await change(
      'updateArticle',
      { id, locale: 'de', title: 'Hallo', publish: true },
      'article { title slug } english: article(locale: "en") { title }',
    );
    expect(article).toEqual({ title: 'Hallo', slug: 'hallo' });
    const german = async () =>
      (
        await api.query(
          'query ($id: ID!) { article(id: $id, locale: "de") { title _locale { requested served } } }',
          { id },
          NOBODY,
        )
      ).data.article;
    expect(await german()).toEqual({ title: 'Hallo', _locale: { requested: 'de', served: 'de' } });
    await change('removeArticleTranslation', { id, locale: 'de' }, 'article { id }');
    await change('publishArticle', { id }, 'article { id }');
    expect(await german()).toEqual({ title: 'Hello', _locale: { requested: 'de', served: 'en' } });
  });

  it('refuses languages that the site does not have, the default one where there is nothing to remove, and long notes', async () => {
    const { id } = await create({ title: 'In English' });
    const before = await rows();
    const refused = [
      await change('updateArticle', { id, locale: 'fr', title: 'x' }, 'article { id }'),
      await change('removeArticleTranslation', { id, locale: 'fr' }, 'article { id }'),
      await change('removeArticleTranslation', { id, locale: 'en' }, 'article { id }'),
      await change('updateArticle', { id, title: 'x', note: 'x'.repeat(501) }, 'article { id }'),
    ];
    expect(refused.map(({ userErrors }) => [userErrors[0]?.code, userErrors[0]?.path[1]])).toEqual([
      ['VALIDATION_FAILED', 'locale'],
      ['VALIDATION_FAILED', 'locale'],
      ['VALIDATION_FAILED', 'locale'],
      ['VALIDATION_FAILED', 'note'],
    ]);
    expect(await rows()).toEqual(before);
  });

  it('answers NOT_FOUND for an id of another type and for what is not there', async () => {
    const { tag } = await change('createTag', { name: 'Not an article' }, 'tag { id }');
    for (const id of [tag.id, '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'nonsense', '🦄']) {
      const { userErrors } = await change('updateArticle', { id, title: 'x' }, 'article { id }');
      expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'id'] }]);
    }
  });
});

describe('publication', () => {
  it('tells what readers do not see of what was published', async () => {
    const { author } = await change('createAuthor', { name: 'Hidden' }, 'author { id }');
    const { id } = await create({ title: 'Refers', authorId: author.id });
    const { article, unpublishedReferences } = await change(
      'publishArticle',
      { id },
      'article { state } unpublishedReferences { type documentId field targetType targetId }',
    );
    expect(article.state).toBe('PUBLISHED');
    expect(unpublishedReferences).toEqual([
      { type: 'Article', documentId: id, field: 'author', targetType: 'Author', targetId: author.id },
    ]);
  });

  it('is planned, and the plan canceled', async () => {
    const { id } = await create({ title: 'Planned' });
    const publishAt = '2099-01-01T00:00:00.000Z';
    const planned = await change('scheduleArticle', { id, publishAt }, 'article { state publishAt }');
    expect(planned.article).toEqual({ state: 'SCHEDULED', publishAt });
    const past = await change('scheduleArticle', { id, publishAt: '2001-01-01T00:00:00Z' }, 'article { id }');
    expect(past.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'publishAt'] }]);
    const canceled = await change('scheduleArticle', { id, publishAt: null }, 'article { state publishAt }');
    expect(canceled.article).toEqual({ state: 'DRAFT', publishAt: null });
  });

  it('is taken back, and changes are dropped', async () => {
    const { id } = await create({ title: 'Was live', publish: true });
    await change('updateArticle', { id, title: 'Changed' }, 'article { id }');
    const dropped = await change('discardArticleChanges', { id }, 'article { title state revision }');
    expect(dropped.article).toEqual({ title: 'Was live', state: 'PUBLISHED', revision: 3 });
    const again = await change('discardArticleChanges', { id }, 'article { id }');
    expect(again.userErrors[0].code).toBe('WRONG_STATE');
    const { article } = await change('unpublishArticle', { id, expectedRevision: 3 }, 'article { state }');
    expect(article.state).toBe('DRAFT');
  });
});

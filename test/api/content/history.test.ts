import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false });
});
afterAll(() => api.close());

const { change, rows } = mutationsOf(() => api, ['articles', 'tags']);
const NOBODY = { token: null };

/** Saves one after another; notes keep them apart, since what one person saves within a minute is one revision. */
async function saved(titles: readonly string[]): Promise<string> {
  const [first, ...later] = titles;
  const { article } = await change(
    'createArticle',
    { title: first, slug: `history-${Math.random()}` },
    'article { id }',
  );
  for (const title of later)
    await change('updateArticle', { id: article.id, title, note: `To ${title}` }, 'article { id }');
  return article.id;
}

describe('the history of a document', () => {
  it('is listed newest first, a page at a time, with what each revision holds', async () => {
    const id = await saved(['One', 'Two', 'Three']);
    const query = `query ($id: ID!, $after: String) { article(id: $id, perspective: DRAFT) {
      revisions(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { number action author note changedFields content } } } }`;
    const first = (await api.query(query, { id })).data.article.revisions;
    expect(first).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      nodes: [
        {
          number: 3,
          action: 'SAVED',
          author: 'admin',
          note: 'To Three',
          changedFields: ['title'],
          content: { values: { title: 'Three' } },
        },
        { number: 2, content: { values: { title: 'Two' } } },
      ],
    });
    const second = (await api.query(query, { id, after: first.pageInfo.endCursor })).data.article.revisions;
    expect(second).toMatchObject({ pageInfo: { hasNextPage: false }, nodes: [{ number: 1, action: 'CREATED' }] });
  });

  it('says what differs between two revisions', async () => {
    const id = await saved(['One', 'Two']);
    const { data } = await api.query(
      'query ($id: ID!) { revision(id: $id, number: 1) { number content } none: revision(id: $id, number: 9) { number } compareRevisions(id: $id, from: 1, to: 2) { field locale before after } }',
      { id },
    );
    expect(data.revision).toMatchObject({ number: 1, content: { values: { title: 'One' } } });
    expect(data.none).toBeNull();
    expect(data.compareRevisions).toEqual([{ field: 'title', locale: null, before: 'One', after: 'Two' }]);
  });

  it('brings an older revision back as a new one, and tells what could not be', async () => {
    const { tag } = await change('createTag', { name: 'Short-lived' }, 'tag { id }');
    const { article } = await change('createArticle', { title: 'One', tagIds: [tag.id] }, 'article { id }');
    const { id } = article;
    await change('updateArticle', { id, title: 'Two', tagIds: [], note: 'Without' }, 'article { id }');
    await change('trashTag', { id: tag.id }, 'documentId');
    await change('purgeTag', { id: tag.id }, 'documentId');
    const restored = await change(
      'restoreArticleRevision',
      { id, number: 1, expectedRevision: 2 },
      'article { title revision tags { id } } droppedFields droppedReferences { field documentId }',
    );
    expect(restored).toEqual({
      article: { title: 'One', revision: 3, tags: [] },
      droppedFields: [],
      droppedReferences: [{ field: 'tags', documentId: tag.id }],
      userErrors: [],
    });
  });

  it('refuses a revision that is not there, and a stale restore, and writes nothing', async () => {
    const id = await saved(['One', 'Two']);
    const before = await rows();
    const missing = await change('restoreArticleRevision', { id, number: 9 }, 'article { id }');
    const stale = await change(
      'restoreArticleRevision',
      { id, number: 1, expectedRevision: 1 },
      'article { id } conflict { revision }',
    );
    expect(missing.userErrors[0].path).toEqual(['input', 'number']);
    expect([missing.userErrors[0].code, stale.userErrors[0].code, stale.conflict.revision]).toEqual([
      'NOT_FOUND',
      'REVISION_CONFLICT',
      2,
    ]);
    expect(await rows()).toEqual(before);
  });

  it('is for editors', async () => {
    const { article } = await change('createArticle', { title: 'Public', publish: true }, 'article { id }');
    const query = (fields: string) => api.query(`query ($id: ID!) { ${fields} }`, { id: article.id }, NOBODY);
    const answers = await Promise.all([
      query('article(id: $id) { title revisions { nodes { number } } }'),
      query('article(id: $id) { title usages { totalCount } }'),
      query('revision(id: $id, number: 1) { number }'),
      query('compareRevisions(id: $id, from: 1, to: 1) { field }'),
    ]);
    expect(answers.map(({ errors }) => errors?.[0].extensions.code)).toEqual(Array(4).fill('UNAUTHENTICATED'));
    expect(answers[0].data.article).toEqual({ title: 'Public', revisions: null });
  });
});

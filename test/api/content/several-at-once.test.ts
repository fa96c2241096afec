import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const { change, rows } = mutationsOf(() => api, ['articles', 'tags', 'authors']);
const NOBODY = { token: null };

const article = async (input: object = {}): Promise<string> =>
  (await change('createArticle', { title: 'One of several', ...input }, 'article { id }')).article.id;
const author = async (name: string): Promise<string> =>
  (await change('createAuthor', { name }, 'author { id }')).author.id;

/** How a job has ended. */
async function settled(payload: Record<string, any>): Promise<Record<string, any>> {
  expect(payload.userErrors).toEqual([]);
  await api.settled(payload.job.id);
  const { data } = await api.query(
    'query ($id: ID!) { job(id: $id) { state progress { completed total } result { ... on BulkChangeResult { changed skipped } } warnings(first: 10) { nodes { code subject } } } }',
    { id: payload.job.id },
  );
  return data.job;
}

describe('documents that are named', () => {
  it('of several types are published, taken down, trashed and restored together', async () => {
    const person = await author('With an article');
    const ids = [await article({ authorId: person }), person];
    const published = await change(
      'publishContent',
      { ids },
      'documents { __typename state ... on Article { title author { name } } } unpublishedReferences { field }',
    );
    expect(published).toEqual({
      documents: [
        { __typename: 'Article', state: 'PUBLISHED', title: 'One of several', author: { name: 'With an article' } },
        { __typename: 'Author', state: 'PUBLISHED' },
      ],
      unpublishedReferences: [],
      userErrors: [],
    });
    const down = await change('unpublishContent', { ids }, 'documents { state }');
    expect(down.documents).toEqual([{ state: 'DRAFT' }, { state: 'DRAFT' }]);
    const trashed = await change('trashContent', { ids }, 'documentIds');
    expect(trashed).toEqual({ documentIds: ids, userErrors: [] });
    const restored = await change('restoreContent', { ids }, 'documents { id state }');
    expect(restored.documents).toEqual(ids.map(id => ({ id, state: 'DRAFT' })));
  });

  it('are left alone, all of them, when one is refused', async () => {
    const person = await author('Still used');
    await article({ authorId: person });
    const free = await article();
    const before = await rows();
    const missing = await change('publishContent', { ids: [free, '01ARZ3NDEKTSV4RRFFQ69G5FAV'] }, 'documents { id }');
    expect(missing).toEqual({
      documents: [],
      userErrors: [{ code: 'NOT_FOUND', message: expect.any(String), path: ['input', 'ids', '1'] }],
    });
    const used = await change('trashContent', { ids: [free, person] }, 'documentIds usages { totalCount }');
    expect(used).toMatchObject({ documentIds: [], usages: { totalCount: 1 }, userErrors: [{ code: 'IN_USE' }] });
    const many = await change('publishContent', { ids: Array(101).fill(free) }, 'documents { id }');
    expect(many.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'ids'] }]);
    expect(await rows()).toEqual(before);
  });
});

describe('the list of the trash', () => {
  it('names what can be restored, newest first, a page at a time, to editors', async () => {
    const [first, second] = [await article({ title: 'Thrown first' }), await article({ title: 'Thrown second' })];
    const person = await author('Thrown person');
    for (const id of [first, person, second]) await change('trashContent', { ids: [id] }, 'documentIds');
    const query =
      'query ($after: String) { trash(first: 2, after: $after, types: ["Article", "Author"]) { nodes { documentId type title trashedAt } pageInfo { hasNextPage endCursor } } }';
    const page = (await api.query(query)).data.trash;
    expect(page.nodes).toMatchObject([
      { documentId: second, type: 'Article', title: 'Thrown second' },
      { documentId: person, type: 'Author', title: 'Thrown person' },
    ]);
    const next = (await api.query(query, { after: page.pageInfo.endCursor })).data.trash;
    expect(next.nodes[0].documentId).toBe(first);
    const { errors } = await api.query('{ trash { totalCount } }', {}, NOBODY);
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    const unknown = await api.query('{ trash(types: ["Nothing"]) { totalCount } }');
    expect(unknown.errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('documents that a filter finds', () => {
  it('are published, taken down and trashed by a job with progress', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 60; n++) ids.push(await article({ title: `Bulk ${n}` }));
    const other = await article({ title: 'Untouched' });
    const input = {
      filter: { title: { startsWith: 'Bulk' }, createdAt: { lte: new Date(Date.now() + 60_000).toISOString() } },
    };
    const published = await settled(await change('publishArticles', input, 'job { id }'));
    expect(published).toMatchObject({
      state: 'SUCCEEDED',
      progress: { completed: 60, total: 60 },
      result: { changed: 60, skipped: 0 },
      warnings: { nodes: [] },
    });
    const live = await api.query(
      '{ articles(first: 100, filter: { title: { startsWith: "Bulk" } }) { totalCount } }',
      {},
      NOBODY,
    );
    expect(live.data.articles.totalCount).toBe(60);
    expect((await settled(await change('publishArticles', input, 'job { id }'))).result).toEqual({
      changed: 0,
      skipped: 0,
    });
    expect((await settled(await change('unpublishArticles', input, 'job { id }'))).result).toEqual({
      changed: 60,
      skipped: 0,
    });
    expect((await settled(await change('trashArticles', input, 'job { id }'))).result).toEqual({
      changed: 60,
      skipped: 0,
    });
    const acts = await api.db.select<{ action: string; subjectType: string }>(
      "SELECT DISTINCT action, subject_type AS subjectType FROM audit_entries WHERE action LIKE 'content.bulk-%' ORDER BY action",
    );
    expect(acts).toEqual(
      ['published', 'trashed', 'unpublished'].map(done => ({ action: `content.bulk-${done}`, subjectType: 'Article' })),
    );
    const { data } = await api.query('query ($ids: [ID!]!) { nodes(ids: $ids, perspective: DRAFT) { id } }', {
      ids: [ids[0], ids[59], other],
    });
    expect(data.nodes).toEqual([null, null, { id: other }]);
  });

  it('become warnings where they can not be changed; the rest is', async () => {
    const used = await author('Skip me: used');
    const free = await author('Skip me: free');
    await article({ authorId: used });
    const job = await settled(
      await change('trashAuthors', { filter: { name: { startsWith: 'Skip me' } } }, 'job { id }'),
    );
    expect(job).toMatchObject({
      state: 'SUCCEEDED',
      result: { changed: 1, skipped: 1 },
      warnings: { nodes: [{ code: 'IN_USE', subject: used }] },
    });
    const { data } = await api.query('query ($id: ID!) { author(id: $id, perspective: DRAFT) { id } }', { id: free });
    expect(data.author).toBeNull();
  });

  it('are looked for by a search as well', async () => {
    await article({ title: 'The xylophone' });
    const job = await settled(await change('publishArticles', { filter: {}, search: 'xylophone' }, 'job { id }'));
    expect(job.result).toEqual({ changed: 1, skipped: 0 });
  });

  it('are not looked for when the filter is refused, or by those who may not', async () => {
    const before = await rows();
    const refused = await change('publishArticles', { filter: { title: null }, locale: 'xx' }, 'job { id }');
    expect(refused).toMatchObject({ job: null, userErrors: [{ code: 'BAD_USER_INPUT' }] });
    const { errors } = await api.query('mutation { trashArticles(input: { filter: {} }) { job { id } } }', {}, NOBODY);
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(await rows()).toEqual(before);
  });
});

import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false });
});
afterAll(() => api.close());

const { change, rows } = mutationsOf(() => api, ['articles', 'authors', 'pages']);

const create = async (input: object) => (await change('createArticle', input, 'article { id }')).article;

describe('the trash', () => {
  it('hides a document, gives it back as a draft, and deletes it for good', async () => {
    const { id } = await create({ title: 'Goes', publish: true });
    const trashed = await change('trashArticle', { id }, 'documentId');
    expect(trashed).toEqual({ documentId: id, userErrors: [] });
    expect((await change('updateArticle', { id, title: 'x' }, 'article { id }')).userErrors[0].code).toBe(
      'WRONG_STATE',
    );
    const restored = await change('restoreArticle', { id }, 'article { state title }');
    expect(restored.article).toEqual({ state: 'DRAFT', title: 'Goes' });
    expect((await change('purgeArticle', { id }, 'documentId')).userErrors[0].code).toBe('WRONG_STATE');
    await change('trashArticle', { id }, 'documentId');
    await change('purgeArticle', { id }, 'documentId');
    const left = await api.db.select('SELECT 1 AS n FROM revisions WHERE document_id = ?', [id]);
    expect(left).toEqual([]);
  });

  it('refuses what is in use, and says who uses it', async () => {
    const { author } = await change('createAuthor', { name: 'Used' }, 'author { id }');
    const { id } = await create({ title: 'Uses', authorId: author.id });
    const { documentId, userErrors, usages } = await change(
      'trashAuthor',
      { id: author.id },
      'documentId usages { totalCount nodes { type documentId field targetId } }',
    );
    expect([documentId, userErrors[0].code]).toEqual([null, 'IN_USE']);
    expect(usages).toEqual({
      totalCount: 1,
      nodes: [{ type: 'Article', documentId: id, field: 'author', targetId: author.id }],
    });
    const { data } = await api.query(
      'query ($id: ID!) { author(id: $id, perspective: DRAFT) { usages { totalCount nodes { documentId } } } }',
      { id: author.id },
    );
    expect(data.author.usages).toEqual({ totalCount: 1, nodes: [{ documentId: id }] });
  });
});

describe('a tree', () => {
  it('moves what stands below along, in the order that was asked for, and refuses a circle', async () => {
    const page = async (input: object) => (await change('createPage', input, 'page { id path }')).page;
    const about = await page({ title: 'About' });
    const team = await page({ title: 'Team', parentId: about.id });
    const jobs = await page({ title: 'Jobs', parentId: team.id });
    const contact = await page({ title: 'Contact', parentId: about.id });
    expect(jobs.path).toBe('about/team/jobs');
    const before = await rows();
    const circle = await change('movePage', { id: about.id, parentId: jobs.id }, 'page { id }');
    expect(circle.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'parentId'] }]);
    const stranger = await change('movePage', { id: contact.id, beforeId: jobs.id }, 'page { id }');
    expect(stranger.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'beforeId'] }]);
    expect(await rows()).toEqual(before);
    await change('movePage', { id: contact.id, beforeId: team.id }, 'page { id }');
    const moved = await change('movePage', { id: jobs.id, parentId: null }, 'page { path parent { id } }');
    expect(moved.page).toEqual({ path: 'jobs', parent: null });
    const { data } = await api.query('query ($id: ID!) { page(id: $id, perspective: DRAFT) { children { slug } } }', {
      id: about.id,
    });
    expect(data.page.children.map(({ slug }: { slug: string }) => slug)).toEqual(['contact', 'team']);
  });
});

describe('a tree', () => {
  it('is read three levels deep in one query, which costs what trees usually hold', async () => {
    const add = async (title: string, parentId?: string) =>
      (await change('createPage', { title, parentId, publish: true }, 'page { id }')).page.id;
    await add('Grandchild', await add('Child', await add('Root')));
    const { data, errors } = await api.query(
      '{ pages(first: 20, atTop: true, filter: { title: { eq: "Root" } }) { nodes { title children { title children { title } } } } }',
      {},
      { token: null },
    );
    expect(errors).toBeUndefined();
    expect(data.pages.nodes).toEqual([
      { title: 'Root', children: [{ title: 'Child', children: [{ title: 'Grandchild' }] }] },
    ]);
  });
});

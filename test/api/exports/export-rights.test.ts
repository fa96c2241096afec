import { startApi, type TestApi } from '../../harness/api';
import { askForExport, EXPORT_JOB, exportFile, jsonLines } from '../../harness/exports';
import { mutationsOf } from '../../harness/mutations';
import { makeToken } from '../../harness/role-tokens';

let api: TestApi;
const { change } = mutationsOf(() => api, []);

const READ_ALL = { permissions: ['exports.write', 'content.read'] };
const OWN = (right: string) => ({ right, own: true });

beforeAll(async () => {
  api = await startApi();
  const { author } = await change('createAuthor', { name: 'Mara', email: 'mara@example.org' }, 'author { id }');
  await change('publishAuthor', { id: author.id }, '__typename');
  const { author: hidden } = await change('createAuthor', { name: 'Unseen' }, 'author { id }');
  for (const [title, authorId] of [
    ['Seen', author.id],
    ['By a draft', hidden.id],
  ]) {
    const { article } = await change('createArticle', { title, authorId }, 'article { id }');
    await api.db.run("UPDATE articles SET state = 'PUBLISHED', published_at = NOW(), live_at = NOW() WHERE id = ?", [
      article.id,
    ]);
  }
  await change('createArticle', { title: 'A draft of the editors' }, 'article { id }');
});
afterAll(() => api.close());

const exported = async (input: object, token: string) =>
  jsonLines((await exportFile(api, { format: 'JSONL', ...input }, { token })).body);

it('nobody exports without the permission for it, whatever they may read', async () => {
  const { token } = await makeToken(api, { permissions: ['content.read'] });
  for (const input of [
    { type: 'Article', format: 'CSV' },
    { query: '{ articles { nodes { id } } }', format: 'CSV' },
  ]) {
    expect((await askForExport(api, input, { token })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await askForExport(api, input, { token: null })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  }
});

it('a reader gets what is live: no drafts, no private fields, and nothing of whom readers do not see', async () => {
  const { token } = await makeToken(api, { permissions: ['exports.write'] });
  const articles = await exported({ type: 'Article', fields: ['title', 'author'] }, token);
  expect(articles).toEqual([
    expect.objectContaining({ title: 'Seen', authorSlug: 'mara' }),
    { id: expect.any(String), title: 'By a draft', authorId: null, authorSlug: null },
  ]);
  const [author] = await exported({ type: 'Author' }, token);
  expect(author).toMatchObject({ name: 'Mara' });
  expect(author).not.toHaveProperty('email');
  const named = await askForExport(api, { type: 'Author', format: 'CSV', fields: ['email'] }, { token });
  expect(named.errors?.[0].extensions.code).toBe('FORBIDDEN');
  const filtered = await askForExport(
    api,
    { type: 'Author', format: 'CSV', filter: { email: { eq: 'x' } } },
    { token },
  );
  expect(filtered.errors?.[0].extensions.code).toBe('FORBIDDEN');
  const drafts = await askForExport(api, { type: 'Article', format: 'CSV', perspective: 'DRAFT' }, { token });
  expect(drafts.errors?.[0].extensions.code).toBe('FORBIDDEN');
  const site = await exportFile(api, { format: 'WXR' }, { token });
  expect(site.body.toString()).toContain('Seen');
  expect(site.body.toString()).not.toMatch(/A draft of the editors|mara@example[.]org|Unseen/);
});

it('someone who reads everything gets private fields and drafts', async () => {
  const { token } = await makeToken(api, READ_ALL);
  expect(await exported({ type: 'Author', fields: ['email'] }, token)).toMatchObject([{ email: 'mara@example.org' }]);
  expect(await exported({ type: 'Article', perspective: 'DRAFT' }, token)).toHaveLength(3);
});

it('an author gets their own drafts, and those of nobody else', async () => {
  const { token } = await makeToken(api, {
    permissions: ['exports.write'],
    grants: [OWN('READ'), OWN('WRITE'), { right: 'READ', live: true }],
  });
  const own = 'mutation { createArticle(input: { title: "My own" }) { article { id } userErrors { message } } }';
  expect((await api.query(own, {}, { token })).errors).toBeUndefined();
  const drafts = await exported({ type: 'Article', fields: ['title'], perspective: 'DRAFT' }, token);
  expect(drafts.map(({ title }) => title)).toEqual(['My own']);
  const live = await exported({ type: 'Article', fields: ['title'] }, token);
  expect(live.map(({ title }) => title)).toEqual(['Seen', 'By a draft']);
});

it('a grant of some fields gives columns for those alone', async () => {
  const { token } = await makeToken(api, {
    permissions: ['exports.write'],
    grants: [{ right: 'READ', types: ['Article'], fields: ['title', 'pinned'] }],
  });
  const drafts = { type: 'Article', perspective: 'DRAFT' };
  const [row] = await exported(drafts, token);
  expect(row).toMatchObject({ title: 'Seen', pinned: false });
  for (const hidden of ['excerpt', 'body', 'authorId', 'tagIds']) expect(row).not.toHaveProperty(hidden);
  const named = await askForExport(api, { ...drafts, format: 'CSV', fields: ['excerpt'] }, { token });
  expect(named.errors?.[0].extensions.code).toBe('FORBIDDEN');
  const other = await askForExport(api, { type: 'Tag', format: 'CSV', perspective: 'DRAFT' }, { token });
  expect(other.errors?.[0].extensions.code).toBe('FORBIDDEN');
});

it('only who asked gets the address of the file, or who may see the jobs and the exports of others', async () => {
  const asker = await makeToken(api, READ_ALL);
  const { jobId, result } = await exportFile(api, { type: 'Article', format: 'CSV' }, asker);
  const seenBy = async (permissions: string[]) => {
    const { token } = await makeToken(api, { permissions });
    return api.query(EXPORT_JOB, { id: jobId }, { token });
  };
  expect((await seenBy(['exports.read'])).errors?.[0].extensions.code).toBe('NOT_FOUND');
  const watcher = await seenBy(['jobs.read']);
  expect(watcher.errors?.[0].extensions.code).toBe('FORBIDDEN');
  expect(watcher.data.job.result.file).toBeNull();
  const both = await seenBy(['jobs.read', 'exports.read']);
  expect(both.data.job.result.file.sha256).toBe(result.file.sha256);
});

it('stops when the rights of who asked are taken away while it runs', async () => {
  const asker = await makeToken(api, READ_ALL);
  const { queries } = api.services;
  const read = queries.read.bind(queries);
  queries.read = async (query, variables) => {
    const paged = await read(query, variables);
    return {
      ...paged,
      async page(ctx, after) {
        const page = await paged.page(ctx, after);
        if (after === null) await change('revokeApiToken', { tokenId: asker.tokenId }, '__typename');
        return page;
      },
    };
  };
  try {
    const query = '{ articles(first: 1, perspective: DRAFT) { nodes { title } } }';
    const { payload } = await askForExport(api, { query, format: 'JSONL' }, asker);
    const id = payload?.job?.id as string;
    await api.settled(id);
    const { data } = await api.query(EXPORT_JOB, { id });
    expect(data.job).toMatchObject({ state: 'FAILED', attempt: 1, error: { code: 'FORBIDDEN' }, result: null });
    expect((await api.services.storage.list('exports')).filter(({ key }) => key.includes(id))).toEqual([]);
  } finally {
    queries.read = read;
  }
});

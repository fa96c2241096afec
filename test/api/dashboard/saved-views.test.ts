import { startApi, type TestApi } from '../../harness/api';
import { makeRoleTokens, type RoleTokens } from '../../harness/role-tokens';

let api: TestApi;
let tokens: RoleTokens;
beforeAll(async () => {
  api = await startApi({ worker: false });
  tokens = await makeRoleTokens(api, ['en']);
});
afterAll(() => api.close());
beforeEach(() => api.db.run('DELETE FROM saved_views'));

const VIEW = 'viewId type name query shared own';

async function save(role: string, input: object): Promise<Record<string, any>> {
  const { data, errors } = await api.query(
    `mutation ($input: SaveViewInput!) { saveView(input: $input) { view { ${VIEW} } userErrors { code message path } } }`,
    { input: { type: 'Article', name: 'My drafts', query: '?state=DRAFT', ...input } },
    { token: tokens[role] },
  );
  return errors ? { code: errors[0].extensions.code } : data.saveView;
}

async function remove(role: string, viewId: string): Promise<Record<string, any>> {
  const { data, errors } = await api.query(
    'mutation ($input: DeleteViewInput!) { deleteView(input: $input) { viewId userErrors { code path } } }',
    { input: { viewId } },
    { token: tokens[role] },
  );
  return errors ? { code: errors[0].extensions.code } : data.deleteView;
}

async function names(role: string, type = 'Article'): Promise<string[]> {
  const { data } = await api.query(
    `query ($type: String!) { savedViews(type: $type) { ${VIEW} } }`,
    { type },
    { token: tokens[role] },
  );
  return data.savedViews.map(({ name, own }: { name: string; own: boolean }) => (own ? name : `${name} (others)`));
}

it('a view is seen by whoever made it alone, for its type alone', async () => {
  const { view, userErrors } = await save('editor', {});
  expect(userErrors).toEqual([]);
  expect(view).toEqual({
    viewId: expect.any(String),
    type: 'Article',
    name: 'My drafts',
    query: '?state=DRAFT',
    shared: false,
    own: true,
  });
  expect(await names('editor')).toEqual(['My drafts']);
  expect(await names('editor', 'Page')).toEqual([]);
  expect(await names('author')).toEqual([]);
});

it('a shared view is seen by everybody who sees the list, and can be replaced by its owner alone', async () => {
  const { view } = await save('editor', { name: 'Going out soon', shared: true });
  expect(await names('viewer')).toEqual(['Going out soon (others)']);
  expect(await save('author', { viewId: view.viewId, name: 'Mine now' })).toEqual({ code: 'FORBIDDEN' });
  const renamed = await save('editor', { viewId: view.viewId, name: 'Out soon', shared: true });
  expect(renamed.view).toEqual({ ...view, name: 'Out soon' });
  expect(await names('viewer')).toEqual(['Out soon (others)']);
});

it('sharing needs the right to write', async () => {
  expect(await save('viewer', { shared: true })).toEqual({ code: 'FORBIDDEN' });
  expect((await save('viewer', {})).userErrors).toEqual([]);
});

it('a view is deleted by its owner; others learn nothing of a private one, and need a permission for a shared one', async () => {
  const own = (await save('editor', {})).view.viewId;
  const shared = (await save('editor', { shared: true })).view.viewId;
  expect(await remove('author', own)).toMatchObject({ viewId: null, userErrors: [{ code: 'NOT_FOUND' }] });
  expect(await remove('author', shared)).toEqual({ code: 'FORBIDDEN' });
  expect(await remove('administrator', shared)).toEqual({ viewId: shared, userErrors: [] });
  expect(await remove('editor', own)).toEqual({ viewId: own, userErrors: [] });
  expect(await names('editor')).toEqual([]);
});

it('every fault of a view is told at once', async () => {
  const { view, userErrors } = await save('editor', { name: '  ', query: 'x'.repeat(4001) });
  expect(view).toBeNull();
  expect(userErrors).toEqual([
    { code: 'VALIDATION_FAILED', message: expect.stringContaining('1 to 60'), path: ['input', 'name'] },
    { code: 'VALIDATION_FAILED', message: expect.stringContaining('4000'), path: ['input', 'query'] },
  ]);
});

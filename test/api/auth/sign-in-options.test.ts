import { startApi, type TestApi } from '../../harness/api';
import { makeUser } from '../../harness/browser-session';

const provider = { name: 'Harbour ID', path: '/auth/oidc/start' };
let api: TestApi;

beforeAll(async () => {
  api = await startApi({ worker: false, accounts: { provider } });
});
afterAll(() => api.close());

it('how people may sign in is told to everybody, and whether anybody has an account yet', async () => {
  const ask = async () =>
    (await api.query('{ signInOptions { firstRun provider { name path } } }', {}, { token: null })).data.signInOptions;
  expect(await ask()).toEqual({ firstRun: true, provider });
  await makeUser(api, { email: 'ann@example.org', password: 'a swallow over the quay' });
  expect(await ask()).toEqual({ firstRun: false, provider });
});

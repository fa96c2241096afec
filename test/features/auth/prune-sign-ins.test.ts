import { pruneSignIns } from '../../../src/features/auth/prune-sign-ins.job';
import { startApi, type TestApi } from '../../harness/api';
import { makeUser, visitorOf } from '../../harness/browser-session';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

it('what has expired is deleted, and who is signed in stays so', async () => {
  const account = { email: 'ann@example.org', password: 'a swallow over the quay' };
  await makeUser(api, account);
  const [old, current] = [visitorOf(api), visitorOf(api)];
  await old.change('signIn', account, 'user { id }');
  await api.db.run('UPDATE sessions SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
  await current.change('signIn', account, 'user { id }');
  await current.change('signIn', { ...account, password: 'wrong' }, 'user { id }');
  await api.db.run('UPDATE sign_in_attempts SET at = UTC_TIMESTAMP(3) - INTERVAL 25 HOUR');

  const { id } = await api.engine.client.enqueue(pruneSignIns, {});
  await api.settled(id);
  const [{ sessions, attempts }] = await api.db.select<{ sessions: number; attempts: number }>(
    'SELECT (SELECT COUNT(*) FROM sessions) AS sessions, (SELECT COUNT(*) FROM sign_in_attempts) AS attempts',
  );
  expect([Number(sessions), Number(attempts)]).toEqual([1, 0]);
  expect((await current.send('{ __typename }')).status).toBe(200);
});

import { TOTP } from 'otpauth';
import { newId } from '../../../src/platform/crypto/new-id';
import { startApi, type TestApi } from '../../harness/api';
import { makeUser, type Visitor, visitorOf } from '../../harness/browser-session';

const PASSWORD = 'a swallow over the quay';
let api: TestApi;
let email: string;

beforeAll(async () => {
  api = await startApi({ worker: false, accounts: { failures: { perAccount: 5, perAddress: 10_000 } } });
});
afterAll(() => api.close());
beforeEach(async () => {
  email = `${newId().toLowerCase()}@example.org`;
  await makeUser(api, { email, password: PASSWORD });
});

const signIn = (visitor: Visitor, code?: string) =>
  visitor.change('signIn', { email, password: PASSWORD, code }, 'user { email }');

/** The code of a moment by the database's clock; `ahead` counts half minutes. */
async function codeOf(secret: string, ahead = 0): Promise<string> {
  const [{ now }] = await api.db.select<{ now: number }>('SELECT UNIX_TIMESTAMP() AS now');
  return new TOTP({ secret }).generate({ timestamp: (Number(now) + ahead * 30) * 1000 });
}

async function withFactor(): Promise<{ visitor: Visitor; secret: string; recoveryCodes: string[] }> {
  const visitor = visitorOf(api);
  await signIn(visitor);
  const { secret, url } = await visitor.change('startSecondFactor', { password: PASSWORD }, 'secret url');
  expect(url).toContain(`secret=${secret}`);
  const { recoveryCodes } = await visitor.change(
    'confirmSecondFactor',
    { code: await codeOf(secret) },
    'recoveryCodes',
  );
  expect(new Set(recoveryCodes).size).toBe(10);
  return { visitor, secret, recoveryCodes };
}

it('a person with an authenticator app is asked for its code, and gets in by it once', async () => {
  const { secret } = await withFactor();
  const visitor = visitorOf(api);
  expect((await signIn(visitor)).userErrors).toMatchObject([
    { code: 'SECOND_FACTOR_REQUIRED', path: ['input', 'code'] },
  ]);
  expect(visitor.cookie).toBeNull();
  const code = await codeOf(secret, 1);
  expect((await signIn(visitor, code)).user).toEqual({ email });
  expect((await visitor.send('{ viewer { secondFactor } }')).data.viewer).toEqual({ secondFactor: true });
  expect((await signIn(visitorOf(api), code)).userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }]);
});

it('a recovery code serves once in the place of the app', async () => {
  const { recoveryCodes } = await withFactor();
  expect((await signIn(visitorOf(api), recoveryCodes[3].toUpperCase())).user).toEqual({ email });
  expect((await signIn(visitorOf(api), recoveryCodes[3])).user).toBeNull();
  expect((await signIn(visitorOf(api), recoveryCodes[4])).user).toEqual({ email });
});

it('codes can be guessed five times, like passwords', async () => {
  await withFactor();
  for (let n = 0; n < 5; n++) expect((await signIn(visitorOf(api), 'no code')).user).toBeNull();
  const query = 'mutation ($i: SignInInput!) { signIn(input: $i) { user { id } } }';
  expect((await visitorOf(api).send(query, { i: { email, password: PASSWORD, code: '1' } })).code).toBe('RATE_LIMITED');
});

it('nothing is asked for before the app has shown a right code', async () => {
  const visitor = visitorOf(api);
  await signIn(visitor);
  await visitor.change('startSecondFactor', { password: PASSWORD }, 'secret');
  const { userErrors } = await visitor.change('confirmSecondFactor', { code: '12345' }, 'recoveryCodes');
  expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'code'] }]);
  expect((await signIn(visitorOf(api))).user).toEqual({ email });
});

it('the second factor is set up and removed with the password only', async () => {
  const { visitor } = await withFactor();
  for (const mutation of ['startSecondFactor', 'removeSecondFactor'])
    expect((await visitor.change(mutation, { password: 'wrong' }, '__typename')).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', path: ['input', 'password'] },
    ]);
  expect((await visitor.change('startSecondFactor', { password: PASSWORD }, '__typename')).userErrors).toMatchObject([
    { code: 'WRONG_STATE' },
  ]);
  await visitor.change('removeSecondFactor', { password: PASSWORD }, 'removed');
  expect((await signIn(visitorOf(api))).user).toEqual({ email });
});

it('neither the secret of the app nor a recovery code can be read in the database', async () => {
  const { secret, recoveryCodes } = await withFactor();
  const stored = JSON.stringify([
    await api.db.select('SELECT * FROM second_factors'),
    await api.db.select('SELECT * FROM recovery_codes'),
    await api.db.select('SELECT * FROM audit_entries'),
  ]);
  for (const text of [secret, ...recoveryCodes]) expect(stored).not.toContain(text);
});

it('who manages the users takes away the second factor of somebody who has lost it', async () => {
  const { visitor } = await withFactor();
  const [{ id: userId }] = await api.db.select<{ id: string }>('SELECT id FROM users WHERE email = ?', [email]);
  const reset = async () =>
    (
      await api.query(
        'mutation ($userId: ID!) { resetSecondFactor(input: { userId: $userId }) { user { id } userErrors { code path } } }',
        { userId },
      )
    ).data.resetSecondFactor;
  expect(await reset()).toEqual({ user: { id: userId }, userErrors: [] });
  expect((await visitor.send('{ __typename }')).status).toBe(401);
  expect((await signIn(visitor)).user).toEqual({ email });
  expect(await reset()).toEqual({ user: null, userErrors: [{ code: 'WRONG_STATE', path: ['input', 'userId'] }] });
  expect(
    await api.db.select('SELECT actor, action FROM audit_entries WHERE subject_id = ? AND action LIKE ?', [
      userId,
      'second-factor.reset',
    ]),
  ).toEqual([{ actor: 'admin', action: 'second-factor.reset' }]);
});

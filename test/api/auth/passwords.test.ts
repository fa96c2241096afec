import { WebSocket } from 'ws';
import { dictionary } from '@zxcvbn-ts/language-common';
import { demandGoodPassword } from '../../../src/features/auth/accept-password';
import { newId } from '../../../src/platform/crypto/new-id';
import { startApi, type TestApi } from '../../harness/api';
import { linkedToken, makeUser, type Visitor, visitorOf } from '../../harness/browser-session';

const PASSWORD = 'a swallow over the quay';
let api: TestApi;
let email: string;

beforeAll(async () => {
  api = await startApi({ accounts: { failures: { perAccount: 5, perAddress: 10_000 } } });
});
afterAll(() => api.close());
beforeEach(async () => {
  email = `${newId().toLowerCase()}@example.org`;
  await makeUser(api, { email, password: PASSWORD, roles: ['editor'] });
});

async function signedIn(password = PASSWORD): Promise<Visitor> {
  const visitor = visitorOf(api);
  expect((await visitor.change('signIn', { email, password }, 'user { id }')).userErrors).toEqual([]);
  return visitor;
}

const requestReset = (address = email) =>
  visitorOf(api).change('requestPasswordReset', { email: address }, 'requested');

describe('a password', () => {
  it.each([
    ['of 7 characters', 'k7#qZ0!', false],
    ['of 8 characters', 'k7#qZ0!w', true],
    ['of 64 characters of one kind', 'kqzvxwjm'.repeat(8), true],
    ['of 128 characters', '§'.repeat(128), true],
    ['of 129 characters', 'x'.repeat(129), false],
    ['of eight emoji', '🦭🦦🐙🦀🐚🐬🐳🐟', true],
    ['of spaces and letters only', 'three small boats', true],
    ['that everybody has', 'Password1', false],
  ])('%s is %s: %s', async (_what, newPassword, good) => {
    const visitor = await signedIn();
    const { userErrors } = await visitor.change(
      'changePassword',
      { currentPassword: PASSWORD, newPassword },
      'user { id }',
    );
    expect(userErrors.map(({ code, path }: { code: string; path: string[] }) => [code, path[1]])).toEqual(
      good ? [] : [['VALIDATION_FAILED', 'newPassword']],
    );
    await signedIn(good ? newPassword : PASSWORD);
  });

  it('counts to its last character', async () => {
    const visitor = await signedIn();
    const long = `${'kqzvxwjm'.repeat(12)}-last`;
    await visitor.change('changePassword', { currentPassword: PASSWORD, newPassword: long }, 'user { id }');
    const { userErrors } = await visitorOf(api).change('signIn', { email, password: long.slice(0, -1) }, 'user { id }');
    expect(userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }]);
    await signedIn(long);
  });

  it('is none of the three thousand commonest that would be long enough', () => {
    const common = (dictionary['passwords-common'] as string[]).filter(({ length }) => length >= 8).slice(0, 3000);
    expect(common).toHaveLength(3000);
    for (const password of common)
      expect(() => demandGoodPassword(password.toUpperCase(), { email, name: 'Ann' }, [])).toThrow('commonest');
  });

  it("is not its owner's own address", async () => {
    const visitor = await signedIn();
    const input = { currentPassword: PASSWORD, newPassword: email };
    expect((await visitor.change('changePassword', input, 'user { id }')).userErrors).toHaveLength(1);
  });

  it('is changed with the current one only, and ends the other sessions with their sockets', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const wrong = { currentPassword: 'wrong', newPassword: 'another good one' };
    expect((await here.change('changePassword', wrong, 'user { id }')).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', path: ['input', 'currentPassword'] },
    ]);
    expect((await there.send('{ __typename }')).status).toBe(200);
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, ['graphql-transport-ws'], {
      headers: { cookie: there.cookie as string },
    });
    const closed = new Promise(resolve => socket.on('close', resolve));
    await new Promise(resolve => {
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', resolve);
    });
    await here.change('changePassword', { ...wrong, currentPassword: PASSWORD }, 'user { id }');
    expect(await closed).toBe(4403);
    expect((await there.send('{ __typename }')).status).toBe(401);
    expect((await here.send('{ __typename }')).status).toBe(200);
    await signedIn('another good one');
  });

  it('is changed by nobody without a session', async () => {
    const query = 'mutation { changePassword(input: { currentPassword: "a", newPassword: "b" }) { user { id } } }';
    expect((await visitorOf(api).send(query)).code).toBe('UNAUTHENTICATED');
    expect((await api.query(query)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('a link to choose another password', () => {
  it('is good once, sets the password and ends every session', async () => {
    const visitor = await signedIn();
    expect(await requestReset()).toEqual({ requested: true, userErrors: [] });
    const token = await linkedToken(api, email);
    const input = { token, newPassword: 'found a new harbour' };
    expect(await visitorOf(api).change('resetPassword', input, 'reset')).toEqual({ reset: true, userErrors: [] });
    expect((await visitor.send('{ __typename }')).status).toBe(401);
    await signedIn('found a new harbour');
    expect((await visitorOf(api).change('resetPassword', input, 'reset')).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', path: ['input', 'token'] },
    ]);
  });

  it('lets one of fifty through that use it at once', async () => {
    await requestReset();
    const token = await linkedToken(api, email);
    const passwords = Array.from({ length: 50 }, (_, n) => `found harbour number ${n}`);
    const answers = await Promise.all(
      passwords.map(newPassword => visitorOf(api).change('resetPassword', { token, newPassword }, 'reset')),
    );
    const winners = passwords.filter((_, n) => answers[n].reset === true);
    expect(winners).toHaveLength(1);
    await signedIn(winners[0]);
  });

  it('is stored as a hash only, for 15 minutes, and a newer one takes its place', async () => {
    await requestReset();
    const first = await linkedToken(api, email);
    const rows = await api.db.select<{ seconds: number }>(
      'SELECT t.*, TIMESTAMPDIFF(SECOND, t.created_at, t.expires_at) AS seconds FROM one_time_tokens t JOIN users u ON u.id = t.user_id WHERE u.email = ?',
      [email],
    );
    expect(rows.map(({ seconds }) => Number(seconds))).toEqual([900]);
    expect(JSON.stringify(rows)).not.toContain(first.slice(4));
    await requestReset();
    const second = await linkedToken(api, email, [first]);
    await api.db.run('UPDATE one_time_tokens SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
    for (const token of [first, second]) {
      const { reset } = await visitorOf(api).change(
        'resetPassword',
        { token, newPassword: 'found a new harbour' },
        'reset',
      );
      expect(reset).toBeNull();
    }
    await signedIn();
  });

  it('is not sent again and again', async () => {
    for (let n = 0; n < 3; n++) await requestReset();
    const { code } = await visitorOf(api).send(
      'mutation ($i: RequestPasswordResetInput!) { requestPasswordReset(input: $i) { requested } }',
      { i: { email } },
    );
    expect(code).toBe('RATE_LIMITED');
  });
});

import { WebSocket } from 'ws';
import { newId } from '../../../src/platform/crypto/new-id';
import { digestOf } from '../../../src/platform/crypto/secret-token';
import { startApi, type TestApi } from '../../harness/api';
import { makeUser, type Visitor, visitorOf } from '../../harness/browser-session';
import { until } from '../../harness/http-server';

const PASSWORD = 'a swallow over the quay';
const WHO = '{ viewer { kind user { id email state } permissions } }';
let api: TestApi;
let email: string;
let userId: string;

beforeAll(async () => {
  api = await startApi({ worker: false, accounts: { failures: { perAccount: 5, perAddress: 10_000 } } });
});
afterAll(() => api.close());
beforeEach(async () => {
  email = `${newId().toLowerCase()}@example.org`;
  userId = await makeUser(api, { email, password: PASSWORD, roles: ['editor'] });
});

async function signedIn(): Promise<Visitor> {
  const visitor = visitorOf(api);
  expect(await visitor.change('signIn', { email, password: PASSWORD }, 'user { id }')).toEqual({
    user: { id: userId },
    userErrors: [],
  });
  return visitor;
}

/** The code that a socket of this visitor is closed with; resolves once the server has accepted it. */
async function socketOf({ cookie }: Visitor, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, ['graphql-transport-ws'], {
    headers: { cookie: cookie as string, ...headers },
  });
  const closed = new Promise<number>(resolve => {
    socket.on('close', resolve);
    socket.on('error', () => resolve(0));
  });
  let accepted = false;
  let gone = false;
  void closed.then(() => {
    gone = true;
  });
  socket.on('message', text => {
    accepted ||= JSON.parse(String(text)).type === 'connection_ack';
  });
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
  await until(() => accepted || gone);
  return { socket, closed, open: accepted };
}

describe('a person who signs in', () => {
  it('is who their cookie says from then on, with the permissions of their roles', async () => {
    const visitor = await signedIn();
    const { data } = await visitor.send(WHO);
    expect(data.viewer).toMatchObject({ kind: 'SESSION', user: { id: userId, email, state: 'ACTIVE' } });
    expect(data.viewer.permissions).toContain('content.publish');
    expect((await visitorOf(api).send(WHO)).data.viewer).toEqual({ kind: 'ANONYMOUS', user: null, permissions: [] });
  });

  it('gets a cookie that scripts and other sites have no use of, and of which only a hash is stored', async () => {
    const visitor = visitorOf(api);
    const { setCookie } = await visitor.send('mutation ($i: SignInInput!) { signIn(input: $i) { user { id } } }', {
      i: { email: ` ${email.toUpperCase()} `, password: PASSWORD },
    });
    expect(setCookie).toMatch(/^keelson-session-\d+=kss_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const secret = (visitor.cookie as string).split('=')[1];
    const stored = JSON.stringify(await api.db.select('SELECT * FROM sessions WHERE user_id = ?', [userId]));
    expect(stored).not.toContain(secret.slice(4));
  });

  it('gets another cookie at each sign-in, and the one before it is no good any more', async () => {
    const visitor = await signedIn();
    const before = visitorOf(api, visitor.cookie);
    await visitor.change('signIn', { email, password: PASSWORD }, 'user { id }');
    expect(visitor.cookie).not.toBe(before.cookie);
    expect(await before.send(WHO)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect((await visitor.send('{ viewer { sessions { current } } }')).data.viewer.sessions).toEqual([
      { current: true },
    ]);
  });

  it('is told the same whether the address or the password is wrong', async () => {
    const answers = [
      await visitorOf(api).change('signIn', { email, password: 'wrong' }, 'user { id }'),
      await visitorOf(api).change('signIn', { email: 'nobody@example.org', password: PASSWORD }, 'user { id }'),
    ];
    expect(answers[0]).toEqual({
      user: null,
      userErrors: [
        { code: 'INVALID_CREDENTIALS', message: 'The address or the password is wrong.', path: ['input', 'password'] },
      ],
    });
    expect(answers[1]).toEqual(answers[0]);
  });

  it.each([['0'], ['[]'], ['{}'], ['true'], ['null']])('is refused as %s, without a look at any row', async json => {
    const before = await api.db.select('SELECT COUNT(*) AS n FROM sign_in_attempts');
    const { status, setCookie } = await visitorOf(api).send(
      'mutation ($i: SignInInput!) { signIn(input: $i) { user { id } } }',
      { i: { email: JSON.parse(json), password: JSON.parse(json) } },
    );
    expect({ status, setCookie }).toEqual({ status: 400, setCookie: null });
    expect(await api.db.select('SELECT COUNT(*) AS n FROM sign_in_attempts')).toEqual(before);
  });
});

describe('a session', () => {
  it('is over after sign-out: its cookie is refused, and taken out of the browser', async () => {
    const visitor = await signedIn();
    const replay = visitorOf(api, visitor.cookie);
    const { closed } = await socketOf(visitor);
    await visitor.change('signOut', {}, 'signedOut');
    expect(visitor.cookie).toBeNull();
    expect(await closed).toBe(4403);
    expect(await replay.send('{ __typename }')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(replay.cookie).toBeNull();
    expect((await replay.send(WHO)).data.viewer.kind).toBe('ANONYMOUS');
  });

  it('is over when it was idle for too long or is too old, by the clock of the database', async () => {
    for (const change of [
      'last_seen_at = UTC_TIMESTAMP(3) - INTERVAL idle_seconds SECOND',
      'expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND',
    ]) {
      const visitor = await signedIn();
      await api.db.run(`UPDATE sessions SET ${change} WHERE user_id = ?`, [userId]);
      expect((await visitor.send(WHO)).status).toBe(401);
    }
  });

  it('stays alive by being used', async () => {
    const visitor = await signedIn();
    await api.db.run('UPDATE sessions SET last_seen_at = UTC_TIMESTAMP(3) - INTERVAL 7 HOUR WHERE user_id = ?', [
      userId,
    ]);
    await visitor.send(WHO);
    const [{ idle }] = await api.db.select<{ idle: number }>(
      'SELECT TIMESTAMPDIFF(MINUTE, last_seen_at, UTC_TIMESTAMP(3)) AS idle FROM sessions WHERE user_id = ?',
      [userId],
    );
    expect(Number(idle)).toBe(0);
  });

  it('can be ended from another one, with its sockets and no others', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const [mine, theirs] = [await socketOf(here), await socketOf(there)];
    const { data } = await here.send('{ viewer { sessions { sessionId current } } }');
    const other = data.viewer.sessions.find(({ current }: { current: boolean }) => !current);
    await here.change('endSession', { sessionId: other.sessionId }, 'sessionId');
    expect(await theirs.closed).toBe(4403);
    expect(mine.socket.readyState).toBe(WebSocket.OPEN);
    expect((await there.send(WHO)).status).toBe(401);
    const again = await here.change('endSession', { sessionId: other.sessionId }, 'sessionId');
    expect(again.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'sessionId'] }]);
    mine.socket.terminate();
  });

  it('opens sockets for pages of this host only', async () => {
    const visitor = await signedIn();
    expect((await socketOf(visitor, { origin: 'https://elsewhere.example' })).open).toBe(false);
    const { open, socket } = await socketOf(visitor, { origin: api.url });
    expect(open).toBe(true);
    socket.terminate();
  });

  it('changes nothing for a form of another site, which can send its cookie along', async () => {
    const visitor = await signedIn();
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { cookie: visitor.cookie as string, 'content-type': 'text/plain' },
      body: JSON.stringify({ query: 'mutation { signOut(input: { everywhere: true }) { signedOut } }' }),
    });
    expect(response.status).toBe(400);
    expect((await visitor.send(WHO)).status).toBe(200);
  });

  it('has answers of its own, which no cache shares', async () => {
    const visitor = await signedIn();
    const ask = () =>
      fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { cookie: visitor.cookie as string, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ articles(first: 1) { totalCount } }' }),
      });
    for (const response of [await ask(), await ask()])
      expect(response.headers.get('cache-control')).toContain('private');
  });
});

describe('sign-in', () => {
  it('is refused for a while after five failures of an account, also with the right password', async () => {
    for (let n = 0; n < 5; n++) await visitorOf(api).change('signIn', { email, password: 'wrong' }, 'user { id }');
    const query = 'mutation ($i: SignInInput!) { signIn(input: $i) { user { id } } }';
    expect((await visitorOf(api).send(query, { i: { email, password: PASSWORD } })).code).toBe('RATE_LIMITED');
    await api.db.run('UPDATE sign_in_attempts SET at = UTC_TIMESTAMP(3) - INTERVAL 16 MINUTE');
    await signedIn();
  });

  it('lets no more than five guesses through when a hundred come at once', async () => {
    const query = `mutation ($i: SignInInput!) { ${Array.from({ length: 10 }, (_, n) => `a${n}: signIn(input: $i) { user { id } userErrors { code } }`).join(' ')} }`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        api.query<Record<string, { userErrors: unknown[] } | null>>(
          query,
          { i: { email, password: 'wrong' } },
          { token: null },
        ),
      ),
    );
    const codes = answers.flatMap(({ errors }) => (errors ?? []).map(({ extensions }) => extensions.code));
    expect(new Set(codes)).toEqual(new Set(['RATE_LIMITED']));
    const guesses = await api.db.select('SELECT id FROM sign_in_attempts WHERE subject = ?', [
      digestOf(`account ${email}`),
    ]);
    expect(guesses.length).toBeLessThanOrEqual(5);
  });

  it('forgets the failures of an account when its owner gets in', async () => {
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) await visitorOf(api).change('signIn', { email, password: 'wrong' }, 'user { id }');
      await signedIn();
    }
  });

  it('is refused to a user who was disabled, and ends their sessions', async () => {
    const visitor = await signedIn();
    const { closed } = await socketOf(visitor);
    const query = 'mutation ($i: DisableUserInput!) { disableUser(input: $i) { user { state } } }';
    expect((await api.query(query, { i: { userId } })).data).toEqual({ disableUser: { user: { state: 'DISABLED' } } });
    expect(await closed).toBe(4403);
    expect((await visitor.send(WHO)).status).toBe(401);
    const again = await visitorOf(api).change('signIn', { email, password: PASSWORD }, 'user { id }');
    expect(again.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }]);
  });
});

describe('a link to choose another password', () => {
  it('is asked for with the same answer and the same statements, whether there is an account or not', async () => {
    const answers: unknown[] = [];
    const work = async (address: string) => {
      answers.push(await visitorOf(api).change('requestPasswordReset', { email: address }, 'requested'));
    };
    const known = await api.statements(() => work(email));
    const unknown = await api.statements(() => work('nobody-has-this@example.org'));
    expect(answers[1]).toEqual(answers[0]);
    expect(unknown).toEqual(known);
  });
});

import { readOidcRules } from '../../../src/features/auth/oidc/oidc-rules';
import { showsTwoFactors } from '../../../src/features/auth/oidc/sign-in-by-oidc';
import { seedRoles } from '../../../src/engine/access/roles';
import { createOpenidProvider } from '../../../src/platform/openid/openid-provider';
import { startApi, type TestApi } from '../../harness/api';
import {
  type ProviderAccount,
  startOidcProvider,
  TestBrowser,
  type TestOidcProvider,
} from '../../harness/oidc-provider';

const ACCOUNTS: Record<string, ProviderAccount> = {
  ada: { email: 'Ada@Example.org', email_verified: true, name: 'Ada Lovelace', groups: ['staff'] },
  grace: { email: 'grace@example.org', email_verified: true },
  mallory: { email: 'ada@example.org', email_verified: false },
  heir: { email: 'ada@example.org', email_verified: true },
  stranger: { email: 'stranger@elsewhere.example', email_verified: true },
  nobody: { name: 'Nobody' },
  newcomer: { email: 'new@example.org', email_verified: true, name: 'New\r\nComer', groups: ['staff', 'other'] },
};

const settings = {
  domains: null as string | null,
  createUsers: false,
  roleClaim: 'groups',
  roles: null as string | null,
};
let rules = readOidcRules(settings);

let provider: TestOidcProvider;
let api: TestApi;
let callback: string;
beforeAll(async () => {
  provider = await startOidcProvider();
  const client = createOpenidProvider({ ...provider, scopes: 'openid email profile' });
  api = await startApi({
    worker: false,
    oidc: { provider: client, rules: new Proxy(rules, { get: (_, key) => Reflect.get(rules, key) }) },
  });
  api.services.accounts.publicUrl = api.url;
  callback = `${api.url}/auth/oidc/callback`;
  await provider.serve(callback, ACCOUNTS);
  await seedRoles(api.db);
});
afterAll(async () => {
  await api.close();
  await provider.stop();
});
beforeEach(async () => {
  rules = readOidcRules(settings);
  for (const table of ['oidc_identities', 'sessions', 'user_roles', 'users']) await api.db.run(`DELETE FROM ${table}`);
});

async function person(email: string, columns: { disabled?: true; invited?: true } = {}): Promise<string> {
  const id = `01J0000000000000000000${String(Math.floor(Math.random() * 9000) + 1000)}`;
  await api.db.run(
    `INSERT INTO users (id, email, name, created_at, activated_at, disabled_at)
     VALUES (?, ?, 'Somebody', UTC_TIMESTAMP(3), ${columns.invited ? 'NULL' : 'UTC_TIMESTAMP(3)'}, ${columns.disabled ? 'UTC_TIMESTAMP(3)' : 'NULL'})`,
    [id, email],
  );
  return id;
}

/** Up to the address by which the provider sends the browser back. */
async function atProvider(browser: TestBrowser, name: string, returnTo = '/'): Promise<string> {
  const start = await browser.go(`${api.url}/auth/oidc/start?returnTo=${encodeURIComponent(returnTo)}`);
  expect(start.status).toBe(303);
  return browser.signInAtProvider(start.headers.get('location') as string, name, callback);
}

async function signIn(name: string, returnTo?: string) {
  const browser = new TestBrowser();
  return { browser, response: await browser.go(await atProvider(browser, name, returnTo)) };
}

const sessions = () => api.db.select<{ userId: string }>('SELECT user_id AS userId FROM sessions');
const rolesOf = async (userId: string) =>
  (
    await api.db.select<{ name: string }>(
      'SELECT r.name FROM user_roles u JOIN roles r ON r.id = u.role_id WHERE u.user_id = ? ORDER BY r.name',
      [userId],
    )
  ).map(({ name }) => name);

async function expectRefused(response: Response, status: number, sentence: string | RegExp) {
  expect(response.status).toBe(status);
  expect(await response.text()).toMatch(sentence);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await sessions()).toEqual([]);
}

it('a person whose verified address has an account gets a session for it', async () => {
  const id = await person('ada@example.org');
  const { browser, response } = await signIn('ada', '/graphiql?tab=2');
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/graphiql?tab=2');
  expect(await sessions()).toEqual([{ userId: id }]);
  const answer = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: [...browser.jar(api.url)].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    body: JSON.stringify({ query: '{ viewer { kind user { email } } }' }),
  });
  expect(await answer.json()).toMatchObject({
    data: { viewer: { kind: 'SESSION', user: { email: 'ada@example.org' } } },
  });
  expect(browser.jar(api.url).size).toBe(1);
});

it('the session’s cookie and that of the attempt are out of reach for scripts and other sites', async () => {
  await person('ada@example.org');
  const start = await fetch(`${api.url}/auth/oidc/start`, { redirect: 'manual' });
  expect(start.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^keelson-oidc-0=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/),
  ]);
  const asked = new URL(start.headers.get('location') as string);
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
  const { response } = await signIn('ada');
  expect(response.headers.getSetCookie()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^keelson-session-0=kss_[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)]),
  );
});

it('somebody who was here before is known by the provider’s name, whatever the address is now', async () => {
  const id = await person('ada@example.org');
  await signIn('ada');
  await api.db.run("UPDATE users SET email = 'ada@new.example' WHERE id = ?", [id]);
  expect((await signIn('ada')).response.status).toBe(303);
  expect((await sessions()).map(({ userId }) => userId)).toEqual([id, id]);
});

it('an address that the provider has not verified brings nobody in', async () => {
  await person('ada@example.org');
  await expectRefused((await signIn('mallory')).response, 403, 'has not verified your address');
  await expectRefused((await signIn('nobody')).response, 403, 'has not verified your address');
});

it('an address that went to another person at the provider does not bring them the account', async () => {
  await person('ada@example.org');
  await signIn('ada');
  await api.db.run('DELETE FROM sessions');
  await expectRefused((await signIn('heir')).response, 403, 'belongs to the account of somebody else');
});

it('nobody gets an account where the rules don’t say so', async () => {
  await expectRefused((await signIn('newcomer')).response, 403, 'There is no account for your address');
  expect(await api.db.select('SELECT 1 FROM users')).toEqual([]);
});

it('where the rules say so, a newcomer gets an account, and the roles of their groups', async () => {
  rules = readOidcRules({ ...settings, createUsers: true, roles: 'staff: Editor, admins: administrator' });
  expect((await signIn('newcomer')).response.status).toBe(303);
  const [user] = await api.db.select<{ id: string; email: string; name: string }>('SELECT id, email, name FROM users');
  expect(user).toMatchObject({ email: 'new@example.org', name: 'New Comer' });
  expect(await rolesOf(user.id)).toEqual(['Editor']);
});

it('roles that groups decide about follow the groups; others stay', async () => {
  const id = await person('ada@example.org');
  await api.db.run(
    "INSERT INTO user_roles (user_id, role_id) SELECT ?, id FROM roles WHERE built_in IN ('administrator', 'translator')",
    [id],
  );
  rules = readOidcRules({ ...settings, roles: 'staff: author, admins: Administrator, everyone: public' });
  await signIn('ada');
  expect(await rolesOf(id)).toEqual(['Author', 'Translator']);
});

it('only addresses of the domains that are set come in', async () => {
  rules = readOidcRules({ ...settings, createUsers: true, domains: 'example.com, EXAMPLE.org' });
  expect((await signIn('grace')).response.status).toBe(303);
  await api.db.run('DELETE FROM sessions');
  await expectRefused((await signIn('stranger')).response, 403, 'of this domain may not sign in');
});

it('somebody who was invited has accepted by coming this way', async () => {
  const id = await person('grace@example.org', { invited: true });
  expect((await signIn('grace')).response.status).toBe(303);
  const [user] = await api.db.select<{ activatedAt: Date | null }>(
    'SELECT activated_at AS activatedAt FROM users WHERE id = ?',
    [id],
  );
  expect(user.activatedAt).not.toBeNull();
});

it('somebody whose account was disabled stays out, known or not', async () => {
  const id = await person('grace@example.org');
  await signIn('grace');
  await api.db.run('DELETE FROM sessions');
  await api.db.run('UPDATE users SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
  await expectRefused((await signIn('grace')).response, 403, 'may not be used');
  await person('ada@example.org', { disabled: true });
  await expectRefused((await signIn('ada')).response, 403, 'may not be used');
});

it('somebody with a second factor does not get around it', async () => {
  const id = await person('ada@example.org');
  await api.db.run(
    "INSERT INTO second_factors (user_id, sealed_secret, created_at, confirmed_at) VALUES (?, 'sealed', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
    [id],
  );
  await expectRefused((await signIn('ada')).response, 403, 'has a second factor');
  expect(
    [['mfa'], ['pwd', 'otp'], ['hwk'], ['pwd'], [], 'mfa', undefined].map(amr => showsTwoFactors({ claims: { amr } })),
  ).toEqual([true, true, true, false, false, false, false]);
});

it('a callback with another state is refused', async () => {
  await person('ada@example.org');
  const browser = new TestBrowser();
  const back = new URL(await atProvider(browser, 'ada'));
  back.searchParams.set('state', 'another');
  await expectRefused(await browser.go(back.href), 403, 'did not confirm who you are');
});

it('a callback in a browser that began nothing is refused', async () => {
  await person('ada@example.org');
  const back = await atProvider(new TestBrowser(), 'ada');
  await expectRefused(await new TestBrowser().go(back), 401, 'not begun in this browser');
});

it('a callback in a browser that began another sign-in is refused', async () => {
  await person('ada@example.org');
  const back = await atProvider(new TestBrowser(), 'ada');
  const victim = new TestBrowser();
  await victim.go(`${api.url}/auth/oidc/start`);
  await expectRefused(await victim.go(back), 403, 'did not confirm who you are');
});

it('an ID token with another nonce is refused', async () => {
  await person('ada@example.org');
  const browser = new TestBrowser();
  const start = await browser.go(`${api.url}/auth/oidc/start`);
  const asked = new URL(start.headers.get('location') as string);
  asked.searchParams.set('nonce', 'another');
  const back = await browser.signInAtProvider(asked.href, 'ada', callback);
  await expectRefused(await browser.go(back), 403, 'did not confirm who you are');
});

it('a code is good once, even with the cookie of the attempt kept', async () => {
  await person('ada@example.org');
  const browser = new TestBrowser();
  const back = await atProvider(browser, 'ada');
  const kept = new Map(browser.jar(api.url));
  expect((await browser.go(back)).status).toBe(303);
  await api.db.run('DELETE FROM sessions');
  await expectRefused(await browser.go(back), 401, 'not begun in this browser');
  const again = new TestBrowser();
  for (const [name, value] of kept) again.jar(api.url).set(name, value);
  await expectRefused(await again.go(back), 403, 'did not confirm who you are');
});

it('a code that another client’s verifier belongs to is refused (PKCE)', async () => {
  await person('ada@example.org');
  const browser = new TestBrowser();
  const start = await browser.go(`${api.url}/auth/oidc/start`);
  const asked = new URL(start.headers.get('location') as string);
  asked.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  const back = await browser.signInAtProvider(asked.href, 'ada', callback);
  await expectRefused(await browser.go(back), 403, 'did not confirm who you are');
});

it('a cookie that was tampered with is none', async () => {
  await person('ada@example.org');
  const browser = new TestBrowser();
  const back = await atProvider(browser, 'ada');
  for (const [name, value] of browser.jar(api.url)) browser.jar(api.url).set(name, `${value.slice(0, -2)}AA`);
  await expectRefused(await browser.go(back), 401, 'not begun in this browser');
});

it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/a\r\nb', 'javascript:alert(1)'])(
  'afterwards nobody is sent to %j',
  async returnTo => {
    await person('ada@example.org');
    const { response } = await signIn('ada', returnTo);
    expect(response.headers.get('location')).toBe('/');
  },
);

it('a sign-in replaces the session that the browser had', async () => {
  await person('ada@example.org');
  const browser = new TestBrowser();
  await browser.go(await atProvider(browser, 'ada'));
  const [before] = await api.db.select<{ id: string }>('SELECT id FROM sessions');
  await browser.go(await atProvider(browser, 'ada'));
  const after = await api.db.select<{ id: string }>('SELECT id FROM sessions');
  expect(after).toHaveLength(1);
  expect(after[0].id).not.toBe(before.id);
});

it('the acts are in the audit log', async () => {
  await person('ada@example.org');
  await signIn('ada');
  const entries = await api.db.select<{ action: string }>('SELECT action FROM audit_entries ORDER BY id DESC LIMIT 2');
  expect(entries.map(({ action }) => action).sort()).toEqual(['session.opened', 'user.linked']);
});

it('while the provider is away a page says so, and the server works', async () => {
  const gone = await startOidcProvider();
  await gone.stop();
  const client = createOpenidProvider({ ...gone, scopes: 'openid email' });
  await expect(client.check()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  const other = await startApi({ worker: false, oidc: { provider: client, rules } });
  const response = await fetch(`${other.url}/auth/oidc/start`, { redirect: 'manual' });
  await expectRefused(response, 503, 'The OpenID Connect provider does not answer at the moment');
  expect(response.headers.get('retry-after')).not.toBeNull();
  expect((await fetch(`${other.url}/livez`)).status).toBe(200);
  await other.close();
});

it('a provider that was away is found when it is back', async () => {
  const late = await startOidcProvider();
  const client = createOpenidProvider({ ...late, scopes: 'openid email' });
  await expect(client.check()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await late.serve('http://127.0.0.1:1/callback', ACCOUNTS);
  await client.check();
  await late.stop();
});

it('a server without a provider has no such pages', async () => {
  const other = await startApi({ worker: false });
  expect((await fetch(`${other.url}/auth/oidc/start`)).status).toBe(404);
  await other.close();
});

import { TOTP } from 'otpauth';
import { inviteFirst } from '../../src/features/auth/invitations';
import { newFirstInvitation } from '../../src/features/auth/one-time-tokens';
import { linkedToken, visitorOf } from '../harness/browser-session';
import { ACCOUNT, browserTest, useDashboard } from './browser';

const dashboard = useDashboard();

/** What an app shows that was given this secret. */
const codeOf = (secret: string) => new TOTP({ secret }).generate();

const heading = (name: string) => dashboard.page.getByRole('heading', { name, level: 1 }).waitFor();
const button = (name: string) => dashboard.page.getByRole('button', { name, exact: true });

async function enterAccount({ email, password } = ACCOUNT): Promise<void> {
  await dashboard.page.getByLabel('E-mail address').fill(email);
  await dashboard.page.getByLabel('Password').first().fill(password);
}

describe('the way in', () => {
  browserTest('leads from the link of the first run to an administrator who is signed in', async () => {
    const { api, page } = dashboard;
    await dashboard.open('/sign-in');
    await page.getByText('Nobody has an account yet').waitFor();

    const { token, hash } = newFirstInvitation();
    await inviteFirst(api.db, hash);
    await page.goto(`${api.url}/invitation#token=${token}&first=yes`);
    await heading('Make the first administrator');
    expect(page.url()).toBe(`${api.url}/admin/invitation`);
    expect(await dashboard.axe()).toEqual([]);
    await page.getByLabel('Your name').fill('Ines Carvalho');
    await enterAccount({ ...ACCOUNT, password: 'password1' });
    await button('Create the account').click();
    await page.getByText('one of the commonest').waitFor();
    await page.getByLabel('Password').first().fill(ACCOUNT.password);
    await button('Create the account').click();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Users' }).waitFor();
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage, location.href])')).not.toContain(token);
  });

  browserTest('asks for address and password, says what is wrong, and goes where one wanted to go', async () => {
    const { page } = dashboard;
    await dashboard.open('/people/roles');
    await heading('Sign in');
    expect(await dashboard.axe()).toEqual([]);
    await enterAccount({ ...ACCOUNT, password: 'not the password' });
    await page.keyboard.press('Enter');
    await page.getByText('The address or the password is wrong').waitFor();
    await enterAccount();
    await page.keyboard.press('Enter');
    await heading('Roles');
    expect(page.url()).toMatch(/\/admin\/people\/roles$/);
    await page.reload();
    await heading('Roles');
  });

  browserTest('comes back to the same place when the session has ended meanwhile', async () => {
    const { api, page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/people/users?state=INVITED');
    await heading('Users');
    await api.db.run("UPDATE sessions SET expires_at = '2000-01-01'");
    dashboard.expectComplaint(/401|WebSocket/);
    // Whatever asks next finds out: this click, or a count that was due anyway and takes the link away.
    await page
      .getByRole('link', { name: 'Audit log' })
      .click({ timeout: 2_000 })
      .catch(() => {});
    await heading('Sign in');
    const left = new URL(page.url()).searchParams.get('to') ?? '';
    expect(left).toMatch(/^\/people\/(users\?state=INVITED|audit)$/);
    await enterAccount();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${api.url}/admin${left}`);
    await heading(left.includes('audit') ? 'Audit log' : 'Users');
  });

  browserTest('leads nowhere else than into the dashboard', async () => {
    await dashboard.open(`/sign-in?to=${encodeURIComponent('//elsewhere.example')}`);
    await enterAccount();
    await dashboard.page.keyboard.press('Enter');
    await dashboard.page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(new URL(dashboard.page.url()).pathname).toMatch(/^\/admin\/?$/);
  });

  browserTest('leads back by a mail when the password is forgotten', async () => {
    const { api, page } = dashboard;
    await dashboard.open('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail address').fill(ACCOUNT.email);
    await button('Send the link').click();
    await heading('Look into your mail');
    await page.goto(`${api.url}/admin/reset-password#token=${await linkedToken(api, ACCOUNT.email)}`);
    await heading('Choose a new password');
    expect(await dashboard.axe()).toEqual([]);
    await page.getByLabel('New password').fill('found a new harbour');
    await button('Set the password').click();
    await heading('Your password is set');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await enterAccount({ ...ACCOUNT, password: 'found a new harbour' });
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
  });

  browserTest('asks for a code once the second factor is set up, or for a recovery code', async () => {
    const { api, page } = dashboard;
    const account = { email: 'careful@example.org', password: 'two keys for one door' };
    await dashboard.signInAs({ ...account, roles: ['editor'] });
    await dashboard.open('/account');
    await button('Set up').click();
    await page.getByLabel('Your password, once more').fill(account.password);
    await button('Continue').click();
    await page.getByRole('img', { name: 'QR code' }).waitFor();
    const key = (await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4})+$/).textContent()) ?? '';
    await page.getByLabel('Code', { exact: true }).fill(codeOf(key.replaceAll(' ', '')));
    await button('Turn on').click();
    const recovery = (await page.getByRole('dialog').getByRole('listitem').first().textContent()) ?? '';
    await button('I have kept them').click();
    await page.getByText('On. You are asked for a code').waitFor();

    await page.getByRole('button', { name: 'Ann Example' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading('Sign in');
    await enterAccount(account);
    await page.keyboard.press('Enter');
    await heading('Second factor');
    expect(await dashboard.axe()).toEqual([]);
    await page.getByLabel('Code').fill('000000');
    await page.getByText(/code is (not|wrong)/i).waitFor();
    await button('Use a recovery code').click();
    await page.getByLabel('Recovery code').fill(recovery);
    await button('Verify').click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect((await visitorOf(api).change('signIn', account, 'user { id }')).userErrors).toMatchObject([
      { code: 'SECOND_FACTOR_REQUIRED' },
    ]);
  });
});

browserTest('the first load of the sign-in fetches less than 250 KB of compressed script', async () => {
  const { page } = dashboard;
  let bytes = 0;
  page.on('response', response => {
    if (response.request().resourceType() !== 'script') return;
    expect(response.headers()['content-encoding']).toMatch(/^(br|gzip)$/);
    bytes += Number(response.headers()['content-length']);
  });
  await dashboard.open('/sign-in');
  await heading('Sign in');
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(250_000);
});

browserTest('says when the server is gone, and recovers by itself', async () => {
  const { page, context } = dashboard;
  await dashboard.signInAs({ email: 'operator@example.org' });
  await dashboard.open('/people/roles');
  await page.getByRole('link', { name: 'Editor' }).waitFor();
  dashboard.expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket/);
  await context.setOffline(true);
  await page.getByText('No connection to the server').waitFor();
  await context.setOffline(false);
  await page.getByText('No connection to the server').waitFor({ state: 'detached' });
});

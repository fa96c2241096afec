import { inviteFirst } from '../../src/features/auth/invitations';
import { newFirstInvitation } from '../../src/features/auth/one-time-tokens';
import { startApi, type TestApi } from '../harness/api';
import { type Browser, chromiumIsAbsent, openBrowser, watch } from '../harness/browser';
import { linkedToken, visitorOf } from '../harness/browser-session';

const browserTest = chromiumIsAbsent
  ? (title: string, _test: () => Promise<void>) => it.skip(`${title} (Chromium is not installed)`, () => {})
  : it;

describe('the pages that links lead to', () => {
  let api: TestApi;
  let browser: Browser;

  beforeAll(async () => {
    if (!chromiumIsAbsent) [api, browser] = await Promise.all([startApi(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  browserTest('let the first person make their account and choose another password later', async () => {
    const email = 'ann@example.org';
    const { token, hash } = newFirstInvitation();
    await inviteFirst(api.db, hash);
    const page = await browser.context.newPage();
    page.setDefaultTimeout(10_000);
    const seen = watch(page, api.url);

    await page.goto(`${api.url}/invitation#token=${token}&first=yes`);
    expect(page.url()).toBe(`${api.url}/invitation`);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Name').fill('Ann');
    await page.getByLabel('Password').fill('password1');
    await page.getByRole('button').click();
    await page.getByText('one of the commonest').waitFor();
    await page.getByLabel('Password').fill('a swallow over the quay');
    await page.getByRole('button').click();
    await page.getByText('you are signed in').waitFor();
    expect(await browser.context.cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Lax', path: '/' }]);

    await visitorOf(api).change('requestPasswordReset', { email }, 'requested');
    await page.goto(`${api.url}/reset-password#token=${await linkedToken(api, email)}`);
    await page.getByLabel('New password').fill('found a new harbour');
    await page.getByRole('button').click();
    await page.getByText('Your password is set').waitFor();
    expect(seen.complaints).toEqual([]);
    const again = await visitorOf(api).change('signIn', { email, password: 'found a new harbour' }, 'user { name }');
    expect(again.user).toEqual({ name: 'Ann' });
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { startApi, type TestApi, type TestApiOptions } from '../harness/api';
import { type Browser, chromiumIsAbsent, openBrowser, type Watch, watch } from '../harness/browser';
import { makeUser, visitorOf } from '../harness/browser-session';

/** Where the build is; whoever works on the dashboard beside others may build to a place of their own. */
const BUILT = process.env.KEELSON_TEST_ADMIN ?? join(__dirname, '../../dist/admin');
const AXE = require.resolve('axe-core/axe.min.js');

const absent = chromiumIsAbsent ? 'Chromium is not installed' : existsSync(BUILT) ? null : 'dist/admin is not built';

/** A test that needs a browser and the built dashboard; says what is missing where there is none. */
export const browserTest = absent
  ? (title: string, _test: () => Promise<void>, _timeout?: number) => it.skip(`${title} (${absent})`, () => {})
  : it;

/** The dashboard in a real browser, in front of the real product. */
export interface Dashboard {
  api: TestApi;
  context: BrowserContext;
  /** The page of the present test; a fresh one for each. */
  page: Page;
  /** Opens an address of the dashboard, such as `/jobs`. */
  open(path: string): Promise<void>;
  /** Makes an account with these built-in roles, and signs the browser in with it. */
  signInAs(account?: Partial<Account> & { roles?: readonly string[] }): Promise<string>;
  /** A second browser with cookies of its own, for what two people do at once. Its page is watched as well. */
  secondPage(): Promise<Page>;
  /** Lets the page complain of what matches, in the present test only. */
  expectComplaint(pattern: RegExp): void;
  /** What axe finds in the page as it is, one line each. */
  axe(page?: Page): Promise<string[]>;
}

export interface Account {
  email: string;
  password: string;
}

export const ACCOUNT: Account = { email: 'ines@example.org', password: 'a lantern on the quay' };

/**
 * Starts the product and a browser for a test file, and gives each test a page. A test fails when its page asks another host for anything,
 * breaks its policy, or reports an error.
 */
export function useDashboard(options: TestApiOptions = {}): Dashboard {
  let browser: Browser;
  let seen: Watch[] = [];
  const others: Browser[] = [];
  let expected: RegExp[] = [];
  const dashboard = {
    async open(path: string) {
      await dashboard.page.goto(`${dashboard.api.url}/admin${path}`);
    },
    async signInAs({ email = ACCOUNT.email, password = ACCOUNT.password, roles = ['administrator'] } = {}) {
      const { api, context } = dashboard;
      const known = await api.db.select<{ id: string }>('SELECT id FROM users WHERE email = ?', [email]);
      const id = known[0]?.id ?? (await makeUser(api, { email, password, roles }));
      await keepSession(context, api, { email, password });
      return id;
    },
    async secondPage() {
      const other = await openBrowser();
      others.push(other);
      const page = await other.context.newPage();
      page.setDefaultTimeout(20_000);
      seen.push(watch(page, dashboard.api.url));
      return page;
    },
    expectComplaint: (pattern: RegExp) => void expected.push(pattern),
    axe: (page: Page = dashboard.page) => violationsIn(page),
  } as Dashboard;

  beforeAll(async () => {
    if (absent) return;
    [dashboard.api, browser] = await Promise.all([startApi({ dashboardDirectory: BUILT, ...options }), openBrowser()]);
    dashboard.context = browser.context;
  });

  beforeEach(async () => {
    if (absent) return;
    dashboard.page = await browser.context.newPage();
    dashboard.page.setDefaultTimeout(20_000);
    seen = [watch(dashboard.page, dashboard.api.url)];
    expected = [];
  });

  afterEach(async () => {
    if (absent) return;
    await dashboard.page.close();
    for (const other of others.splice(0)) await other.close();
    await browser.context.clearCookies();
    const complaints = seen.flatMap(record => record.complaints);
    expect(complaints.filter(complaint => !expected.some(pattern => pattern.test(complaint)))).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await dashboard.api?.close();
  });

  return dashboard;
}

/** Puts the cookie of a new session of the account into the browser. */
export async function keepSession(context: BrowserContext, api: TestApi, account: Account): Promise<void> {
  const visitor = visitorOf(api);
  const { user } = await visitor.change('signIn', account, 'user { id }');
  if (!user || !visitor.cookie) throw new Error('Nobody was signed in.');
  const [name, ...value] = visitor.cookie.split('=');
  await context.addCookies([{ name, value: value.join('='), url: api.url, httpOnly: true, sameSite: 'Lax' }]);
}

async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(context: unknown, options: object): Promise<AxeResults> } };
    const { violations } = await axe.run((globalThis as unknown as { document: unknown }).document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  });
}

interface AxeResults {
  violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[];
}

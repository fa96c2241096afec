import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify from 'fastify';
import type { Page } from 'playwright-core';
import { registerGraphiql } from '../../src/server/graphiql';
import { startApi, type TestApi } from '../harness/api';
import { type Browser, chromiumIsAbsent, openBrowser, type Watch, watch } from '../harness/browser';

const built = join(__dirname, '../../dist/graphiql');
const blog = join(__dirname, '../fixtures/wxr/harbour-journal.xml');
const absent = chromiumIsAbsent ? 'Chromium is not installed' : existsSync(built) ? null : 'dist/graphiql is not built';
const browserTest = absent
  ? (title: string, _test: () => Promise<void>) => it.skip(`${title} (${absent})`, () => {})
  : it;

describe('the API explorer', () => {
  /** What the browser has to complain of in the present test. */
  let expected: string | null = null;
  let api: TestApi;
  let browser: Browser;
  let page: Page;
  let seen: Watch;

  beforeAll(async () => {
    if (absent) return;
    [api, browser] = await Promise.all([startApi({ graphiqlDirectory: built }), openBrowser()]);
  });

  beforeEach(async () => {
    if (absent) return;
    page = await browser.context.newPage();
    page.setDefaultTimeout(10_000);
    seen = watch(page, api.url);
  });

  afterEach(async () => {
    if (absent) return;
    await page.evaluate('localStorage.clear()');
    await page.close();
    expect(seen.complaints.filter(complaint => expected === null || !complaint.includes(expected))).toEqual([]);
    expected = null;
  });

  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  browserTest('loads from its own server alone and offers the example operations', async () => {
    await page.goto(`${api.url}/`);
    expect(page.url()).toBe(`${api.url}/graphiql`);
    await editorIsReady(page);
    for (const name of ['NewestArticles', 'PageTree', 'FindNode', 'ImportContent', 'LatestJobs', 'JobProgress']) {
      await page.getByRole('tab', { name }).waitFor();
    }
    await page.getByRole('button', { name: 'Anonymous' }).waitFor();
  });

  browserTest('runs a query and shows its answer', async () => {
    await page.goto(`${api.url}/graphiql`);
    await run(page, '{ articles(first: 1) { totalCount } }');
    await answerContains(page, '"totalCount":');
  });

  browserTest('follows an import by subscription until it completes', async () => {
    const id = await beginImport(api);
    await page.goto(`${api.url}/graphiql#token=${api.adminToken}`);
    await run(page, `subscription Progress { jobProgress(id: "${id}") { state } }`);
    await answerContains(page, '"state": "SUCCEEDED"');
    // It offers to stop until the server has sent `complete`.
    await page.getByRole('button', { name: /^Execute query/ }).waitFor();
  });

  browserTest('signs in with the token of the link and keeps it out of the address and of localStorage', async () => {
    const id = await beginImport(api);
    await page.goto(`${api.url}/graphiql#token=${api.adminToken}`);
    await page.getByRole('button', { name: 'Signed in' }).waitFor();
    await run(page, 'query Jobs { jobs(first: 1) { totalCount } }');
    await answerContains(page, '"totalCount":');
    await run(page, `subscription Progress { jobProgress(id: "${id}") { state } }`);
    await answerContains(page, '"state": "SUCCEEDED"');

    const authorization = `Bearer ${api.adminToken}`;
    expect(page.url()).toBe(`${api.url}/graphiql`);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(api.adminToken);
    expect(seen.graphqlRequests.filter(request => request.authorization !== authorization)).toEqual([]);
    expect(seen.socketFrames.map(frame => JSON.parse(frame))).toContainEqual({
      type: 'connection_init',
      payload: { authorization },
    });
  });

  browserTest('signs in with a pasted token, and out again', async () => {
    await page.goto(`${api.url}/graphiql`);
    await editorIsReady(page);
    await page.getByRole('button', { name: 'Anonymous' }).click();
    await page.getByLabel('API token').fill('not a token');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText('A token has no spaces').waitFor();
    await page.getByLabel('API token').fill(`Bearer ${api.adminToken}`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await run(page, 'query Jobs { jobs(first: 1) { totalCount } }');
    await answerContains(page, '"totalCount":');

    await page.getByRole('button', { name: 'Signed in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Anonymous' }).waitFor();
    await run(page, 'query JobsOfNobody { jobs(first: 1) { totalCount } }');
    await answerContains(page, '"code": "UNAUTHENTICATED"');
  });

  browserTest('says when the server does not accept the token', async () => {
    await page.goto(`${api.url}/graphiql#token=a-token-that-nobody-has-ever-given-out`);
    await page.getByRole('button', { name: 'Token not accepted' }).waitFor();
    // Chromium reports each refusal on the console, some of them only after the page has spoken.
    expected = '401 (Unauthorized)';
  });
});

describe('the explorer on the server', () => {
  it('says how to build it when it has not been built', async () => {
    const app = fastify();
    await registerGraphiql(app, { directory: join(__dirname, 'nothing-here') });
    const answer = await app.inject('/graphiql');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('npm run build:graphiql');
    await app.close();
  });
});

async function beginImport(api: TestApi): Promise<string> {
  const { data } = await api.upload(
    'mutation ($upload: Upload!) { importContent(input: { upload: $upload, format: WXR }) { job { id } } }',
    readFileSync(blog),
  );
  return data.importContent.job.id;
}

async function editorIsReady(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
}

async function run(page: Page, operation: string): Promise<void> {
  await editorIsReady(page);
  await page.locator('.graphiql-query-editor .monaco-editor').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(operation);
  // The brackets that Monaco has closed by itself.
  await page.keyboard.press('Control+Shift+End');
  await page.keyboard.press('Delete');
  // The tab takes the operation's name when the page has parsed it; before that it would run the one named before.
  const name = /^\w+ (\w+)/.exec(operation)?.[1] ?? '<untitled>';
  await page.locator('.graphiql-tab-active').getByText(name, { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
}

async function answerContains(page: Page, text: string): Promise<void> {
  await page.locator('.graphiql-response .view-line').filter({ hasText: text }).first().waitFor();
}

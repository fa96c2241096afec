import { type Roles, startRoles } from '../harness/roles';
import { blog } from '../harness/blog';
import { until } from '../harness/keelson-process';

const POSTS = 1500;
const PAGES = 60;
const IMPORT =
  'mutation ($upload: Upload!) { importContent(input: { upload: $upload, format: WXR }) { job { id } userErrors { message } } }';
const JOB = `query ($id: ID!) { job(id: $id) { state attempt progress { completed } error { message }
  warnings(first: 1) { totalCount } result { ... on ImportResult { counts { kind created updated unchanged skipped rejected } } } } }`;

let roles: Roles;
beforeAll(async () => {
  roles = await startRoles({ KEELSON_JOBS_LEASE_SECONDS: '2', KEELSON_JOBS_RECONCILE_SECONDS: '1' });
});
afterAll(() => roles.close());

it('an import whose worker is killed again and again ends with the numbers of an undisturbed one', async () => {
  const { data } = await roles.upload(IMPORT, blog(POSTS, PAGES));
  expect(data.importContent.userErrors).toEqual([]);
  const { id } = data.importContent.job;
  const job = async () => (await roles.query(JOB, { id })).data.job;

  let worker = roles.startWorker();
  for (const mark of [200, 600, 1000, 1400]) {
    await until(async () => {
      const { state, progress } = await job();
      return state === 'SUCCEEDED' || (progress?.completed ?? 0) >= mark;
    });
    worker.kill('SIGKILL');
    worker = roles.startWorker();
  }
  await until(async () => ['SUCCEEDED', 'FAILED'].includes((await job()).state));

  const none = { created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 };
  const settled = await job();
  expect(settled).toMatchObject({ state: 'SUCCEEDED', error: null, warnings: { totalCount: POSTS } });
  expect(settled.attempt).toBeGreaterThan(1);
  expect(settled.result.counts).toEqual([
    { kind: 'Author', ...none, created: 3 },
    { kind: 'Category', ...none, created: 12 },
    { kind: 'Tag', ...none, created: 9 },
    { kind: 'Article', ...none, created: POSTS },
    { kind: 'Page', ...none, created: PAGES },
    { kind: 'comment', ...none, skipped: POSTS },
  ]);
  const totals = await roles.query(
    '{ articles(first: 1) { totalCount } pages(first: 1, atTop: true) { totalCount } tags(first: 1) { totalCount } }',
  );
  expect(totals.data).toEqual({ articles: { totalCount: POSTS }, pages: { totalCount: 1 }, tags: { totalCount: 9 } });
  const [{ links }] = await roles.database.db.select<{ links: string }>('SELECT COUNT(*) AS links FROM article_tags');
  expect(Number(links)).toBe(POSTS * 2);
}, 120_000);

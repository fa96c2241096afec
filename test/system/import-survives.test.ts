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

it('a planned import is applied and taken back whole though its worker is killed in the middle of both', async () => {
  const { db } = roles.database;
  const ROWS = 3000;
  const rows = Array.from({ length: ROWS }, (_, n) => `Row ${n},row-${n},Some *words* of row ${n}`).join('\n');
  const plan = `mutation ($upload: Upload!) { planImport(input: { file: $upload, format: CSV, type: "Article" }) {
    import { id } job { id } userErrors { message } } }`;
  const { data } = await roles.upload(plan, Buffer.from(`title,slug,body\n${rows}\n`));
  const { import: planned, job: planJob } = data.planImport;
  let worker = roles.startWorker();
  const killOften = async (id: string, marks: number[]) => {
    const job = async () => (await roles.query(JOB, { id })).data.job;
    for (const mark of marks) {
      await until(async () => {
        const { state, progress } = await job();
        return state === 'SUCCEEDED' || (progress?.completed ?? 0) >= mark;
      });
      worker.kill('SIGKILL');
      worker = roles.startWorker();
    }
    await until(async () => ['SUCCEEDED', 'FAILED'].includes((await job()).state));
    return job();
  };
  const articles = async () => {
    const [{ n }] = await db.select<{ n: number }>("SELECT COUNT(*) AS n FROM articles WHERE slug LIKE 'row-%'");
    return Number(n);
  };
  const rowsWith = async (outcome: string) => {
    const [{ n }] = await db.select<{ n: number }>(
      `SELECT COUNT(DISTINCT document_id) AS n FROM import_rows WHERE import_id = ? AND phase = 'APPLY' AND outcome = ?`,
      [planned.id, outcome],
    );
    return Number(n);
  };

  expect(await killOften(planJob.id, [500])).toMatchObject({ state: 'SUCCEEDED', error: null });
  expect(await articles()).toBe(0);
  const step = (name: string) =>
    `mutation ($id: ID!) { ${name}(input: { importId: $id }) { job { id } userErrors { message } } }`;
  const applied = await roles.query(step('applyImport'), { id: planned.id });
  expect(await killOften(applied.data.applyImport.job.id, [700, 1900])).toMatchObject({ state: 'SUCCEEDED' });
  expect([await articles(), await rowsWith('created')]).toEqual([ROWS, ROWS]);

  const undone = await roles.query(step('undoImport'), { id: planned.id });
  expect(await killOften(undone.data.undoImport.job.id, [700, 1900])).toMatchObject({ state: 'SUCCEEDED' });
  expect([await articles(), await rowsWith('undone'), await rowsWith('kept')]).toEqual([0, ROWS, 0]);
}, 180_000);

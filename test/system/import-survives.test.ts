import { type Roles, startRoles } from '../harness/roles';
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
  const { data } = await roles.upload(IMPORT, blog());
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

/** A blog whose pages form one chain, and whose posts have a comment each. */
function blog(): Buffer {
  const item = (
    id: number,
    type: string,
    parent: number,
    more: string,
  ) => `<item><title>${type} ${id}</title><dc:creator>writer${id % 3}</dc:creator>
    <content:encoded><![CDATA[<p>${'Words about the sea. '.repeat(40)}</p>]]></content:encoded><wp:post_id>${id}</wp:post_id><wp:post_parent>${parent}</wp:post_parent>
    <wp:post_date_gmt>2020-01-01 00:00:00</wp:post_date_gmt><wp:post_name>${type}-${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>${type}</wp:post_type>${more}</item>`;
  const posts = Array.from({ length: POSTS }, (_, n) =>
    item(
      n + 1,
      'post',
      0,
      `<category domain="category" nicename="shelf-${n % 12}">Shelf</category><category domain="post_tag" nicename="word-${n % 9}">Word</category><category domain="post_tag" nicename="word-${(n + 1) % 9}">Word</category><wp:comment><wp:comment_id>${n}</wp:comment_id></wp:comment>`,
    ),
  );
  const pages = Array.from({ length: PAGES }, (_, n) => item(10_000 + n, 'page', n === PAGES - 1 ? 0 : 10_001 + n, ''));
  return Buffer.from(`<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
    <title>Sea</title><link>https://sea.example.org</link><wp:wxr_version>1.2</wp:wxr_version>${posts.join('\n')}${pages.join('\n')}</channel></rss>`);
}

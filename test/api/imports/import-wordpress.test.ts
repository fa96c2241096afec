import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type GraphqlAnswer, startApi, type TestApi } from '../../harness/api';

const EXPORT = readFileSync(join(__dirname, '../../fixtures/wxr/harbour-journal.xml'));
const IMPORT = `mutation ($upload: Upload!) {
  importContent(input: { upload: $upload, format: WXR }) { job { id state kind } userErrors { code message path } }
}`;
const PROGRESS = `subscription ($id: ID!) {
  jobProgress(id: $id) { state progress { stage completed total fraction message } error { code message }
    result { ... on ImportResult { counts { kind created updated unchanged skipped rejected } } } }
}`;

interface Snapshot {
  state: string;
  progress: { stage: string; completed: number; total: number | null; fraction: number | null } | null;
  error: { code: string; message: string } | null;
  result: { counts: Record<string, number | string>[] } | null;
}

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** Sends the file, watches the job to its end, and gives everything that the subscription said. */
async function importFile(file: Buffer): Promise<{ id: string; snapshots: Snapshot[]; last: Snapshot }> {
  const { data, errors } = await api.upload(IMPORT, file);
  expect({ errors, userErrors: data?.importContent.userErrors }).toEqual({ errors: undefined, userErrors: [] });
  const { id } = data.importContent.job;
  const snapshots: Snapshot[] = [];
  const sockets = api.sockets();
  for await (const event of sockets.iterate<{ jobProgress: Snapshot }>({ query: PROGRESS, variables: { id } })) {
    snapshots.push(event.data?.jobProgress as Snapshot);
  }
  await sockets.dispose();
  return { id, snapshots, last: snapshots.at(-1) as Snapshot };
}

const count = (last: Snapshot, kind: string) => last.result?.counts.find(counts => counts.kind === kind);
const none = { created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 };
const storedFiles = () =>
  readdirSync(api.directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());

describe('importing a WordPress export', () => {
  let first: Awaited<ReturnType<typeof importFile>>;
  beforeAll(async () => {
    first = await importFile(EXPORT);
  });

  it('answers with a job at once and shows it working to its end', () => {
    expect(first.last).toMatchObject({ state: 'SUCCEEDED', error: null, progress: { fraction: 1 } });
    const completed = first.snapshots.map(({ progress }) => progress?.completed ?? 0);
    expect(completed).toEqual([...completed].sort((a, b) => a - b));
  });

  it('counts what it did by kind, and what has no home here', () => {
    expect(first.last.result?.counts).toEqual([
      { kind: 'Author', ...none, created: 3 },
      { kind: 'Category', ...none, created: 2 },
      { kind: 'Tag', ...none, created: 2 },
      { kind: 'Article', ...none, created: 5 },
      { kind: 'Page', ...none, created: 4 },
      { kind: 'comment', ...none, skipped: 2 },
      { kind: 'nav_menu_item', ...none, skipped: 1 },
      { kind: 'term of nav_menu', ...none, skipped: 1 },
    ]);
  });

  it('turns a post into an article with its relations and structured text', async () => {
    const { data } = await api.query(
      '{ article(slug: "a-first-coat") { title excerpt pinned publishedAt author { name email } categories { name parent { name description } path } tags { name } body { html } } }',
    );
    expect(data.article).toEqual({
      title: 'A first coat',
      excerpt: 'Sand, then varnish.',
      pinned: true,
      publishedAt: '2021-03-04T05:06:07.000Z',
      author: { name: 'Mara Lindqvist', email: 'mara@example.org' },
      categories: [
        {
          name: 'Dinghies',
          parent: { name: 'Boats & ships', description: 'Whatever floats.' },
          path: 'boats/dinghies',
        },
      ],
      tags: [{ name: 'Varnish' }, { name: 'Spring' }],
      body: { html: '<h2>Sand</h2><p>Then <strong>varnish</strong>.</p>' },
    });
  });

  it('keeps hidden what was hidden: drafts, plans, and what a password guarded', async () => {
    const seen = await api.query('{ articles(first: 50, sort: TITLE_ASC) { nodes { title } } }', {}, { token: null });
    expect(seen.data.articles.nodes).toEqual([{ title: 'A first coat' }, { title: 'Same number' }]);
    const all = await api.query(
      '{ articles(first: 50, sort: TITLE_ASC, perspective: DRAFT) { nodes { title state publishAt author { name } } } }',
    );
    expect(all.data.articles.nodes).toMatchObject([
      { title: 'A first coat', state: 'PUBLISHED' },
      { title: 'In 2099', state: 'SCHEDULED', publishAt: '2099-01-01T00:00:00.000Z', author: { name: 'ghost' } },
      { title: 'Members only', state: 'DRAFT' },
      { title: 'Not yet', state: 'DRAFT' },
      { title: 'Same number', state: 'PUBLISHED' },
    ]);
    const jobs = await api.query(
      '{ jobs(first: 5, filter: { kind: ["content.publish-due"] }) { nodes { state runAt } } }',
    );
    expect(jobs.data.jobs.nodes).toEqual([{ state: 'SCHEDULED', runAt: '2099-01-01T00:00:00.000Z' }]);
  });

  it('puts pages under their parents wherever those stand in the file, and cuts a circle', async () => {
    const { data } = await api.query('{ pages(first: 10) { nodes { path position parent { title } } } }');
    expect(data.pages.nodes).toEqual(
      expect.arrayContaining([
        { path: 'visit', position: 0, parent: null },
        { path: 'visit/moorings', position: 3, parent: { title: 'Visit' } },
      ]),
    );
    const round = data.pages.nodes.filter(({ path }: { path: string }) => path.includes('round'));
    expect(round.map(({ parent }: { parent: object | null }) => parent === null).sort()).toEqual([false, true]);
  });

  it('reports what could not be kept, with line and subject', async () => {
    const { data } = await api.query(
      'query ($id: ID!) { job(id: $id) { warnings(first: 100) { totalCount nodes { severity code line subject message } } } }',
      { id: first.id },
    );
    const warnings = data.job.warnings.nodes as {
      severity: string;
      code: string;
      line: number;
      subject: string;
      message: string;
    }[];
    const about = (code: string) => warnings.filter(warning => warning.code === code);
    expect(about('PASSWORD_PROTECTED')).toMatchObject([{ severity: 'WARNING', subject: 'post "Members only"' }]);
    expect(about('INVALID_EMAIL')).toMatchObject([{ severity: 'WARNING', line: 10, subject: 'author "old-tom"' }]);
    expect(
      about('NOT_KEPT')
        .map(({ message }) => message)
        .join(),
    ).toMatch(/script/);
    expect(about('DUPLICATE_ID')).toMatchObject([{ severity: 'NOTICE', subject: 'post "Same number"' }]);
    expect(about('SLUG_CHANGED')[0].message).toContain('a-first-coat-2');
    expect(about('CYCLE')).toHaveLength(1);
    expect(about('SKIPPED').map(({ subject }) => subject)).toEqual(['post "A first coat"', 'nav_menu_item "Home"']);
    expect(warnings.every(({ line }) => line > 0)).toBe(true);
  });

  it('creates nothing when the same file comes again, gzipped even', async () => {
    const before = await totals();
    const { last } = await importFile(gzipSync(EXPORT));
    expect(last.state).toBe('SUCCEEDED');
    for (const [kind, unchanged] of [
      ['Author', 3],
      ['Category', 2],
      ['Tag', 2],
      ['Article', 5],
      ['Page', 4],
    ] as const) {
      expect(count(last, kind)).toEqual({ kind, ...none, unchanged });
    }
    expect(await totals()).toEqual(before);
  });

  it('takes in only what has changed in the source since, under the same addresses', async () => {
    const changed = EXPORT.toString()
      .replace('Twelve.', 'Fourteen.')
      .replace('<title>Not yet</title>', '<title>Still not yet</title>');
    const { last } = await importFile(Buffer.from(changed));
    expect(count(last, 'Article')).toMatchObject({ created: 0, updated: 1, unchanged: 4 });
    expect(count(last, 'Page')).toMatchObject({ created: 0, updated: 1, unchanged: 3 });
    const { data } = await api.query(
      '{ page(slug: "moorings") { revision path body { text } } article(slug: "not-yet", perspective: DRAFT) { title } }',
    );
    expect(data).toEqual({
      page: { revision: 2, path: 'visit/moorings', body: { text: 'Fourteen.' } },
      article: { title: 'Still not yet' },
    });
  });

  it('recognises the tags and categories of another blog by their slugs, but not its authors', async () => {
    const other = EXPORT.toString().replaceAll('harbour.example.org', 'other.example.org');
    const { last } = await importFile(Buffer.from(other));
    expect(count(last, 'Tag')).toMatchObject({ created: 0, unchanged: 2 });
    expect(count(last, 'Author')).toMatchObject({ created: 3, unchanged: 0 });
    expect(count(last, 'Article')).toMatchObject({ created: 5 });
  });

  it('makes one set of documents when a file comes twice at the same time', async () => {
    const twin = Buffer.from(EXPORT.toString().replaceAll('harbour.example.org', 'twin.example.org'));
    const both = await Promise.all([importFile(twin), importFile(twin)]);
    for (const [kind, n] of [
      ['Author', 3],
      ['Article', 5],
      ['Page', 4],
    ] as const) {
      const counts = both.map(({ last }) => count(last, kind) as Record<'created' | 'unchanged', number>);
      expect(counts[0].created + counts[1].created).toBe(n);
      expect(counts[0].unchanged + counts[1].unchanged).toBe(n);
    }
  });

  it('keeps odd ids, names and types apart', async () => {
    const item = (type: string, inside: string) =>
      `<item><title>Untitled</title>${inside}<content:encoded></content:encoded><wp:status>publish</wp:status><wp:post_type>${type}</wp:post_type></item>`;
    const head = EXPORT.toString()
      .slice(0, EXPORT.indexOf('<wp:author>'))
      .replaceAll('harbour.example.org', 'odd.example.org');
    const items = [
      '<wp:author><wp:author_login>bob</wp:author_login></wp:author>',
      item('post', ''),
      item('post', ''),
      item('post', '<guid>author:bob</guid>'),
      item('post', '<wp:post_id>5</wp:post_id>'),
      item('post', '<wp:post_id>5</wp:post_id>'),
      item('post', '<guid>5:again-2</guid>'),
      ...['constructor', '__proto__', 'toString', 'hasOwnProperty'].map(type => item(type, '')),
    ];
    const file = Buffer.from(`${head}${items.join('')}</channel></rss>`);
    const { last } = await importFile(file);
    expect(last).toMatchObject({ state: 'SUCCEEDED', error: null });
    expect(count(last, 'Article')).toEqual({ kind: 'Article', ...none, created: 6 });
    expect(count(last, 'Author')).toMatchObject({ created: 1, updated: 0 });
    expect(count(last, '__proto__')).toEqual({ kind: '__proto__', ...none, skipped: 1 });
    expect(count(last, 'constructor')).toEqual({ kind: 'constructor', ...none, skipped: 1 });
    expect(count((await importFile(file)).last, 'Article')).toEqual({ kind: 'Article', ...none, unchanged: 6 });
  });

  it('takes control characters out of whatever a file says, and tells which documents had some', async () => {
    const head = EXPORT.toString()
      .slice(0, EXPORT.indexOf('<wp:author>'))
      .replaceAll('harbour.example.org', 'control.example.org');
    const items = [
      '<wp:author><wp:author_login>ctl</wp:author_login><wp:author_display_name>Cy\u0085ril</wp:author_display_name></wp:author>',
      '<item><title>Be\u009fll\u007f</title><dc:creator>ctl</dc:creator><content:encoded><![CDATA[<p>Ri\u0090ng</p><p><b>\u0084</b></p>]]></content:encoded>',
      '<excerpt:encoded>Once&#133;</excerpt:encoded><wp:post_id>1</wp:post_id><wp:post_name>control-bell</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>',
    ];
    const { id, last } = await importFile(Buffer.from(`${head}${items.join('')}</channel></rss>`));
    expect(count(last, 'Article')).toMatchObject({ created: 1, rejected: 0 });
    const { data } = await api.query(
      `query ($id: ID!) {
        article(slug: "control-bell") { title excerpt author { name } body { text } }
        job(id: $id) { warnings(first: 20) { nodes { code subject message } } }
      }`,
      { id },
    );
    expect(data.article).toEqual({ title: 'Bell', excerpt: 'Once', author: { name: 'Cyril' }, body: { text: 'Ring' } });
    const told = data.job.warnings.nodes.filter(({ code }: { code: string }) => code === 'CONTROL_CHARACTERS');
    expect(told).toHaveLength(4);
    expect(told.map(({ message }: { message: string }) => /`(\w+)`/.exec(message)?.[1]).sort()).toEqual([
      'body',
      'excerpt',
      'name',
      'title',
    ]);
  });

  it('keeps the time of first publication when a dateless record changes', async () => {
    const dateless = EXPORT.toString()
      .replaceAll('harbour.example.org', 'dateless.example.org')
      .replaceAll(/<wp:post_date_gmt>2021[^<]*<\/wp:post_date_gmt>/g, '');
    await importFile(Buffer.from(dateless));
    const times = async () =>
      (
        await api.query(
          '{ authors(first: 100, sort: PUBLISHED_AT_ASC) { nodes { id publishedAt } } articles(first: 100) { nodes { id publishedAt } } }',
        )
      ).data;
    const before = await times();
    const { last } = await importFile(
      Buffer.from(dateless.replaceAll('Mara Lindqvist', 'Mara L.').replaceAll('Twice.', 'Thrice.')),
    );
    expect(count(last, 'Author')).toMatchObject({ updated: 1 });
    expect(count(last, 'Article')).toMatchObject({ updated: 1 });
    expect(await times()).toEqual(before);
  });

  it('leaves no file behind', () => {
    expect(storedFiles()).toEqual([]);
  });
});

async function totals() {
  const { data } = await api.query(
    '{ articles(first: 1, perspective: DRAFT) { totalCount } pages(first: 1) { totalCount } authors(first: 1) { totalCount } categories(first: 1) { totalCount } tags(first: 1) { totalCount } }',
  );
  return data;
}

describe('a file that is no sound export', () => {
  const refused = async (file: Buffer) => {
    const { data } = await api.upload(IMPORT, file);
    return data.importContent as {
      job: { id: string } | null;
      userErrors: { code: string; message: string; path: string[] }[];
    };
  };

  it.each([
    ['is empty', Buffer.alloc(0), /empty/],
    ['is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /./],
    [
      'is an ordinary feed',
      Buffer.from('<rss version="2.0"><channel><title>News</title><item><title>A</title></item></channel></rss>'),
      /RSS feed/,
    ],
    ['is a web page', Buffer.from('<!doctype html><html><body>Hello</body></html>'), /./],
    [
      'declares entities',
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${EXPORT.toString().slice(38)}`,
      ),
      /./,
    ],
  ])('is refused at once when it %s', async (_what, file, message) => {
    const { job, userErrors } = await refused(file);
    expect(job).toBeNull();
    expect(userErrors).toEqual([
      { code: 'INVALID_FILE', message: expect.stringMatching(message), path: ['input', 'upload'] },
    ]);
    expect(JSON.stringify(userErrors)).not.toContain('root:');
    expect(storedFiles()).toEqual([]);
  });

  it('fails whole when it breaks off, with the line, and writes nothing', async () => {
    const before = await totals();
    const broken = EXPORT.toString().replaceAll('harbour', 'broken').slice(0, 4000);
    const { last } = await importFile(Buffer.from(broken));
    expect(last).toMatchObject({
      state: 'FAILED',
      error: { code: 'INVALID_FILE', message: expect.stringMatching(/line \d+/i) },
    });
    expect(await totals()).toEqual(before);
    expect(storedFiles()).toEqual([]);
  });

  it('fails whole when its gzip breaks off', async () => {
    const zipped = gzipSync(Buffer.from(EXPORT.toString().replaceAll('harbour', 'torn')));
    const torn = zipped.subarray(0, zipped.length - 200);
    const answer: GraphqlAnswer<{ importContent: { job: { id: string } | null; userErrors: { code: string }[] } }> =
      await api.upload(IMPORT, torn);
    const { job, userErrors } = answer.data.importContent;
    if (job) {
      await api.settled(job.id);
      const { data } = await api.query('query ($id: ID!) { job(id: $id) { state error { code } } }', { id: job.id });
      expect(data.job).toEqual({ state: 'FAILED', error: { code: 'INVALID_FILE' } });
    } else {
      expect(userErrors[0].code).toBe('INVALID_FILE');
    }
    expect(storedFiles()).toEqual([]);
  });
});

it('needs permission: nobody may import anonymously', async () => {
  const form = new FormData();
  form.append('operations', JSON.stringify({ query: IMPORT, variables: { upload: null } }));
  form.append('map', JSON.stringify({ 0: ['variables.upload'] }));
  form.append('0', new Blob([new Uint8Array(EXPORT)]), 'export.xml');
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    body: form,
    headers: { 'apollo-require-preflight': 'true' },
  });
  const { errors } = (await response.json()) as GraphqlAnswer;
  expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  expect(storedFiles()).toEqual([]);
});

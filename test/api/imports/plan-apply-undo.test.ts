import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { startApi, type TestApi } from '../../harness/api';
import { look, planFile, sendPlan, step } from '../../harness/imports';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

afterEach(async () => {
  for (const table of ['import_rows', 'imports', 'external_ids']) await api.db.run(`DELETE FROM ${table}`);
  for (const table of [
    'article_tags',
    'article_categories',
    'articles',
    'pages',
    'tags',
    'authors',
    'revisions',
    'search_entries',
  ])
    await api.db.run(`DELETE FROM ${table}`);
});

const FEED = `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Tide tables</title><link>https://tides.example/</link>
<item><title>Low &amp; slow</title><guid>a</guid><link>https://tides.example/a</link><dc:creator>Ida Brandt</dc:creator>
<category>Harbour</category><category>Boats</category><pubDate>Mon, 06 May 2024 08:00:00 +0200</pubDate>
<description>Short</description><content:encoded><![CDATA[<p>The <b>ebb</b><script>x()</script></p>]]></content:encoded></item>
<item><title>High</title><guid>b</guid><description>&lt;p&gt;The flood&lt;/p&gt;</description><category>Boats</category></item>
</channel></rss>`;

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Winds</title><id>urn:winds</id>
<link rel="self" href="https://winds.example/feed"/><link href="https://winds.example/"/>
<entry><id>urn:1</id><title type="html">North &lt;i&gt;east&lt;/i&gt;</title><updated>2024-02-01T10:00:00Z</updated>
<author><name>Ole</name><email>ole@winds.example</email></author><category term="wind" label="Wind"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <em>blows</em></p></div></content></entry></feed>`;

const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Stars',
  home_page_url: 'https://stars.example',
  items: [{ id: 1, title: 'Vega', content_text: 'Bright\n\nBlue', tags: ['summer'], authors: [{ name: 'Noor' }] }],
});

const GHOST = JSON.stringify({
  db: [
    {
      meta: { version: '5.0.0' },
      data: {
        posts: [
          {
            id: 'p1',
            title: 'From HTML',
            slug: 'from-html',
            html: '<p>One</p>',
            status: 'published',
            published_at: '2024-01-01T00:00:00.000Z',
            visibility: 'public',
          },
          {
            id: 'p2',
            title: 'From Lexical',
            slug: 'from-lexical',
            status: 'draft',
            lexical: JSON.stringify({
              root: { children: [{ type: 'paragraph', children: [{ type: 'text', text: 'Two', format: 1 }] }] },
            }),
          },
          {
            id: 'p3',
            title: 'From mobiledoc',
            slug: 'from-mobiledoc',
            status: 'published',
            mobiledoc: JSON.stringify({
              markups: [['em']],
              atoms: [],
              cards: [['markdown', { markdown: '## Card' }]],
              sections: [
                [1, 'p', [[0, [0], 1, 'Three']]],
                [10, 0],
              ],
            }),
          },
          { id: 'p4', title: 'From Markdown', slug: 'from-markdown', status: 'published', markdown: '# Four', page: 1 },
          {
            id: 'p5',
            title: 'For members',
            slug: 'for-members',
            status: 'published',
            html: '<p>Five</p>',
            visibility: 'paid',
          },
        ],
        tags: [
          { id: 't1', name: 'Sea', slug: 'sea' },
          { id: 't2', name: '#hidden', slug: 'hash-hidden' },
        ],
        users: [{ id: 'u1', name: 'Mara', slug: 'mara', email: 'mara@example.org' }],
        posts_tags: [{ post_id: 'p1', tag_id: 't1', sort_order: 0 }],
        posts_authors: [{ post_id: 'p1', author_id: 'u1', sort_order: 0 }],
      },
    },
  ],
});

const CSV =
  'Headline;Slug;Body;Pinned;Keywords\r\nKelp;kelp;"A ""soft"" forest";yes;\r\nCoral;coral;<p>Hard</p>;no;\r\n;nameless;x;no;\r\n';
const JSONL = '{"title":"One","slug":"one"}\n\n{"title":"Two","slug":"two","pinned":true}\n{broken\n[1]\n';
const MARKDOWN =
  '---\ntitle: "Rope: a story"\ndate: 2024-03-04\ntags: [rope, Knots]\nauthor: Ida\n---\n# Rope\n\nSome *text*.\n';

const FORMATS: [string, string, string, object, object][] = [
  ['RSS', FEED, 'feed.xml', {}, { Author: 1, Tag: 2, Article: 2 }],
  ['Atom', ATOM, 'atom.xml', {}, { Author: 1, Tag: 1, Article: 1 }],
  ['JSON Feed', JSON_FEED, 'feed.json', {}, { Author: 1, Tag: 1, Article: 1 }],
  ['Ghost', GHOST, 'ghost.json', {}, { Author: 1, Tag: 1, Article: 4, Page: 1 }],
  ['CSV', CSV, 'sea.csv', { type: 'Article' }, { Article: 2 }],
  ['JSON Lines', JSONL, 'rows.jsonl', { type: 'Article' }, { Article: 2 }],
  ['Markdown', MARKDOWN, 'rope.md', {}, { Author: 1, Tag: 2, Article: 1 }],
];

async function documents(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [kind, table] of Object.entries({ Author: 'authors', Tag: 'tags', Article: 'articles', Page: 'pages' })) {
    const [{ n }] = await api.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    if (Number(n) > 0) found[kind] = Number(n);
  }
  return found;
}

describe.each(FORMATS)('a file of %s', (_name, file, filename, input, made) => {
  it('is planned without writing, applied as planned, applied again without a change, and taken back', async () => {
    const planned = await planFile(api, file, filename, input);
    expect(planned.planJob).toEqual({ state: 'SUCCEEDED', error: null });
    expect(planned.state).toBe('PLANNED');
    const creates = planned.plan?.counts.filter(({ create }) => create > 0).map(({ kind, create }) => [kind, create]);
    expect(Object.fromEntries(creates ?? [])).toEqual(made);
    expect(await documents()).toEqual({});
    expect(planned.plan?.sample.length).toBeGreaterThan(0);

    const applied = await step(api, 'applyImport', planned.id);
    expect(applied.applyJob).toMatchObject({ state: 'SUCCEEDED' });
    expect(applied.state).toBe('APPLIED');
    expect(await documents()).toEqual(made);

    const again = await step(api, 'applyImport', planned.id);
    expect(again.tally?.reduce((sum, { created, updated }) => sum + created + updated, 0)).toBe(0);
    expect(await documents()).toEqual(made);

    const undone = await step(api, 'undoImport', planned.id);
    expect(undone.undoJob).toMatchObject({ state: 'SUCCEEDED' });
    expect(undone.state).toBe('UNDONE');
    expect(await documents()).toEqual({});
  });
});

describe('what is read', () => {
  it('takes texts, people, words and dates from a feed', async () => {
    const { id } = await planFile(api, FEED, 'feed.xml');
    await step(api, 'applyImport', id);
    const { data } = await api.query(`{ articles(first: 10, sort: [TITLE_ASC]) { nodes {
      title slug excerpt publishedAt author { name } tags { name } body { html } } } }`);
    expect(data.articles.nodes).toMatchObject([
      { title: 'High', excerpt: null, author: null },
      {
        title: 'Low & slow',
        slug: 'low-slow',
        excerpt: 'Short',
        publishedAt: '2024-05-06T06:00:00.000Z',
        author: { name: 'Ida Brandt' },
      },
    ]);
    expect(data.articles.nodes[1].body.html).toBe('<p>The <strong>ebb</strong></p>');
  });

  it('takes the editors\u2019 formats of Ghost, and keeps for itself what only some might read', async () => {
    const { id } = await planFile(api, GHOST, 'ghost.json');
    await step(api, 'applyImport', id);
    const { data } =
      await api.query(`{ articles(first: 10, perspective: DRAFT, sort: [TITLE_ASC]) { nodes { title state body { html } } }
      pages(first: 10) { nodes { title body { html } } } }`);
    expect(data.articles.nodes).toMatchObject([
      { title: 'For members', state: 'DRAFT' },
      { title: 'From HTML', state: 'PUBLISHED', body: { html: '<p>One</p>' } },
      { title: 'From Lexical', state: 'DRAFT', body: { html: '<p><strong>Two</strong></p>' } },
      { title: 'From mobiledoc', body: { html: '<p><em>Three</em></p><h2>Card</h2>' } },
    ]);
    expect(data.pages.nodes).toMatchObject([{ title: 'From Markdown', body: { html: '<h1>Four</h1>' } }]);
  });

  it('takes an archive of Markdown, and rejects a file of it whose front matter is damaged', async () => {
    const tar = pack();
    tar.entry({ name: 'blog/2024-05-01-rope.md' }, MARKDOWN.replace('date: 2024-03-04\n', ''));
    tar.entry({ name: 'blog/broken.md' }, '---\ntitle: [\n---\nText');
    tar.entry({ name: 'blog/about.md' }, '---\nlayout: page\ndraft: true\n---\n# About us\n\nWe.');
    tar.finalize();
    const planned = await planFile(api, await buffer(tar.pipe(createGzip())), 'blog.tar.gz');
    expect(planned.planJob).toEqual({ state: 'SUCCEEDED', error: null });
    expect(planned.rows.nodes).toMatchObject([{ line: 2, code: 'INVALID_FILE', outcome: 'REJECTED' }]);
    await step(api, 'applyImport', planned.id);
    const { data } = await api.query(
      '{ articles(first: 10) { nodes { title slug publishedAt } } pages(first: 10, perspective: DRAFT) { nodes { title state } } }',
    );
    expect(data.articles.nodes).toEqual([
      { title: 'Rope: a story', slug: 'rope', publishedAt: '2024-05-01T00:00:00.000Z' },
    ]);
    expect(data.pages.nodes).toEqual([{ title: 'About us', state: 'DRAFT' }]);
  });

  it('maps columns by their names, shows them, and takes another mapping', async () => {
    const named = await planFile(api, CSV, 'sea.csv', { type: 'Article' });
    expect(named.columns).toMatchObject([
      { name: 'Headline', samples: ['Kelp', 'Coral'], suggestedField: 'title' },
      { name: 'Slug', suggestedField: 'slug' },
      { name: 'Body', suggestedField: 'body' },
      { name: 'Pinned', suggestedField: 'pinned' },
      { name: 'Keywords', samples: [], suggestedField: 'tags' },
    ]);
    expect(named.plan?.sample[0].values).toMatchObject({ title: 'Kelp', body: 'A "soft" forest', pinned: true });
    const mapping = [
      { column: 'Slug', field: 'title' },
      { column: 'Headline', field: null },
    ];
    const other = await planFile(api, CSV, 'sea.csv', { type: 'Article', mapping });
    expect(other.plan?.sample.map(({ values }) => values.title)).toEqual(['kelp', 'coral', 'nameless']);
  });

  it('lists rejected rows with line and reason, and gives them as a file', async () => {
    const { plan, rows } = await planFile(api, JSONL, 'rows.jsonl', { type: 'Article' });
    expect(plan?.counts).toEqual([{ kind: 'Article', create: 2, update: 0, leave: 0, reject: 2 }]);
    expect(rows.nodes).toMatchObject([
      { line: 4, outcome: 'REJECTED', code: 'UNREADABLE_ROW', reason: 'It is not valid JSON.' },
      { line: 5, outcome: 'REJECTED', code: 'UNREADABLE_ROW', reason: 'It is JSON, but not an object.' },
    ]);
    const path = new URL(plan?.rejectedRowsUrl ?? '');
    const file = await fetch(`${api.url}${path.pathname}${path.search}`);
    expect(await file.text()).toBe(
      'line,kind,record,code,reason\r\n4,Article,line 4,UNREADABLE_ROW,It is not valid JSON.\r\n5,Article,line 5,UNREADABLE_ROW,"It is JSON, but not an object."\r\n',
    );
    expect((await fetch(`${api.url}${path.pathname}`)).status).toBe(404);
  });

  it('says which file, type, column or field it can not use', async () => {
    const faults = async (...given: Parameters<typeof sendPlan> extends [unknown, ...infer Rest] ? Rest : never) =>
      (await sendPlan(api, ...given)).userErrors.map(({ message }) => message);
    expect(await faults('\u0000\u0001', 'x.bin')).toMatchObject([expect.stringMatching(/could not be recognised/)]);
    expect(await faults(CSV, 'a.csv')).toEqual(['Say which content type the rows become.']);
    expect(await faults(CSV, 'a.csv', { type: 'Nothing' })).toEqual(['There is no content type "Nothing".']);
    const wrong = await planFile(api, CSV, 'a.csv', { type: 'Article', mapping: [{ column: 'Nope', field: 'title' }] });
    expect(wrong).toMatchObject({ state: 'FAILED', planJob: { error: { message: 'The file has no column "Nope".' } } });
  });
});

describe('taking in what is there already', () => {
  it('changes what a row names by its slug or id, and brings it back', async () => {
    const create = 'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id slug } } }';
    const made = await api.query(create, { input: { title: 'Kelp', slug: 'kelp', excerpt: 'stays' } });
    const other = await api.query(create, { input: { title: 'Old coral', slug: 'reef' } });
    const csv = `id,slug,title\n,kelp,Kelp forests\n${other.data.createArticle.article.id},,Coral\n`;
    const planned = await planFile(api, csv, 'edit.csv', { type: 'Article' });
    expect(planned.plan?.counts).toEqual([{ kind: 'Article', create: 0, update: 2, leave: 0, reject: 0 }]);
    await step(api, 'applyImport', planned.id);
    const titles = async () => {
      const { data } = await api.query(
        `{ articles(first: 10, perspective: DRAFT, sort: [TITLE_ASC]) { nodes { id title slug excerpt state } } }`,
      );
      return data.articles.nodes;
    };
    expect(await titles()).toMatchObject([
      { title: 'Coral', slug: 'reef', state: 'DRAFT' },
      { id: made.data.createArticle.article.id, title: 'Kelp forests', slug: 'kelp', excerpt: 'stays' },
    ]);
    const undone = await step(api, 'undoImport', planned.id);
    expect(undone.undoTally).toMatchObject([{ kind: 'Article', created: 0, updated: 2, skipped: 0 }]);
    expect(await titles()).toMatchObject([{ title: 'Kelp' }, { title: 'Old coral' }]);
    const again = await planFile(api, csv, 'edit.csv', { type: 'Article' });
    expect(again.plan?.counts).toMatchObject([{ update: 2 }]);
  });

  it('keeps, when it is taken back, what somebody has touched since or refers to, and says why', async () => {
    const { id } = await planFile(api, FEED, 'feed.xml');
    await step(api, 'applyImport', id);
    const { data } = await api.query(
      '{ articles(first: 10, sort: [TITLE_ASC]) { nodes { id } } authors(first: 10) { nodes { id } } }',
    );
    const [high] = data.articles.nodes;
    const input = { id: high.id, title: 'Higher', authorId: data.authors.nodes[0].id };
    await api.query(
      'mutation ($input: UpdateArticleInput!) { updateArticle(input: $input) { userErrors { message } } }',
      { input },
    );
    const undone = await step(api, 'undoImport', id);
    expect(undone.state).toBe('UNDONE');
    const kept = (await look(api, id, ['KEPT'])).rows.nodes;
    expect(kept.map(({ kind, code }) => [kind, code])).toEqual([
      ['Author', 'IN_USE'],
      ['Tag', 'IN_USE'],
      ['Article', 'CHANGED_SINCE'],
    ]);
    expect(await documents()).toEqual({ Author: 1, Tag: 1, Article: 1 });
  });

  it('says that a plan is stale, and applies it all the same if it is told to', async () => {
    const first = await planFile(api, FEED, 'feed.xml');
    await step(api, 'applyImport', first.id);
    const changed = FEED.replace('Low &amp; slow', 'Lower');
    const second = await planFile(api, changed, 'feed.xml');
    expect(second.plan?.stale).toBe(false);
    expect(second.plan?.counts.find(({ kind }) => kind === 'Article')).toMatchObject({ update: 1, leave: 1 });
    const third = await planFile(api, changed, 'feed.xml');
    await step(api, 'applyImport', second.id);
    expect((await look(api, third.id)).plan?.stale).toBe(true);
    await expect(step(api, 'applyImport', third.id)).rejects.toMatchObject({ code: 'PLAN_STALE' });
    const forced = await step(api, 'applyImport', third.id, { evenIfStale: true });
    expect(forced.tally?.reduce((sum, { created, updated }) => sum + created + updated, 0)).toBe(0);
  });

  it('takes in what the database lets in when it refuses a row among them', async () => {
    const rows = Array.from({ length: 12 }, (_, n) => `Row ${n},r-${n},${n === 7 ? '0000-13-45' : ''}`).join('\n');
    const { id } = await planFile(api, `title,slug,publishedAt\n${rows}\n`, 'rows.csv', {
      type: 'Article',
      options: { publish: true },
    });
    const applied = await step(api, 'applyImport', id);
    expect(applied.tally).toMatchObject([{ created: 12, rejected: 0 }]);
  });
});

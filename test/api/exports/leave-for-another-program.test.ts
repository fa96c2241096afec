import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApi, type TestApi } from '../../harness/api';
import { exportFile } from '../../harness/exports';
import { mutationsOf } from '../../harness/mutations';

const BLOG = readFileSync(join(__dirname, '../../fixtures/wxr/harbour-journal.xml'));
const IMPORT = `mutation ($upload: Upload!) {
  importContent(input: { upload: $upload, format: WXR }) { job { id } userErrors { message } }
}`;
const LISTS = [
  `articles(first: 50, sort: TITLE_ASC, perspective: DRAFT) { nodes { slug state title excerpt pinned publishedAt publishAt
    author { slug } categories { slug } tags { slug } body { html } } }`,
  `pages(first: 50, sort: TITLE_ASC, perspective: DRAFT) { nodes { path position title publishedAt author { slug } body { html } } }`,
  'categories(first: 50, sort: NAME_ASC) { nodes { path name description } }',
  'tags(first: 50, sort: NAME_ASC) { nodes { slug name description } }',
  'authors(first: 50, sort: NAME_ASC) { nodes { slug name email } }',
];

let api: TestApi;
const { change } = mutationsOf(() => api, []);

beforeAll(async () => {
  api = await startApi();
  await importInto(api, BLOG);
  const text = (value: string) => ({ type: 'text', text: value });
  const { article } = await change(
    'createArticle',
    {
      title: 'Tar & <feathers>, "twice" ]]> & more',
      excerpt: 'If a < b && b > c, then &amp; stays.',
      body: {
        type: 'doc',
        content: [
          {
            type: 'paragraph',
            content: [text('Ropes '), { ...text('and knots'), marks: [{ type: 'bold' }] }, text(' & <b> ]]>')],
          },
          {
            type: 'bulletList',
            content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [text('one')] }] }],
          },
          { type: 'codeBlock', content: [text('if (a < b) {\n\n  x();\n}')] },
          { type: 'blockquote', content: [{ type: 'paragraph', content: [text('Said.')] }] },
        ],
      },
    },
    'article { id }',
  );
  await change('publishArticle', { id: article.id }, '__typename');
  // WordPress knows no milliseconds.
  await api.db.run(
    "UPDATE articles SET published_at = '2026-01-02 03:04:05', live_at = '2026-01-02 03:04:05' WHERE id = ?",
    [article.id],
  );
});
afterAll(() => api.close());

async function importInto(target: TestApi, file: Buffer): Promise<void> {
  const { data, errors } = await target.upload(IMPORT, file);
  expect({ errors, userErrors: data?.importContent.userErrors }).toEqual({ errors: undefined, userErrors: [] });
  const { id } = data.importContent.job;
  await target.settled(id);
  expect((await target.query('query ($id: ID!) { job(id: $id) { state } }', { id })).data.job.state).toBe('SUCCEEDED');
}

it('a WordPress export, taken in by an empty site, gives the same content', async () => {
  const { body, result } = await exportFile(api, { format: 'WXR', perspective: 'DRAFT' });
  expect(result.file).toMatchObject({ filename: 'wordpress.xml', contentType: 'application/xml; charset=utf-8' });
  const other = await startApi();
  try {
    await importInto(other, body);
    for (const list of LISTS) {
      const before = await api.query(`{ list: ${list} }`);
      expect(before.data?.list.nodes.length).toBeGreaterThan(1);
      expect(await other.query(`{ list: ${list} }`)).toEqual(before);
    }
  } finally {
    await other.close();
  }
});

it('leaves what is not live out of a WordPress export, unless drafts are asked for', async () => {
  const live = (await exportFile(api, { format: 'WXR' })).body.toString();
  expect(live).toContain('A first coat');
  expect(live).not.toMatch(/Members only|In 2099|Not yet/);
});

it('writes a Ghost export with posts, pages, people, tags and what ties them', async () => {
  const { body, result } = await exportFile(api, { format: 'GHOST', perspective: 'DRAFT' });
  expect(result.file).toMatchObject({ filename: 'ghost.json', contentType: 'application/json; charset=utf-8' });
  const { db } = JSON.parse(body.toString()) as {
    db: { meta: { version: string }; data: Record<string, Record<string, any>[]> }[];
  };
  const [{ meta, data }] = db;
  expect(meta.version).toMatch(/^5[.]/);
  expect(Object.keys(data)).toEqual(['users', 'tags', 'posts', 'posts_authors', 'posts_tags']);
  const post = data.posts.find(({ slug }) => slug === 'a-first-coat') as Record<string, any>;
  expect(post).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
    type: 'post',
    status: 'published',
    featured: 1,
    html: '<h2>Sand</h2><p>Then <strong>varnish</strong>.</p>',
    published_at: '2021-03-04T05:06:07.000Z',
  });
  expect(JSON.parse(post.lexical).root.children).toMatchObject([{ type: 'html', html: post.html }]);
  const named = (table: string, id: string) => data[table].find(each => each.id === id)?.slug as string;
  const [by] = data.posts_authors.filter(({ post_id }) => post_id === post.id);
  expect(named('users', by.author_id)).toBe('mara');
  const filed = data.posts_tags.filter(({ post_id }) => post_id === post.id).map(({ tag_id }) => named('tags', tag_id));
  expect(filed).toEqual(['category-dinghies', 'varnish', 'spring']);
  expect(data.posts.map(({ status }) => status)).toEqual(expect.arrayContaining(['scheduled', 'draft']));
  expect(new Set(data.users.map(({ email }) => email)).size).toBe(data.users.length);
});

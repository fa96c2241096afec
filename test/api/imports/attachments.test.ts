import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { createFetchPublic } from '../../../src/platform/fetching/fetch-public';
import { startApi, type TestApi } from '../../harness/api';
import { planFile, step } from '../../harness/imports';

let api: TestApi;
let server: Server;
let port: number;

async function answer(path: string, response: ServerResponse): Promise<void> {
  asked.push(path);
  mostAtOnce = Math.max(mostAtOnce, ++atOnce);
  const background = { r: Number(/\d+/.exec(path)?.[0] ?? 0) * 20, g: 90, b: 200 };
  const bytes = await sharp({ create: { width: 20, height: 10, channels: 3, background } })
    .png()
    .toBuffer();
  atOnce -= 1;
  if (path === '/missing.png') response.writeHead(404).end();
  else response.setHeader('content-type', 'image/png').end(bytes);
}
let asked: string[] = [];
let atOnce = 0;
let mostAtOnce = 0;

beforeAll(async () => {
  server = createServer((request, response) => void answer(request.url as string, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  const network = { resolve: async () => ['127.0.0.1'], allows: (_address: string, to: number) => to === port };
  api = await startApi({ fetchPublic: createFetchPublic(network) });
});
afterAll(async () => {
  await api.close();
  server.close();
});

function feed(): string {
  const at = (path: string) => `http://pictures.example:${port}${path}`;
  return `<rss version="2.0"><channel><title>Reefs</title><link>https://reefs.example</link>
    <item><title>One</title><guid>1</guid><enclosure url="${at('/1.png')}" type="image/png" length="1"/>
      <description>&lt;p&gt;See &lt;img src="${at('/2.png')}" alt="Two"&gt; &lt;img src="${at('/missing.png')}"&gt;&lt;/p&gt;</description></item>
    <item><title>Two</title><guid>2</guid><description>&lt;img src="${at('/2.png')}"&gt; &lt;img src="http://10.0.0.1/secret.png"&gt;</description></item>
  </channel></rss>`;
}

const LOOK = `{ articles(first: 10, sort: [TITLE_ASC]) { nodes { title state revision hero { filename contentType } body { json } } }
  assets(first: 10) { totalCount nodes { filename alt } } }`;

it('fetches what records show, once each, puts it into the documents, and takes these back as untouched', async () => {
  const { id } = await planFile(api, feed(), 'feed.xml', { options: { attachments: true } });
  expect(asked).toEqual([]);
  const applied = await step(api, 'applyImport', id);
  expect(applied.applyJob).toEqual({ state: 'SUCCEEDED', error: null });
  expect([...asked].sort()).toEqual(['/1.png', '/2.png', '/missing.png']);
  expect(mostAtOnce).toBeLessThanOrEqual(2);

  const { data, errors } = await api.query(LOOK);
  expect(errors).toBeUndefined();
  const [one, two] = data.articles.nodes;
  expect(one).toMatchObject({
    title: 'One',
    state: 'PUBLISHED',
    revision: 2,
    hero: { filename: '1.png', contentType: 'image/png' },
  });
  expect(two).toMatchObject({ title: 'Two', hero: null });
  const [{ json }] = [one.body];
  const shown = JSON.stringify(json).match(/"assetId":("[^"]+"|null)/g);
  expect(shown?.filter(each => !each.endsWith('null'))).toHaveLength(1);
  expect(data.assets.totalCount).toBe(2);

  const undone = await step(api, 'undoImport', id);
  expect(undone.undoTally).toMatchObject([{ kind: 'Article', created: 2, skipped: 0 }]);
});

it('fetches nothing unless it is asked to', async () => {
  asked = [];
  const { id } = await planFile(api, feed(), 'feed.xml');
  await step(api, 'applyImport', id);
  expect(asked).toEqual([]);
});

it('gives WordPress posts the pictures that stand for them, and keeps the other attachments', async () => {
  asked = [];
  const attachment = (id: number) => `<item><title>Picture ${id}</title><wp:post_id>${id}</wp:post_id>
    <wp:post_type>attachment</wp:post_type><wp:attachment_url>http://pictures.example:${port}/${id}.png</wp:attachment_url></item>`;
  const wxr = `<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel><title>Lagoon</title><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://lagoon.example</wp:base_blog_url>
    ${attachment(8)}${attachment(9)}
    <item><title>Post</title><wp:post_id>3</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
    <wp:post_date_gmt>2024-01-01 00:00:00</wp:post_date_gmt>
    <wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value><b>1</b></wp:meta_value></wp:postmeta>
    <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[9]]></wp:meta_value></wp:postmeta></item>
    </channel></rss>`;
  const { id } = await planFile(api, wxr, 'lagoon.xml', { options: { attachments: true } });
  expect((await step(api, 'applyImport', id)).applyJob).toEqual({ state: 'SUCCEEDED', error: null });
  const { data } = await api.query('{ article(slug: "post") { title hero { filename alt } } }');
  expect(data.article).toEqual({ title: 'Post', hero: { filename: '9.png', alt: 'Picture 9' } });
  expect([...new Set(asked)].sort()).toEqual(['/8.png', '/9.png']);
});

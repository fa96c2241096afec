import { type FeedEntry, readFeed } from '../../../src/platform/formats/feed';
import { feedDate } from '../../../src/platform/formats/feed-dates';
import { readJsonFeed } from '../../../src/platform/formats/json-feed';

async function* chunks(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function entries(text: string, read = readFeed): Promise<FeedEntry[]> {
  const found: FeedEntry[] = [];
  for await (const record of read(chunks(text))) if (record.kind === 'entry') found.push(record);
  return found;
}

const rss = (item: string) =>
  `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n${item}</channel></rss>`;

it('reads the fields of an entry wherever a vocabulary puts them', async () => {
  const [entry] = await entries(
    rss(`<item><title>A &amp; B</title><link>https://a.example/1</link><guid>one</guid><author>ida@example.org (Ida)</author>
      <category>x</category><category>y</category><pubDate>Tue, 02 Jan 2024 03:04:05 EST</pubDate>
      <media:group><media:content url="https://a.example/1.jpg" medium="image"/></media:group><description>Text</description></item>`),
  );
  expect(entry).toEqual({
    kind: 'entry',
    line: 2,
    id: 'one',
    link: 'https://a.example/1',
    title: 'A & B',
    content: 'Text',
    summary: null,
    published: new Date('2024-01-02T08:04:05Z'),
    authors: [{ name: 'Ida', email: 'ida@example.org', url: null }],
    categories: ['x', 'y'],
    images: ['https://a.example/1.jpg'],
  });
});

it('reads what Atom says in XHTML, as text, and in base64', async () => {
  const atom = (content: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title type="text">1 &lt; 2</title>${content}</entry></feed>`;
  const xhtml =
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; <b>b</b></p></div></content>';
  expect((await entries(atom(xhtml)))[0]).toMatchObject({
    title: '1 &#60; 2',
    content: '<div><p>a &#60; <b>b</b></p></div>',
  });
  expect((await entries(atom('<content type="text">&lt;b&gt;</content>')))[0].content).toBe('&#60;b&#62;');
  expect((await entries(atom('<content mode="base64">PGI+</content>')))[0].content).toBe('<b>');
});

it('reads the items of RDF, which stand beside the channel', async () => {
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://r.example"><title>R</title></channel><item rdf:about="https://r.example/1"><title>One</title></item></rdf:RDF>`;
  expect(await entries(rdf)).toMatchObject([{ id: 'https://r.example/1', title: 'One' }]);
});

it('reads JSON Feeds, numbers for ids too, and refuses other JSON', async () => {
  const feed = {
    version: 'https://jsonfeed.org/version/1',
    items: [{ id: 7, content_text: 'a < b', author: { name: 'Noor' } }],
  };
  expect(await entries(JSON.stringify(feed), readJsonFeed)).toMatchObject([
    { id: '7', content: 'a &#60; b', authors: [{ name: 'Noor' }] },
  ]);
  await expect(entries('{"items":[]}', readJsonFeed)).rejects.toMatchObject({ code: 'INVALID_FILE' });
});

it.each([
  ['Mon, 01 Jan 2024 00:00:00 GMT', '2024-01-01T00:00:00.000Z'],
  ['1 Jan 24 00:00 +0100', '2023-12-31T23:00:00.000Z'],
  ['Monday, 1-Jan-2024 10:00:00 PDT', '2024-01-01T17:00:00.000Z'],
  ['2024-01-01', '2024-01-01T00:00:00.000Z'],
  ['2024-01-01T10:00+02:00', '2024-01-01T08:00:00.000Z'],
  ['Thu, 30 Feb 2024 00:00:00 GMT', null],
  ['2024-13-01', null],
  ['soon', null],
  ['', null],
])('reads the date "%s"', (text, date) => {
  expect(feedDate(text)?.toISOString() ?? null).toBe(date);
});

it.each([
  ['a DOCTYPE', '<!DOCTYPE rss><rss/>'],
  [
    'a file of the machine',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
  ],
  [
    'entities of entities',
    `<!DOCTYPE r [${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}]><rss/>`,
  ],
  [
    'a million character references',
    `<rss><channel><item><title>${'&#65;'.repeat(1_000_000)}</title></item></channel></rss>`,
  ],
  ['elements 50,000 deep', `<rss><channel><item>${'<a>'.repeat(50_000)}`],
  ['a web page', '<html><body/></html>'],
])('refuses %s before it has done much', async (_name, text) => {
  await expect(entries(text)).rejects.toMatchObject({ code: 'INVALID_FILE' });
});

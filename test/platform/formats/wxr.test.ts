import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { readWxr, type WxrOptions } from '../../../src/platform/formats/wxr';
import { readableSlug, type WxrRecord } from '../../../src/platform/formats/wxr-records';

const NAMESPACES =
  'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" ' +
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"';

/** An export with this inside its channel; the content begins in line 3. */
const exported = (inside: string, declaration = '<?xml version="1.0" encoding="UTF-8"?>') =>
  `${declaration}\n<rss ${NAMESPACES}><channel><title>Site</title><wp:wxr_version>1.2</wp:wxr_version>\n${inside}\n</channel></rss>`;

async function read(source: string | Buffer, options?: WxrOptions, chunkBytes = 1 << 20): Promise<WxrRecord[]> {
  const bytes = Buffer.from(source as string);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, at) =>
    bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes),
  );
  const records: WxrRecord[] = [];
  for await (const record of readWxr(Readable.from(chunks), options)) {
    records.push(record);
  }
  return records;
}

async function item(inside: string) {
  const found = (await read(exported(`<item>${inside}</item>`))).find(record => record.kind === 'item');
  return found?.kind === 'item' ? found : null;
}

const POST = `<wp:author><wp:author_id>1</wp:author_id><wp:author_login> ann </wp:author_login><wp:author_email>ann@example.com</wp:author_email><wp:author_display_name><![CDATA[Ann]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>news</wp:category_nicename><wp:category_parent>all</wp:category_parent><wp:cat_name>News</wp:cat_name><wp:termmeta><wp:meta_key>k</wp:meta_key></wp:termmeta></wp:category>
<wp:tag><wp:term_id>3</wp:term_id><wp:tag_slug>red</wp:tag_slug><wp:tag_name>Red</wp:tag_name></wp:tag>
<wp:term><wp:term_id>4</wp:term_id><wp:term_taxonomy>nav_menu</wp:term_taxonomy><wp:term_slug>main</wp:term_slug><wp:term_name>Main</wp:term_name></wp:term>
<image><url>https://example.com/i.png</url></image>
<item>
  <title>Hello &amp; goodbye</title><link>https://example.com/hello</link><dc:creator>ann</dc:creator><guid isPermaLink="false">https://example.com/?p=7</guid>
  <content:encoded><![CDATA[<p>a ]]]]><![CDATA[> b</p>]]></content:encoded><excerpt:encoded><![CDATA[Short]]></excerpt:encoded>
  <wp:post_id>7</wp:post_id><wp:post_id>8</wp:post_id><wp:post_date>2020-01-02 05:04:05</wp:post_date><wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt>
  <wp:post_modified_gmt>2021-01-02 03:04:05</wp:post_modified_gmt><wp:post_name>hello</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent>
  <wp:menu_order>2</wp:menu_order><wp:post_type>post</wp:post_type><wp:post_password>secret</wp:post_password><wp:is_sticky>1</wp:is_sticky>
  <category domain="category" nicename="news"><![CDATA[News]]></category><category>Loose</category>
  <wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v</wp:meta_value></wp:postmeta>
  <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content><![CDATA[<b>x</b>]]></wp:comment_content></wp:comment><wp:comment/>
</item>`;

describe('a WordPress export', () => {
  it('is read into records in document order, each with its line', async () => {
    expect(await read(exported(POST))).toEqual([
      {
        kind: 'site',
        line: 2,
        version: '1.2',
        title: 'Site',
        link: null,
        description: '',
        language: null,
        baseSiteUrl: null,
        baseBlogUrl: null,
      },
      {
        kind: 'author',
        line: 3,
        id: '1',
        login: 'ann',
        email: 'ann@example.com',
        displayName: 'Ann',
        firstName: null,
        lastName: null,
      },
      { kind: 'category', line: 4, id: '2', slug: 'news', parentSlug: 'all', name: 'News', description: '' },
      { kind: 'tag', line: 5, id: '3', slug: 'red', name: 'Red', description: '' },
      {
        kind: 'term',
        line: 6,
        id: '4',
        taxonomy: 'nav_menu',
        slug: 'main',
        parentSlug: null,
        name: 'Main',
        description: '',
      },
      {
        kind: 'item',
        line: 8,
        index: 0,
        type: 'post',
        status: 'publish',
        id: '7',
        title: 'Hello & goodbye',
        slug: 'hello',
        link: 'https://example.com/hello',
        guid: 'https://example.com/?p=7',
        creator: 'ann',
        date: new Date('2020-01-02T03:04:05Z'),
        dateFrom: 'post_date_gmt',
        modified: new Date('2021-01-02T03:04:05Z'),
        content: '<p>a ]]> b</p>',
        excerpt: 'Short',
        parentId: null,
        menuOrder: 2,
        sticky: true,
        password: 'secret',
        attachmentUrl: null,
        terms: [
          { domain: 'category', slug: 'news', name: 'News' },
          { domain: null, slug: null, name: 'Loose' },
        ],
        commentCount: 2,
        metaCount: 1,
        problems: [],
      },
    ]);
  });

  it('reads the same in chunks of one byte, packed, and in other encodings', async () => {
    const text = exported(`${POST}<item><title>Žluťoučký 😀 €</title></item>`);
    const records = await read(text);
    expect(await read(text, {}, 1)).toEqual(records);
    expect(await read(gzipSync(text))).toEqual(records);
    expect(await read(gzipSync(text), {}, 1)).toEqual(records);
    expect(await read(`\ufeff${text}`)).toEqual(records);
    expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(records);
    expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toEqual(records);
  });

  it.each([
    ['windows-1251', [0xcf, 0xf0], 'Пр'],
    ['ISO-8859-1', [0x80, 0xe9], '€é'],
    ['Shift_JIS', [0x93, 0xfa], '日'],
  ])('may be written in %s', async (encoding, bytes, title) => {
    const [before, after] = exported(
      '<item><title>T</title></item>',
      `<?xml version="1.0" encoding="${encoding}"?>`,
    ).split('T</title>');
    const file = Buffer.concat([Buffer.from(before as string), Buffer.from(bytes), Buffer.from(`</title>${after}`)]);
    expect((await read(file)).at(-1)).toMatchObject({ title });
  });

  it('may begin with a byte order mark and blank lines, which count as lines', async () => {
    expect((await read(`\ufeff\r\n\n${exported('<item/>')}`)).at(-1)).toMatchObject({ kind: 'item', line: 5 });
  });

  it('is read by namespace, whatever the prefixes and the version', async () => {
    const file = `<rss xmlns:w="http://wordpress.org/export/1.0/"><channel><w:wxr_version>abc</w:wxr_version>
      <w:author><w:author_login>a</w:author_login></w:author>
      <wp:author xmlns:wp="http://example.com/fake/"><wp:author_login>b</wp:author_login></wp:author>
      <item xmlns:e="http://wordpress.org/export/1.1/excerpt/" xmlns:c="http://purl.org/rss/1.0/modules/content/">
        <e:encoded>short</e:encoded><c:encoded>long</c:encoded><post_id xmlns="http://wordpress.org/export/1.2/">5</post_id>
        <post_type>page</post_type><w:post_type>post</w:post_type>
      </item></channel></rss>`;
    expect(await read(file)).toEqual([
      expect.objectContaining({ kind: 'site', version: 'abc' }),
      expect.objectContaining({ kind: 'author', login: 'a' }),
      expect.objectContaining({ kind: 'item', excerpt: 'short', content: 'long', id: '5', type: 'post' }),
    ]);
  });

  it('loses the control characters that XML forbids, and says so', async () => {
    const records = await read(exported('<item>\n<title>a\u000bb\u0000</title></item>'));
    expect(records.find(record => record.kind === 'notice')).toMatchObject({
      line: 4,
      code: 'FORBIDDEN_CHARACTER',
      message: expect.stringContaining('U+000B'),
    });
    expect(records.at(-1)).toMatchObject({ kind: 'item', title: 'ab' });
  });
});

describe("an item's date", () => {
  it.each([
    [
      'the GMT date',
      '<wp:post_date>2020-01-01 02:00:00</wp:post_date><wp:post_date_gmt>2020-01-01 00:00:00</wp:post_date_gmt>',
      '2020-01-01T00:00:00.000Z',
      'post_date_gmt',
    ],
    [
      'the local date where GMT is zero',
      '<wp:post_date>2020-01-01 02:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>',
      '2020-01-01T02:00:00.000Z',
      'post_date',
    ],
    [
      "the feed's date where there is no other",
      '<pubDate>Wed, 01 Jan 2020 01:00:00 +0100</pubDate>',
      '2020-01-01T00:00:00.000Z',
      'pubDate',
    ],
  ])('is %s', async (_, dates, iso, dateFrom) => {
    expect(await item(dates)).toMatchObject({ date: new Date(iso), dateFrom, problems: [] });
  });

  it('is none where all are zero', async () => {
    const zero = '0000-00-00 00:00:00';
    const dates = `<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><wp:post_date>${zero}</wp:post_date><wp:post_date_gmt>${zero}</wp:post_date_gmt>`;
    expect(await item(dates)).toMatchObject({ date: null, dateFrom: null, problems: [] });
  });

  it('that is no date is left out and named', async () => {
    expect(
      await item('<wp:post_date_gmt>2020-02-30 00:00:00</wp:post_date_gmt><wp:menu_order>first</wp:menu_order>'),
    ).toMatchObject({
      date: null,
      menuOrder: 0,
      problems: [
        { field: 'post_date_gmt', message: 'post_date_gmt "2020-02-30 00:00:00" is not a date.' },
        { field: 'menu_order', message: 'menu_order "first" is not a whole number.' },
      ],
    });
  });
});

describe('a file that is no sound export', () => {
  const gzip = gzipSync(exported('<item/>'.repeat(1000)));
  it.each<[string, string | Buffer, RegExp, number | undefined]>([
    ['is empty', '', /is empty/, 1],
    ['is blank', ' \n\n', /is empty/, 1],
    ['is JSON', '{"a": 1}', /looks like JSON/, 1],
    ['is prose', 'Dear reader', /not XML/, 1],
    ['is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), /binary/, undefined],
    ['is a ZIP archive', Buffer.from('PK\u0003\u0004\0\0'), /ZIP archive/, undefined],
    ['is a page', '<!DOCTYPE html>\n<html></html>', /HTML page/, 1],
    ['is a page without a doctype', '\n<html></html>', /HTML page/, 2],
    ['is an Atom feed', '<feed xmlns="http://www.w3.org/2005/Atom"/>', /Atom feed/, 1],
    [
      'is an RSS feed',
      '<rss version="2.0"><channel><title>x</title><item/></channel></rss>',
      /RSS feed, not a WordPress export/,
      1,
    ],
    ['is other XML', '<a/>', /root element is <a>/, 1],
    ['has no channel', '<rss/>', /no <channel>/, 1],
    [
      'declares entities',
      '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
      /DOCTYPE/,
      2,
    ],
    ['uses an unknown entity', exported('<item><title>a&nbsp;b</title></item>'), /entity that XML does not know/, 3],
    ['is cut off', exported('<item>').slice(0, -16), /ends before the element <item> is closed/, 4],
    [
      'closes CDATA too early',
      exported('<item><title><![CDATA[a]]> ]]></title></item>'),
      /CDATA section was closed too early/,
      3,
    ],
    ['has crossing tags', exported('<item><title>a</item></title>'), /Line 3/, 3],
    ['has an undeclared prefix', exported('<x:y/>'), /"x" is not declared/, 3],
    [
      'has markup in a text field',
      exported('<item><title>a<b>c</b></title></item>'),
      /"title" holds the element <b>/,
      3,
    ],
    [
      'is not in its encoding',
      Buffer.concat([Buffer.from(exported('<item>\n<title>')), Buffer.from([0xc3, 0x28])]),
      /not utf-8 text/,
      5,
    ],
    ['is in an unknown encoding', exported('', '<?xml version="1.0" encoding="klingon"?>'), /"klingon"/, 1],
    ['is nested deeply', exported('<a>'.repeat(200)), /more than 100 deep/, 3],
    [
      'has an element of many attributes',
      exported(`<a ${Array.from({ length: 300 }, (_, at) => `a${at}=""`).join(' ')}/>`),
      /more than 200 attributes/,
      3,
    ],
    ['is a cut off gzip', gzip.subarray(0, gzip.length - 20), /cut off/, undefined],
    ['is a damaged gzip', Buffer.concat([gzip.subarray(0, 12), Buffer.alloc(200, 7)]), /damaged/, undefined],
    ['is a gzip of nothing', gzipSync(''), /is empty/, 1],
  ])('%s: one clear error says so', async (_, file, message, line) => {
    await expect(read(file)).rejects.toMatchObject({
      code: 'INVALID_FILE',
      message: expect.stringMatching(message),
      details: line === undefined ? {} : { line },
    });
  });

  it.each<[string, string, WxrOptions, RegExp]>([
    [
      'of a field',
      `<item><title>${'x'.repeat(2000)}</title></item>`,
      { maxTokenLength: 1000 },
      /longer than 1000|more than 1000/,
    ],
    [
      'of a field in pieces',
      `<item><title>${'<![CDATA[xxxxxxxxxx]]>'.repeat(200)}</title></item>`,
      { maxTokenLength: 1000 },
      /record holds more than 1000/,
    ],
    ['of an attribute', `<a b="${'x'.repeat(2000)}"/>`, { maxTokenLength: 1000 }, /longer than 1000/],
    [
      'of the number of terms',
      `<item>${'<category/>'.repeat(200)}</item>`,
      { maxTokenLength: 1000 },
      /record holds more than 1000/,
    ],
    [
      'of the unpacked bytes',
      '<item/>'.repeat(2000),
      { maxBytes: 10_000 },
      /more than 10000 bytes once it is unpacked/,
    ],
  ])('meets the limit %s', async (_, inside, options, message) => {
    await expect(read(gzipSync(exported(inside)), options)).rejects.toMatchObject({
      code: 'INVALID_FILE',
      message: expect.stringMatching(message),
    });
  });

  it('gives the sound records before the fault', async () => {
    const kinds: string[] = [];
    await expect(
      (async () => {
        const bytes = Buffer.from(exported('<item/><item/><broken'));
        for await (const record of readWxr(Readable.from(Array.from(bytes, byte => Buffer.from([byte]))))) {
          kinds.push(record.kind);
        }
      })(),
    ).rejects.toMatchObject({ code: 'INVALID_FILE' });
    expect(kinds).toEqual(['site', 'item', 'item']);
  });

  it('passes on what its source throws, and lets go of the source when the reader stops', async () => {
    const failing = Readable.from(
      (async function* () {
        yield gzip.subarray(0, 20);
        throw new Error('The disk failed.');
      })(),
    );
    await expect(drain(failing)).rejects.toThrow('The disk failed.');
    const endless = Readable.from(
      (async function* () {
        yield Buffer.from(exported('<item/>').slice(0, -16));
        for (;;) {
          yield Buffer.from('<item/>'.repeat(1000));
        }
      })(),
    );
    for await (const record of readWxr(endless)) {
      if (record.kind === 'item' && record.index === 5000) break;
    }
    expect(endless.destroyed).toBe(true);
  });
});

async function drain(source: AsyncIterable<Buffer>): Promise<void> {
  for await (const record of readWxr(source)) {
    expect(record).toBeDefined();
  }
}

it('a slug is made readable only where its encoding is sound', () => {
  expect(readableSlug('%d0%bf%d1%80')).toBe('пр');
  expect(readableSlug('100%')).toBe('100%');
});

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkRichText } from '../../../src/platform/formats/rich-text/check-rich-text';
import { tokenizeHtml } from '../../../src/platform/formats/rich-text/html-tokens';
import { htmlToRichText } from '../../../src/platform/formats/rich-text/parse-html';
import { richTextToHtml } from '../../../src/platform/formats/rich-text/render';
import { richTextToMarkdown } from '../../../src/platform/formats/rich-text/render-markdown';
import type { RichTextDocument } from '../../../src/platform/formats/rich-text/rich-text-schema';

const DATA = process.env.KEELSON_SHARED_DATA ?? resolve(__dirname, '../../../../shared/data');
const TAGS = new Set(
  'p h1 h2 h3 h4 h5 h6 blockquote ul ol li pre code hr table tbody tr td th figure figcaption a img br strong em s u sub sup'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(['href', 'title', 'src', 'alt', 'start', 'colspan', 'rowspan', 'class', 'data-embed']);
const ADDRESSES = new Set(['href', 'src', 'data-embed']);

const BAD_ADDRESS = /^[\0-\x20]*(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:/i;

/** What a browser could act on in HTML, written without a look at the renderer: any tag, attribute or address that is not on the list. */
function executableThings(html: string): string[] {
  const found: string[] = [];
  tokenizeHtml(html, {
    open(name, attributes) {
      if (!TAGS.has(name)) {
        found.push(`<${name}>`);
      }
      for (const [attribute, value] of attributes) {
        const isBad = ADDRESSES.has(attribute)
          ? BAD_ADDRESS.test(value.replace(/[\t\n\r]/g, '')) || /[\0-\x1f]/.test(value)
          : attribute === 'class' && !/^language-[\w+#.-]+$/.test(value);
        if (!ATTRIBUTES.has(attribute) || isBad) {
          found.push(`${attribute}="${value}"`);
        }
      }
    },
    close(name) {
      if (!TAGS.has(name)) {
        found.push(`</${name}>`);
      }
    },
    text: () => undefined,
    comment: text => found.push(`<!--${text}-->`),
  });
  return found;
}

function expectHarmless(payload: string): void {
  const { document } = htmlToRichText(payload);
  expect(checkRichText(document)).toBeNull();
  expect(executableThings(richTextToHtml(document))).toEqual([]);
  // Markdown may hold inline HTML and decodes addresses: what a reader of it would pass on must be as harmless.
  const markdown = richTextToMarkdown(document).replace(/(?<!\\)(`+)[^]*?\1/g, '');
  expect(markdown).not.toMatch(/(?<!\]\()<(?!\/?(?:u|sub|sup|br)>|!-- -->|https?:)[a-z!/]/i);
  for (const [, angled, bare] of markdown.matchAll(/(?<!\\)\]\((?:<([^>]*)>|([^\s)]*))/g)) {
    const address = (angled ?? bare ?? '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
    expect(address).not.toMatch(/&(?!amp;)#?\w+;/);
    expect(address).not.toMatch(BAD_ADDRESS);
  }
}

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVa\nScRiPt:alert(1)">x</a>',
  '<a href="&#106;avascript&colon;alert(1)">x</a>',
  '<a href=" &#1; javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:x">x</a><a href="blob:x">y</a><a href="file:///etc/passwd">z</a>',
  '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  '<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<figure data-embed="javascript:alert(1)">x</figure>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<form action="javascript:x"><input autofocus onfocus=alert(1)><button formaction="javascript:x">b</button></form>',
  '<style>@import "//evil.example"</style><p style="background:url(javascript:x)">x</p>',
  '<base href="javascript:x"><link rel=stylesheet href=//evil.example><meta http-equiv=refresh content="0;javascript:x">',
  '<<script>script>alert(1)<</script>/script>',
  "<p title='\"><script>alert(1)</script>'>x</p><a href='https://a.example/\"onclick=\"alert(1)'>x</a>",
  '<pre><code class="language-x&quot; onclick=&quot;alert(1)">x</code></pre>',
  '<!--><script>alert(1)</script>--><!--[if IE]><script>alert(1)</script><![endif]-->',
  '[caption caption="<script>alert(1)</script>"]<img src="a.png">[/caption][embed]javascript:alert(1)[/embed]',
  '<a href="javascript&amp;colon;alert(1)">x</a><a href="javascript\\:alert(1)">y</a><img src="javascript&amp;#58;x">',
  '&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) `<script>`',
];

const PIECES = (
  'p div b i a href="/x"|a img src="/i.png"|img iframe src="https://v.example/"|iframe svg script h2 ul ol li table tr td th caption tbody ' +
  'blockquote pre code figure figcaption br hr q dl dt sub foo'
)
  .replace(/(\w+) (\w+="[^"]*")\|\1/g, '$1\u0001$2')
  .split(' ')
  .flatMap(tag => [`<${tag.replace('\u0001', ' ')}>`, `</${tag.split('\u0001')[0]}>`])
  .concat([
    'a',
    ' ',
    '\n',
    '\n\n',
    'https://v.example/1',
    '\nhttps://v.example/2\n',
    '[caption]',
    '[/caption]',
    '[gallery]',
    '&lt;',
    '<!--more-->',
    '  b  ',
  ]);

/** The same heap of tags and texts for the same seed (mulberry32). */
function heapOf(seed: number): string {
  let state = seed;
  const next = (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  return Array.from({ length: next(40) + 1 }, () => PIECES[next(PIECES.length)]).join('');
}

describe('heaps of tags in any order', () => {
  it('become sound documents, which rendering and parsing leaves as they are', () => {
    for (let seed = 0; seed < 3000; seed += 1) {
      const html = heapOf(seed);
      const { document } = htmlToRichText(html);
      expect({ html, fault: checkRichText(document) }).toEqual({ html, fault: null });
      expect({ html, document: htmlToRichText(richTextToHtml(document), { dialect: 'html' }).document }).toEqual({
        html,
        document,
      });
    }
  });
});

describe('hostile HTML', () => {
  it.each(payloads)('%s leaves nothing that could run', payload => expectHarmless(payload));

  it('reports what it took away', () => {
    const { losses } = htmlToRichText(
      '<p onclick="a()">x</p><script>b()</script><a href="javascript:c()">d</a><img src="data:image/png;base64,AA">',
    );
    expect(losses.map(loss => loss.what)).toEqual([
      'event handler',
      'script element',
      'javascript: URL',
      'data: URL',
      'image without a usable address',
    ]);
  });

  it('renders nothing harmful even of a document that was never checked', () => {
    const document = {
      type: 'doc',
      content: [
        { type: 'script', content: [{ type: 'text', text: '<script>' }] },
        {
          type: 'heading',
          attrs: { level: '1 onclick=x' },
          content: [
            {
              type: 'text',
              text: 'a',
              marks: [{ type: 'link', attrs: { href: 'javascript:x' } }, { type: 'constructor' }],
            },
          ],
        },
        { type: 'paragraph', content: [{ type: 'image', attrs: { src: 'data:x', alt: '"><script>' } }] },
        { type: 'embed', attrs: { url: 'javascript:x' } },
        { type: 'embed', attrs: { url: 'script' } },
        { type: 'codeBlock', attrs: { language: '"><script>' }, content: [] },
      ],
    } as RichTextDocument;
    expect(executableThings(richTextToHtml(document).replace(/ class="[^"]*"/, ''))).toEqual([]);
    expect(richTextToMarkdown(document)).not.toMatch(/<script|javascript|data:/);
  });

  it.each<[string, string]>([
    ['5,000 nested divisions', `${'<div>'.repeat(5000)}x`],
    ['a megabyte of unclosed marks', `${'<b>'.repeat(350_000)}x${'</i>'.repeat(250_000)}`],
    ['a megabyte of unclosed quotes', `${'<blockquote>'.repeat(90_000)}x`],
    ['a megabyte of unclosed lists', `${'<ul><li>'.repeat(130_000)}x`],
    ['a megabyte of unclosed tables', `${'<table><tr><td>'.repeat(70_000)}x`],
    ['two megabytes of shortcodes', '[a b=1]'.repeat(300_000)],
    ['a body of two megabytes', '<p>Hello <b>bold</b> and <a href="/x">a</a></p>\n'.repeat(45_000)],
    ['two megabytes of lines', 'word\n'.repeat(420_000)],
  ])('takes %s and gives a sound document', (_, html) => {
    const { document } = htmlToRichText(html);
    expect(checkRichText(document)).toBeNull();
    expect(richTextToHtml(document).length).toBeGreaterThan(0);
  });
});

(existsSync(join(DATA, 'xss')) ? describe : describe.skip)('payload lists of the shared corpus', () => {
  it('leave nothing that could run', () => {
    const lines = readFileSync(join(DATA, 'xss/xss-payload-list.txt'), 'utf8').split('\n');
    const vectors: { payload: string }[] = JSON.parse(readFileSync(join(DATA, 'xss/dompurify-expect.json'), 'utf8'));
    const all = [...lines, ...vectors.map(vector => vector.payload)];
    expect(all.length).toBeGreaterThan(3000);
    for (const payload of all) {
      expectHarmless(payload);
    }
  });
});

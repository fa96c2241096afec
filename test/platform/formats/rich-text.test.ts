import { checkRichText } from '../../../src/platform/formats/rich-text/check-rich-text';
import { htmlToRichText, type ParseHtmlOptions } from '../../../src/platform/formats/rich-text/parse-html';
import { richTextToHtml, richTextToText } from '../../../src/platform/formats/rich-text/render';
import { richTextToMarkdown } from '../../../src/platform/formats/rich-text/render-markdown';

/** Parses, insists on a sound document, and renders. */
function through(html: string, options?: ParseHtmlOptions): string {
  const { document } = htmlToRichText(html, options);
  expect(checkRichText(document)).toBeNull();
  return richTextToHtml(document);
}

const lossesOf = (html: string) => Object.fromEntries(htmlToRichText(html).losses.map(loss => [loss.what, loss.count]));

describe('HTML to rich text', () => {
  it.each([
    ['marks and links', '<p>A <strong>b <em>c</em></strong> <a href="/d" title="t">d <code>e</code></a></p>'],
    ['headings, rules and line breaks', '<h2>One<br>two</h2><hr><p>x</p>'],
    ['nested lists', '<ul><li>a<ol start="3"><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>'],
    ['quotes', '<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>'],
    ['code blocks', '<pre><code class="language-ts">if (a &lt; b) {\n  c();\n}\n</code></pre>'],
    ['code that begins with an empty line', '<pre>\n<code>\na</code></pre>'],
    [
      'tables',
      '<table><tbody><tr><th colspan="2">a</th></tr><tr><td>b</td><td rowspan="2"><p>c</p><p>d</p></td></tr></tbody></table>',
    ],
    [
      'figures',
      '<figure><p><a href="https://x.example/"><img src="/a.png" alt="A" title="T"></a></p><figcaption>One <em>two</em></figcaption></figure>',
    ],
    [
      'embeds',
      '<figure data-embed="https://v.example/1?a=b&amp;c=d"><a href="https://v.example/1?a=b&amp;c=d">https://v.example/1?a=b&amp;c=d</a></figure>',
    ],
    ['escapes', '<p>&lt;script&gt; &amp;amp; &quot;q&quot; &#39;</p>'],
    ['sub, sup, underline and strike', '<p>H<sub>2</sub>O <sup>2</sup> <u>u</u> <s>s</s></p>'],
  ])('keeps %s through parsing and rendering', (_, html) => {
    expect(through(html, { dialect: 'html' })).toBe(html);
  });

  it.each([
    ['a paragraph in a paragraph', '<p>a<p>b', '<p>a</p><p>b</p>'],
    [
      'text in a table',
      '<table>a<tr>b<td>c</table>d',
      '<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table><p>d</p>',
    ],
    ['a list item alone', '<li>a<p>b', '<ul><li><p>a</p><p>b</p></li></ul>'],
    ['a list in a list', '<ul><li>a</li><ul><li>b</li></ul></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    ['a heading in a list item', '<ul><li><h3>a</h3></li></ul>', '<ul><li><h3>a</h3></li></ul>'],
    ['crossing marks', '<p><b>a<i>b</b>c</i></p>', '<p><strong>a<em>b</em></strong><em>c</em></p>'],
    ['a mark around blocks', '<b><p>a</p><p>b</p></b>', '<p><strong>a</strong></p><p><strong>b</strong></p>'],
    ['a cell outside a table', '<td>a</td>', '<p>a</p>'],
    [
      'a caption of a table',
      '<table><caption>c</caption><tr><td>a</td></tr></table>',
      '<p>c</p><table><tbody><tr><td>a</td></tr></tbody></table>',
    ],
    [
      'a caption before its image',
      '<figure><figcaption>c</figcaption><img src="a.png"></figure>',
      '<figure><p><img src="a.png" alt=""></p><figcaption>c</figcaption></figure>',
    ],
    ['a figure without a caption', '<figure><img src="a.png"></figure>', '<p><img src="a.png" alt=""></p>'],
    ['an image in code', '<pre>a<img src="a.png">b</pre>', '<pre><code>a</code></pre><p><img src="a.png" alt="">b</p>'],
    ['end tags without a beginning', '</div></b></p></table>a</li>', '<p>a</p>'],
    ['nothing', '', '<p></p>'],
    ['empty things', '<p> </p><ul></ul><table><tr></tr></table><blockquote></blockquote>', '<p></p>'],
  ])('mends %s', (_, html, expected) => {
    expect(through(html, { dialect: 'html' })).toBe(expected);
  });

  it('keeps the text of elements it does not know, and reports them', () => {
    expect(through('<p><font color="red">a</font> <blink>b</blink></p><form><label>c</label></form>')).toBe(
      '<p>a b</p><p>c</p>',
    );
    expect(lossesOf('<p><font color="red">a</font> <font>b</font></p>')).toEqual({
      'color attribute': 1,
      'font element': 2,
    });
  });

  it('merges losses per kind and shows the first of each', () => {
    const { losses } = htmlToRichText('<p class="a">x</p><p class="b">y</p><script>alert(1)</script>');
    expect(losses).toEqual([
      { what: 'class attribute', kind: 'presentation', count: 2, excerpt: '<p class="a">' },
      { what: 'script element', kind: 'content', count: 1, excerpt: '<script>' },
    ]);
  });

  it('reports at most some dozens of kinds, however many there are', () => {
    const html = Array.from({ length: 5000 }, (_, at) => `<p x${at}="">a</p>`).join('');
    const { losses } = htmlToRichText(html);
    expect(losses.length).toBeLessThanOrEqual(61);
    expect(losses.reduce((sum, loss) => sum + loss.count, 0)).toBe(5000);
  });

  it('makes frames, videos and audio embeds', () => {
    expect(
      htmlToRichText(
        '<iframe src="//v.example/e" onload="x()"></iframe><video><source src="https://v.example/a.mp4">old</video>',
      ),
    ).toEqual({
      document: {
        type: 'doc',
        content: [
          { type: 'embed', attrs: { url: 'https://v.example/e' } },
          { type: 'embed', attrs: { url: 'https://v.example/a.mp4' } },
        ],
      },
      losses: [expect.objectContaining({ what: 'event handler', count: 1 })],
    });
  });
});

describe('the habits of WordPress', () => {
  it.each([
    [
      'takes blank lines for paragraphs and line ends for breaks',
      'One\ntwo\n\nThree\r\n\r\n\r\n<b>Four</b>',
      '<p>One<br>two</p><p>Three</p><p><strong>Four</strong></p>',
    ],
    ['takes a blank line inside a mark for a paragraph', '<em>a\n\nb</em>', '<p><em>a</em></p><p><em>b</em></p>'],
    ['leaves line ends at blocks alone', 'a\n<ul>\n<li>b</li>\n</ul>\nc', '<p>a</p><ul><li>b</li></ul><p>c</p>'],
    [
      'still parts at blank lines where some paragraphs are marked up',
      '<p>a\nb</p>\n\nc\nd\n\ne',
      '<p>a b</p><p>c d</p><p>e</p>',
    ],
    [
      'takes line ends for spaces where there are block comments',
      '<!-- wp:list -->\n<ul>\n<li>a\nb</li>\n</ul>\n<!-- /wp:list -->\n\nx\ny',
      '<ul><li>a b</li></ul><p>x y</p>',
    ],
    ['leaves code as it is', 'a\n\n<pre>b\n\n  [gallery]</pre>', '<p>a</p><pre><code>b\n\n  [gallery]</code></pre>'],
    [
      'makes a figure of a caption shortcode',
      '[caption id="x" align="left" width="3"]<a href="/b"><img src="/a.png" /></a> The <em>text</em>[/caption]\n\nmore',
      '<figure><p><a href="/b"><img src="/a.png" alt=""></a></p><figcaption>The <em>text</em></figcaption></figure><p>more</p>',
    ],
    [
      'reads captions of the old kind',
      '[caption caption="Old"]<img src="/a.png">[/caption]',
      '<figure><p><img src="/a.png" alt=""></p><figcaption>Old</figcaption></figure>',
    ],
    [
      'leaves out a caption shortcode that never ends',
      '[caption]<img src="/a.png"> a\n\nb',
      '<p><img src="/a.png" alt=""> a</p><p>b</p>',
    ],
    ['keeps brackets that are no shortcodes', 'He [sic] said [1]', '<p>He [sic] said [1]</p>'],
  ])('%s', (_, html, expected) => {
    expect(through(html)).toBe(expected);
  });

  it('embeds an address that stands alone, and an embed shortcode', () => {
    const { document } = htmlToRichText(
      'a\nhttps://v.example/1\nb\n\n[embed width="3"]https://v.example/2[/embed]\n\nsee https://v.example/3',
    );
    expect(document.content.map(node => node.attrs?.['url'] ?? node.type)).toEqual([
      'paragraph',
      'https://v.example/1',
      'paragraph',
      'https://v.example/2',
      'paragraph',
    ]);
  });

  it('drops block comments silently and reports blocks that only the server could fill', () => {
    expect(
      lossesOf(
        '<!-- wp:paragraph {"a":"--\\u003e"} --><p>g</p><!-- /wp:paragraph --><!-- wp:latest-posts {"n":3} /-->',
      ),
    ).toEqual({ 'latest-posts block': 1 });
  });

  it('reports the more marker, other comments and shortcodes that stay as text', () => {
    const html = 'a<!--more-->b [gallery ids="1,2"] [x y="1"]c[/x]<!-- note -->';
    expect(through(html)).toBe('<p>a</p><p>b [gallery ids=&quot;1,2&quot;] [x y=&quot;1&quot;]c[/x]</p>');
    expect(lossesOf(html)).toEqual({ 'more marker': 1, '[gallery] shortcode': 1, '[x] shortcode': 1, comment: 1 });
  });
});

describe('rich text as plain text and Markdown', () => {
  const { document } = htmlToRichText(
    '<h2>T*itle</h2><p>a <b>b </b>c<br>1. d <a href="/x y">e</a> <code>f`g</code></p><ol start="4"><li>x</li><li>y<ul><li>z</li></ul></li></ol>' +
      '<blockquote><p>q</p></blockquote><pre><code class="language-ts">let a;\n```</code></pre><table><tr><th>h|1</th><th>h2</th></tr><tr><td colspan="2">c</td></tr></table>' +
      '<figure><img src="/i.png" alt="A"><figcaption>cap</figcaption></figure>',
  );

  it('gives the words alone', () => {
    expect(richTextToText(document)).toBe(
      'T*itle\n\na b c\n1. d e f`g\n\nx\ny\nz\n\nq\n\nlet a;\n```\n\nh|1\th2\nc\n\ncap',
    );
  });

  it('gives Markdown that means the same', () => {
    expect(richTextToMarkdown(document)).toBe(
      [
        '## T\\*itle',
        'a **b** c\\\n1\\. d [e](</x%20y>) ``f`g``',
        '4. x\n5. y\n   - z',
        '> q',
        '````ts\nlet a;\n```\n````',
        '| h\\|1 | h2 |\n| --- | --- |\n| c |  |',
        '![A](/i.png)\n\n*cap*',
      ].join('\n\n'),
    );
  });
});

describe('the check of rich text from outside', () => {
  it.each<[string, unknown, (string | number)[]]>([
    ['no document', { type: 'paragraph' }, []],
    ['an unknown node', { type: 'doc', content: [{ type: 'script' }] }, ['content', 0]],
    ['a node from the prototype', { type: 'doc', content: [{ type: 'constructor' }] }, ['content', 0]],
    ['an empty document', { type: 'doc', content: [] }, ['content']],
    ['text between blocks', { type: 'doc', content: [{ type: 'text', text: 'a' }] }, ['content', 0]],
    [
      'empty text',
      { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }] },
      ['content', 0, 'content', 0, 'text'],
    ],
    [
      'a level beyond six',
      { type: 'doc', content: [{ type: 'heading', attrs: { level: 7 } }] },
      ['content', 0, 'attrs', 'level'],
    ],
    [
      'an unknown attribute',
      { type: 'doc', content: [{ type: 'paragraph', attrs: { onclick: 'x' } }] },
      ['content', 0, 'attrs', 'onclick'],
    ],
    [
      'a script as an address',
      {
        type: 'doc',
        content: [
          {
            type: 'paragraph',
            content: [{ type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'java\nscript:x' } }] }],
          },
        ],
      },
      ['content', 0, 'content', 0, 'marks', 0, 'attrs', 'href'],
    ],
    [
      'an item without a paragraph',
      { type: 'doc', content: [{ type: 'bulletList', content: [{ type: 'listItem' }] }] },
      ['content', 0, 'content', 0, 'content'],
    ],
  ])('refuses %s and says where', (_, value, path) => {
    expect(checkRichText(value)).toEqual({ path, message: expect.stringMatching(/\.$/) });
  });

  it('refuses nesting that is too deep without exhausting the stack', () => {
    let node: unknown = { type: 'paragraph' };
    for (let at = 0; at < 100_000; at += 1) {
      node = { type: 'blockquote', content: [node] };
    }
    expect(checkRichText({ type: 'doc', content: [node] })?.message).toMatch(/nested more than 64 deep/);
  });
});

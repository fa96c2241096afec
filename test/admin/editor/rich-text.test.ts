import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRichText } from '../../../src/platform/formats/rich-text/check-rich-text';
import { browserTest, useDashboard } from '../browser';

/*
 * What is pasted, stored and shown in the rich text editor. Breaches of the page's policy and errors fail each test by themselves.
 */

const dashboard = useDashboard();

async function makeArticle(input: object): Promise<string> {
  const { data, errors } = await dashboard.api.query(
    'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } userErrors { message } } }',
    { input },
  );
  if (errors || !data.createArticle.article) throw new Error(JSON.stringify(errors ?? data));
  return data.createArticle.article.id;
}

/** The article's text as the server has it, once the page has saved. */
async function savedText(id: string): Promise<any> {
  await dashboard.page.keyboard.press('Control+s');
  await dashboard.page.getByText('Everything is saved.').waitFor();
  const { data } = await dashboard.api.query(
    'query ($id: ID!) { article(id: $id, perspective: DRAFT) { body { json html markdown } } }',
    { id },
  );
  expect(checkRichText(data.article.body.json)).toBeNull();
  return data.article.body;
}

/** Puts HTML on the clipboard of an event and lets the editor take it. */
async function paste(html: string): Promise<void> {
  const { page } = dashboard;
  const body = page.getByRole('textbox', { name: 'Body' });
  await body.click();
  await body.evaluate((element, content) => {
    const scope = globalThis as unknown as { DataTransfer: any; ClipboardEvent: any };
    const clipboard = new scope.DataTransfer();
    clipboard.setData('text/html', content);
    clipboard.setData('text/plain', 'plain');
    (element as any).dispatchEvent(
      new scope.ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }),
    );
  }, html);
}

async function openArticle(input: object = { title: 'Text' }): Promise<string> {
  await dashboard.signInAs();
  const id = await makeArticle(input);
  await dashboard.open(`/content/articles/${id}`);
  await dashboard.page.getByRole('textbox', { name: 'Body' }).waitFor();
  return id;
}

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;font-size:11pt} --></style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=EN-GB style='tab-interval:36.0pt'>
<h2 style='mso-style-link:"x"'><b><span style='font-size:16.0pt'>Tides</span></b></h2>
<p class=MsoNormal style='margin-bottom:8pt'>A <b style='mso-bidi-font-weight:normal'>bold</b> and <i>slanted</i> word.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Nested</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Second</p>
<p class=MsoNormal><img width=10 src="file:///C:/Users/x/clip.png"><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='height:1pt'><td width=300 style='width:2cm'><p class=MsoNormal>Cell</p></td><td colspan=2><p>Wide</p></td></tr></table></body></html>`;

const GOOGLE = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:700">Harbours</span></h2>
<p dir="ltr" style="line-height:1.38"><span style="font-weight:700">Bold</span><span style="font-weight:400">, </span><span style="font-style:italic">slanted</span><span>, </span><span style="text-decoration:line-through">gone</span><span>, </span><a href="https://www.google.com/url?q=https://example.org/fog&sa=D" style="text-decoration:none"><span style="color:#1155cc;text-decoration:underline">a link</span></a></p><br>
<ol style="margin-top:0"><li dir="ltr" style="list-style-type:decimal" aria-level="1"><p dir="ltr" role="presentation"><span>One</span></p></li><li dir="ltr"><p dir="ltr"><span>Two</span></p></li></ol></b>`;

browserTest('what is pasted from Word keeps its meaning and loses its dress', async () => {
  const id = await openArticle();
  await paste(WORD);
  const { html } = await savedText(id);
  expect(html).not.toMatch(/style|class|Mso|file:|<o:/);
  expect(html).toContain('<h2>Tides</h2>');
  expect(html).toContain('<strong>bold</strong> and <em>slanted</em>');
  expect(html).toContain('<ul><li>First<ul><li>Nested</li></ul></li><li>Second</li></ul><table>');
  expect(html).toContain('<td>Cell</td><td colspan="2">Wide</td>');
});

browserTest('what is pasted from Google Docs keeps its meaning and loses its dress', async () => {
  const id = await openArticle();
  await paste(GOOGLE);
  const { markdown, html } = await savedText(id);
  expect(html).not.toMatch(/style|docs-internal|google|<u>/);
  expect(markdown).toBe(
    '## Harbours\n\n**Bold**, *slanted*, ~~gone~~, [a link](https://example.org/fog)\n\n1. One\n2. Two',
  );
});

browserTest('blocks are begun with a slash, and links are made with the keyboard', async () => {
  const id = await openArticle();
  const { page } = dashboard;
  await page.getByRole('textbox', { name: 'Body' }).click();
  await page.keyboard.type('/num');
  await page.getByRole('option', { name: 'Numbered list' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Fog');
  await page.keyboard.press('Shift+Home');
  // The bubble above the selection says that the editor knows of it.
  await page.getByRole('button', { name: 'Bold' }).nth(1).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByLabel('Address').fill('javascript:alert(1)');
  await page.keyboard.press('Enter');
  await page.getByText(/Write an http, https, mailto or tel address/).waitFor();
  expect(await dashboard.axe()).toEqual([]);
  await page.getByLabel('Address').fill('example.org/fog');
  await page.keyboard.press('Enter');
  expect((await savedText(id)).markdown).toBe('1. [Fog](https://example.org/fog)');
});

browserTest('a table, an embed and a picture of another site are kept, and nothing of them is loaded', async () => {
  const id = await openArticle();
  const { page } = dashboard;
  await page.getByRole('textbox', { name: 'Body' }).click();
  await page.keyboard.type('/embed');
  await page.keyboard.press('Enter');
  await page.getByLabel('Address of the page or video').fill('https://video.example.org/watch?v=1');
  await page.getByRole('button', { name: 'Insert' }).click();
  await page.getByText('video.example.org', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'Image' }).click();
  await page.getByRole('button', { name: 'Use an address instead' }).click();
  await page.getByLabel('Address of the image').fill('https://pictures.example.org/boat.png');
  await page.getByLabel('Description for those who do not see it').fill('A boat');
  await page.getByRole('button', { name: 'Insert' }).click();
  const { html } = await savedText(id);
  expect(html).toContain('https://video.example.org/watch?v=1');
  expect(html).toContain('alt="A boat"');
});

/** Ways to run something, each of which would call `pwned`. */
const PAYLOADS = [
  '<script>pwned()</script>',
  '<img src=x onerror=pwned()>',
  '<svg onload=pwned()>',
  '<svg><script>pwned()</script></svg>',
  '<iframe src="javascript:parent.pwned()"></iframe>',
  '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
  '<a href="javascript:pwned()">click</a>',
  '<a href="java\nscript:pwned()">click</a>',
  '<a href="data:text/html,<script>pwned()</script>">click</a>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=pwned()&gt;"></mglyph></table></mtext></math>',
  '<details open ontoggle=pwned()>x</details>',
  '<input autofocus onfocus=pwned()>',
  '<form action="javascript:pwned()"><button>x</button></form>',
  '<object data="javascript:pwned()"></object>',
  '<style>@import "javascript:pwned()"; * { color: red }</style>',
  '<base href="https://elsewhere.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:pwned()">',
  '"><img src=x onerror=pwned()>',
];

const LIST = join(__dirname, '../../../../shared/data/xss/xss-payload-list.txt');
const lists = [LIST, join(process.cwd(), '../shared/data/xss/xss-payload-list.txt')].filter(existsSync);

async function listenForAttacks(): Promise<() => Promise<number>> {
  const { page } = dashboard;
  await page.addInitScript(() => {
    const scope = globalThis as any;
    scope.attacks = 0;
    for (const name of ['pwned', 'alert', 'prompt', 'confirm']) scope[name] = () => (scope.attacks += 1);
  });
  page.on('dialog', dialog => void dialog.dismiss());
  return () => page.evaluate(() => (globalThis as any).attacks);
}

browserTest(
  'nothing of what is stored runs when it is opened, compared or focused',
  async () => {
    const attacks = await listenForAttacks();
    const given = lists[0] ? readFileSync(lists[0], 'utf8').split('\n').filter(Boolean) : [];
    const payloads = [...PAYLOADS, ...given];
    const content = payloads.map(text => ({ type: 'paragraph', content: [{ type: 'text', text }] }));
    const id = await openArticle({
      title: PAYLOADS[1],
      excerpt: payloads.slice(0, 60).join('\n'),
      body: { type: 'doc', content },
    });
    const { page } = dashboard;
    await page.getByText('<script>pwned()</script>', { exact: true }).first().waitFor();
    for (const name of ['Title', 'Body', 'Excerpt']) await page.getByRole('textbox', { name, exact: true }).click();
    await dashboard.api.query(
      'mutation ($id: ID!) { publishArticle(input: { id: $id }) { userErrors { message } } updateArticle(input: { id: $id, title: "x", body: null }) { userErrors { message } } }',
      { id },
    );
    await dashboard.open(`/content/articles/${id}`);
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: /Version 1/ }).click();
    await page.locator('del').first().waitFor();
    expect(await attacks()).toBe(0);
  },
  60_000,
);

browserTest('nothing of what is pasted runs, and what is left of it the server takes', async () => {
  const attacks = await listenForAttacks();
  const id = await openArticle();
  for (const payload of PAYLOADS) await paste(`<p>before</p>${payload}<p>after</p>`);
  const { html } = await savedText(id);
  expect(await attacks()).toBe(0);
  expect(html).not.toMatch(/<script|<iframe|<svg|on\w+=|javascript:|<style|<form|<object/i);
});

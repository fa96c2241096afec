import { isEmbedUrl, isSafeMediaUrl } from '../../platform/formats/rich-text/safe-url';

/*
 * What word processors put on the clipboard is dressed in styles, which the page's policy does not apply even while they are only parsed.
 * So styles are renamed before anything parses them, read for what they mean (bold, a list's level), and dropped.
 */

const STYLE = 'data-style';
const KEPT = new Set([
  'href',
  'src',
  'alt',
  'title',
  'colspan',
  'rowspan',
  'start',
  'data-embed',
  'data-asset',
  'data-pm-slice',
]);

/** As the server makes them. */
const ASSET_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** A tag, with whatever its quoted attributes hold. */
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi;

/** What has no meaning in a text, with all that is in it. */
const GONE =
  'script, style, title, xml, noscript, template, svg, math, object, embed, applet, frame, frameset, input, button, select, textarea, audio, video, canvas, dialog';

/** HTML from the clipboard as plain, semantic HTML. */
export function cleanPaste(html: string): string {
  const page = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  const { body } = page;
  for (const gone of body.querySelectorAll(GONE)) gone.remove();
  for (const office of body.querySelectorAll('o\\:p')) office.replaceWith(...office.childNodes);
  for (const picture of body.querySelectorAll('img')) {
    if (picture.dataset.asset && !ASSET_ID.test(picture.dataset.asset)) delete picture.dataset.asset;
    if (!picture.dataset.asset && !isSafeMediaUrl(picture.getAttribute('src') ?? '')) picture.remove();
  }
  for (const frame of body.querySelectorAll('iframe')) embedOf(page, frame);
  dropComments(page, body);
  // Google Docs wraps all in a <b> that is not bold.
  for (const wrapper of body.querySelectorAll('b[id^="docs-internal-guid"]'))
    wrapper.replaceWith(...wrapper.childNodes);
  wordLists(page, body);
  for (const span of [...body.querySelectorAll('span, font, b, strong, i, em')]) meaning(page, span);
  for (const heading of body.querySelectorAll('h1, h2, h3, h4, h5, h6')) unwrap(heading, 'strong, b');
  for (const link of body.querySelectorAll('a')) {
    unwrap(link, 'u');
    direct(link);
  }
  for (const underlined of body.querySelectorAll('u > a:only-child')) underlined.parentElement?.replaceWith(underlined);
  for (const element of body.querySelectorAll('*')) undress(element);
  for (const paragraph of body.querySelectorAll('p')) {
    if (paragraph.textContent?.trim() === '' && !paragraph.querySelector('img, br')) paragraph.remove();
  }
  for (const rest of body.querySelectorAll(':scope > br')) rest.remove();
  return body.innerHTML;
}

function withoutStyles(html: string): string {
  return html
    .replace(/<style\b[\s\S]*?(<\/style\s*>|$)/gi, '')
    .replace(/<!\[(?:if|endif)[^\]]*\]>/gi, '')
    .replace(/<(?:base|meta|link)\b[^>]*>/gi, '')
    .replace(TAG, tag =>
      tag.replace(/([\s"'/])style\s*=/gi, `$1 ${STYLE}=`).replace(/([\s"'/])on\w+\s*=/gi, '$1 data-on='),
    );
}

/** A frame is named, and never made again while its text is parsed. */
function embedOf(page: Document, frame: HTMLIFrameElement): void {
  const url = frame.getAttribute('src') ?? '';
  const embed = page.createElement('div');
  embed.setAttribute('data-embed', url);
  if (isEmbedUrl(url)) frame.replaceWith(embed);
  else frame.remove();
}

function dropComments(page: Document, body: HTMLElement): void {
  const walker = page.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) (comment as Comment).remove();
}

const styleOf = (element: Element) => (element.getAttribute(STYLE) ?? '').toLowerCase();

/** Word writes lists as paragraphs whose style says `mso-list: l0 level2 lfo1`, and their bullet as text. */
function wordLists(page: Document, body: HTMLElement): void {
  let lists: { list: HTMLElement; level: number }[] = [];
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const level = Number(/mso-list:\s*l\d+\s+level(\d)/.exec(styleOf(paragraph))?.[1] ?? 0);
    if (level === 0) {
      lists = [];
      continue;
    }
    const bullet = [...paragraph.querySelectorAll('span')].find(span => /mso-list:\s*ignore/.test(styleOf(span)));
    const ordered = /^\s*(\d+|[a-z]{1,3})[.)]/i.test(bullet?.textContent ?? '');
    bullet?.remove();
    const item = page.createElement('li');
    const text = page.createElement('p');
    text.append(...paragraph.childNodes);
    item.append(text);
    while (lists.length > 0 && lists[lists.length - 1].level > level) lists.pop();
    let open = lists.at(-1);
    if (!open || open.level < level || !follows(paragraph, lists[0].list)) {
      const nested = open && open.level < level ? open.list.lastElementChild : null;
      if (!nested) lists = [];
      open = { list: page.createElement(ordered ? 'ol' : 'ul'), level };
      if (nested) nested.append(open.list);
      else paragraph.before(open.list);
      lists.push(open);
    }
    open.list.append(item);
    paragraph.remove();
  }
}

function follows(paragraph: Element, list: Element): boolean {
  return paragraph.previousElementSibling === list;
}

/** Replaces an element that only has a style by those that mean the same. */
function meaning(page: Document, element: Element): void {
  const style = styleOf(element);
  const means: string[] = [];
  const weight = /(?:^|[;\s])font-weight:\s*(\w+)/.exec(style)?.[1];
  const bold = /^(b|strong)$/.test(element.localName) ? !/^(normal|[1-5]00)$/.test(weight ?? '') : isBold(weight);
  if (bold) means.push('strong');
  const slant = /(?:^|[;\s])font-style:\s*(\w+)/.exec(style)?.[1];
  if (/^(i|em)$/.test(element.localName) ? slant !== 'normal' : slant === 'italic') means.push('em');
  if (/text-decoration[^;]*line-through/.test(style)) means.push('s');
  if (/text-decoration[^;]*underline/.test(style)) means.push('u');
  if (/vertical-align:\s*super/.test(style)) means.push('sup');
  if (/vertical-align:\s*sub/.test(style)) means.push('sub');
  let inner: ParentNode & Node = page.createDocumentFragment();
  inner.append(...element.childNodes);
  for (const name of means) {
    const wrapper = page.createElement(name);
    wrapper.append(inner);
    inner = wrapper;
  }
  element.replaceWith(inner);
}

const isBold = (weight: string | undefined) => weight !== undefined && /^(bold|bolder|[6-9]00)$/.test(weight);

function unwrap(parent: Element, selector: string): void {
  for (const child of parent.querySelectorAll(selector)) child.replaceWith(...child.childNodes);
}

/** Google Docs leads its links over a page of its own. */
function direct(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href') ?? '';
  if (!URL.canParse(href)) return;
  const { hostname, pathname, searchParams } = new URL(href);
  const target = /^(www\.)?google\.[a-z.]+$/.test(hostname) && pathname === '/url' ? searchParams.get('q') : null;
  if (target) link.setAttribute('href', target);
}

function undress(element: Element): void {
  for (const { name } of [...element.attributes]) {
    const language = name === 'class' && element.localName === 'code' && /lang/.test(element.className);
    if (!KEPT.has(name) && !language) element.removeAttribute(name);
  }
}

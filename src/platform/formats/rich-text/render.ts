/**
 * Rich text to HTML and to plain text. The HTML is safe by construction: only known nodes and marks become tags, addresses
 * are checked again, everything else is escaped, so that even a document that was never checked can do no harm.
 */
import { imageSource } from './image-assets';
import { MAX_RICH_TEXT_DEPTH, type RichTextDocument, type RichTextMark, type RichTextNode } from './rich-text-schema';
import { isEmbedUrl, isSafeLinkUrl, isSafeMediaUrl } from './safe-url';

const MARK_TAGS: Readonly<Record<string, string>> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  underline: 'u',
  subscript: 'sub',
  superscript: 'sup',
  code: 'code',
};
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Blocks whose children stand on lines of their own, without an empty line between. */
const CLOSE_SET = new Set(['bulletList', 'orderedList', 'listItem', 'table']);

/** The document as HTML that may be put into a page as it is. `htmlToRichText` of it gives the document again. */
export function richTextToHtml(document: RichTextDocument): string {
  return htmlOfBlocks(document.content, 1);
}

/** The words alone: paragraphs separated by empty lines, list items and table rows by line ends, cells by tabs. */
export function richTextToText(document: RichTextDocument): string {
  return textOfBlocks(document.content, '\n\n', 1);
}

/** Makes text safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, char => ESCAPES[char] as string);
}

function htmlOfBlocks(nodes: readonly RichTextNode[] | undefined, depth: number): string {
  return depth > MAX_RICH_TEXT_DEPTH ? '' : (nodes ?? []).map(node => htmlOfBlock(node, depth)).join('');
}

function htmlOfBlock(node: RichTextNode, depth: number): string {
  const blocks = () => htmlOfBlocks(node.content, depth + 1);
  const inline = () => htmlOfInline(node.content ?? []);
  switch (node.type) {
    case 'paragraph':
      return `<p>${inline()}</p>`;
    case 'heading': {
      const level = Math.min(6, Math.max(1, wholeNumber(node.attrs?.['level'])));
      return `<h${level}>${inline()}</h${level}>`;
    }
    case 'blockquote':
      return `<blockquote>${blocks()}</blockquote>`;
    case 'bulletList':
      return `<ul>${blocks()}</ul>`;
    case 'orderedList': {
      const start = wholeNumber(node.attrs?.['start']);
      return `<ol${start === 1 ? '' : ` start="${start}"`}>${blocks()}</ol>`;
    }
    case 'listItem':
      return `<li>${htmlOfCompact(node, depth + 1)}</li>`;
    case 'codeBlock':
      return htmlOfCode(node);
    case 'horizontalRule':
      return '<hr>';
    case 'table':
      return `<table><tbody>${blocks()}</tbody></table>`;
    case 'tableRow':
      return `<tr>${blocks()}</tr>`;
    case 'tableCell':
      return `<td${spans(node)}>${htmlOfCompact(node, depth + 1)}</td>`;
    case 'tableHeader':
      return `<th${spans(node)}>${htmlOfCompact(node, depth + 1)}</th>`;
    case 'figure':
      return `<figure>${blocks()}</figure>`;
    case 'figcaption':
      return `<figcaption>${inline()}</figcaption>`;
    case 'embed':
      return htmlOfEmbed(String(node.attrs?.['url'] ?? ''));
    case 'text':
    case 'image':
    case 'hardBreak':
      return htmlOfInline([node]);
    default:
      return blocks();
  }
}

/** A first paragraph that is the only one of its item or cell needs no tags. */
function htmlOfCompact(node: RichTextNode, depth: number): string {
  const [first, ...rest] = node.content ?? [];
  if (first?.type === 'paragraph' && !rest.some(block => block.type === 'paragraph')) {
    return htmlOfInline(first.content ?? []) + htmlOfBlocks(rest, depth);
  }
  return htmlOfBlocks(node.content, depth);
}

function htmlOfCode(node: RichTextNode): string {
  const language = String(node.attrs?.['language'] ?? '');
  const text = (node.content ?? []).map(child => child.text ?? '').join('');
  const attribute = language === '' ? '' : ` class="language-${escapeHtml(language)}"`;
  // The parser of HTML takes away one line end after <pre>.
  return `<pre>${text.startsWith('\n') ? '\n' : ''}<code${attribute}>${escapeHtml(text)}</code></pre>`;
}

function htmlOfEmbed(url: string): string {
  if (!isEmbedUrl(url)) {
    return '';
  }
  const escaped = escapeHtml(url);
  return `<figure data-embed="${escaped}"><a href="${escaped}">${escaped}</a></figure>`;
}

function spans(node: RichTextNode): string {
  return ['colspan', 'rowspan']
    .map(name => ({ name, count: wholeNumber(node.attrs?.[name]) }))
    .map(({ name, count }) => (count > 1 ? ` ${name}="${count}"` : ''))
    .join('');
}

function htmlOfInline(nodes: readonly RichTextNode[]): string {
  const open: RichTextMark[] = [];
  let html = '';
  for (const node of nodes) {
    const marks = (node.marks ?? []).filter(isRenderable);
    const kept = commonPrefix(open, marks);
    html += closeTags(open, kept);
    for (const mark of marks.slice(kept)) {
      open.push(mark);
      html += openTag(mark);
    }
    html += htmlOfLeaf(node);
  }
  return html + closeTags(open, 0);
}

function htmlOfLeaf(node: RichTextNode): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.text ?? '');
    case 'hardBreak':
      return '<br>';
    case 'image': {
      const src = imageSource(node);
      const alt = String(node.attrs?.['alt'] ?? '');
      const title = node.attrs?.['title'];
      if (!isSafeMediaUrl(src)) {
        return escapeHtml(alt);
      }
      return `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"${title ? ` title="${escapeHtml(String(title))}"` : ''}>`;
    }
    default:
      return '';
  }
}

function isRenderable(mark: RichTextMark): boolean {
  return mark.type === 'link' ? isSafeLinkUrl(String(mark.attrs?.['href'] ?? '')) : Object.hasOwn(MARK_TAGS, mark.type);
}

function openTag(mark: RichTextMark): string {
  if (mark.type !== 'link') {
    return `<${MARK_TAGS[mark.type]}>`;
  }
  const title = mark.attrs?.['title'];
  const href = escapeHtml(String(mark.attrs?.['href']));
  return `<a href="${href}"${title ? ` title="${escapeHtml(String(title))}"` : ''}>`;
}

function closeTags(open: RichTextMark[], keep: number): string {
  let html = '';
  while (open.length > keep) {
    const mark = open.pop() as RichTextMark;
    html += `</${mark.type === 'link' ? 'a' : MARK_TAGS[mark.type]}>`;
  }
  return html;
}

/** How many marks at the beginning of both are the same: those tags stay open from one text to the next. */
export function commonPrefix(a: readonly RichTextMark[], b: readonly RichTextMark[]): number {
  let length = 0;
  while (length < a.length && length < b.length && isSameMark(a[length] as RichTextMark, b[length] as RichTextMark)) {
    length += 1;
  }
  return length;
}

function isSameMark(a: RichTextMark, b: RichTextMark): boolean {
  return a.type === b.type && a.attrs?.['href'] === b.attrs?.['href'] && a.attrs?.['title'] === b.attrs?.['title'];
}

function wholeNumber(value: unknown): number {
  return Number.isInteger(value) ? (value as number) : 1;
}

function textOfBlocks(nodes: readonly RichTextNode[] | undefined, between: string, depth: number): string {
  if (depth > MAX_RICH_TEXT_DEPTH) {
    return '';
  }
  return (nodes ?? [])
    .map(node => textOfBlock(node, depth))
    .filter(text => text !== '')
    .join(between);
}

function textOfBlock(node: RichTextNode, depth: number): string {
  if (node.type === 'tableRow') {
    return (node.content ?? []).map(cell => textOfBlocks(cell.content, '\n', depth + 1)).join('\t');
  }
  const first = node.content?.[0];
  if (first && (first.type === 'text' || first.type === 'image' || first.type === 'hardBreak')) {
    return (node.content ?? []).map(child => (child.type === 'hardBreak' ? '\n' : (child.text ?? ''))).join('');
  }
  return textOfBlocks(node.content, CLOSE_SET.has(node.type) ? '\n' : '\n\n', depth + 1);
}

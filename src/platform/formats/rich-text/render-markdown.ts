/** Rich text to Markdown: CommonMark with the tables and strikethrough of GitHub Flavored Markdown; what neither has (underline, sub- and superscript) is inline HTML. */
import { imageSource } from './image-assets';
import { commonPrefix, escapeHtml } from './render';
import { MAX_RICH_TEXT_DEPTH, type RichTextDocument, type RichTextMark, type RichTextNode } from './rich-text-schema';
import { isEmbedUrl, isSafeLinkUrl, isSafeMediaUrl } from './safe-url';

const DELIMITERS: Readonly<Record<string, [string, string]>> = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  strike: ['~~', '~~'],
  underline: ['<u>', '</u>'],
  subscript: ['<sub>', '</sub>'],
  superscript: ['<sup>', '</sup>'],
};

/** The document as Markdown. Unsafe addresses are left out, and no text can begin a tag. */
export function richTextToMarkdown(document: RichTextDocument): string {
  return blocks(document.content, 1);
}

function blocks(nodes: readonly RichTextNode[] | undefined, depth: number, between = '\n\n'): string {
  if (depth > MAX_RICH_TEXT_DEPTH) {
    return '';
  }
  const written: string[] = [];
  let before: RichTextNode | null = null;
  for (const node of nodes ?? []) {
    // Two lists in a row would be read as one.
    if (before?.type === node.type && (node.type === 'bulletList' || node.type === 'orderedList')) {
      written.push('<!-- -->');
    }
    const text = block(node, depth);
    if (text !== '') {
      written.push(text);
      before = node;
    }
  }
  return written.join(between);
}

function block(node: RichTextNode, depth: number): string {
  switch (node.type) {
    case 'paragraph':
      return escapeLineStarts(inline(node.content ?? []));
    case 'heading': {
      const level = Math.min(6, Math.max(1, Number(node.attrs?.['level']) || 1));
      return `${'#'.repeat(level)} ${inline(node.content ?? []).replace(/\\?\n/g, ' ')}`;
    }
    case 'blockquote':
      return prefixed(blocks(node.content, depth + 1), '> ', '> ');
    case 'bulletList':
      return listItems(node, depth, () => '- ');
    case 'orderedList':
      return listItems(node, depth, at => `${Math.max(0, Number(node.attrs?.['start'] ?? 1)) + at}. `);
    case 'codeBlock':
      return codeBlock(node);
    case 'horizontalRule':
      return '---';
    case 'table':
      return table(node, depth);
    case 'figcaption': {
      const caption = inline(node.content ?? []);
      return caption === '' ? '' : `*${caption.replace(/\\?\n/g, ' ')}*`;
    }
    case 'embed': {
      const url = String(node.attrs?.['url'] ?? '');
      return isEmbedUrl(url) ? `<${angleSafe(url)}>` : '';
    }
    default:
      return node.content ? blocks(node.content, depth + 1) : inline([node]);
  }
}

function listItems(list: RichTextNode, depth: number, marker: (at: number) => string): string {
  const items = list.content ?? [];
  const isTight = items.every(item => (item.content ?? []).filter(child => child.type === 'paragraph').length <= 1);
  return items
    .map((item, at) => {
      const content = blocks(item.content, depth + 2, isTight ? '\n' : '\n\n');
      return prefixed(content, marker(at), ' '.repeat(marker(at).length)) || marker(at).trimEnd();
    })
    .join(isTight ? '\n' : '\n\n');
}

function codeBlock(node: RichTextNode): string {
  const text = (node.content ?? []).map(child => child.text ?? '').join('');
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const language = String(node.attrs?.['language'] ?? '').replace(/[^\w+#.-]/g, '');
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

function table(node: RichTextNode, depth: number): string {
  const rows = (node.content ?? []).map(row => (row.content ?? []).flatMap(cell => cells(cell, depth + 2)));
  const width = Math.max(1, ...rows.map(row => row.length));
  const hasHeader = node.content?.[0]?.content?.every(cell => cell.type === 'tableHeader') ?? false;
  const [header, ...body] = hasHeader ? rows : [[], ...rows];
  const line = (row: readonly string[] = []) =>
    `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`;
  return [line(header), line(Array(width).fill('---')), ...body.map(line)].join('\n');
}

/** A cell's text, followed by an empty cell for each further column that it spans. */
function cells(cell: RichTextNode, depth: number): string[] {
  const text = blocks(cell.content, depth).replace(/\\?\n+/g, '<br>');
  const further = Math.min(100, Math.max(1, Number(cell.attrs?.['colspan']) || 1)) - 1;
  return [text, ...Array<string>(further).fill('')];
}

function inline(nodes: readonly RichTextNode[]): string {
  const open: RichTextMark[] = [];
  const parts: string[] = [];
  // White space stands outside of delimiters: next to it they would not count.
  let space = '';
  const close = (keep: number) => {
    while (open.length > keep) {
      parts.push(closing(open.pop() as RichTextMark));
    }
  };
  for (const node of nodes) {
    const marks = delimitedMarks(node);
    close(commonPrefix(open, marks));
    const leaf = leafText(node);
    const core = node.type === 'text' ? leaf.trim() : leaf;
    if (core === '') {
      space += leaf;
      continue;
    }
    const start = leaf.indexOf(core);
    parts.push(space, leaf.slice(0, start));
    for (const mark of marks.slice(open.length)) {
      open.push(mark);
      parts.push(mark.type === 'link' ? '[' : (DELIMITERS[mark.type]?.[0] ?? ''));
    }
    parts.push(core);
    space = leaf.slice(start + core.length);
  }
  close(0);
  return parts.join('') + space;
}

function delimitedMarks(node: RichTextNode): RichTextMark[] {
  if (node.type === 'hardBreak') {
    return [];
  }
  return (node.marks ?? []).filter(mark =>
    mark.type === 'link' ? isSafeLinkUrl(String(mark.attrs?.['href'] ?? '')) : Object.hasOwn(DELIMITERS, mark.type),
  );
}

function closing(mark: RichTextMark): string {
  if (mark.type !== 'link') {
    return DELIMITERS[mark.type]?.[1] ?? '';
  }
  return `](${destination(String(mark.attrs?.['href'] ?? ''))}${quotedTitle(mark.attrs?.['title'])})`;
}

function leafText(node: RichTextNode): string {
  switch (node.type) {
    case 'text':
      return node.marks?.some(mark => mark.type === 'code')
        ? codeSpan(node.text ?? '')
        : escapeMarkdown(node.text ?? '');
    case 'hardBreak':
      return '\\\n';
    case 'image': {
      const src = imageSource(node);
      const alt = escapeMarkdown(String(node.attrs?.['alt'] ?? ''));
      return isSafeMediaUrl(src) ? `![${alt}](${destination(src)}${quotedTitle(node.attrs?.['title'])})` : alt;
    }
    default:
      return '';
  }
}

function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text.replace(/\|/g, '\\|')}${space}${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).slice(0, 10_000).map(run => run.length));
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]~|]/g, '\\$&').replace(/&(?=#?\w+;)|[<>]/g, escapeHtml);
}

/** What begins a heading, list, quote or rule at the beginning of a line is only text. */
function escapeLineStarts(text: string): string {
  return text
    .replace(/^[ \t]+/gm, '')
    .replace(/^([#+=-])/gm, '\\$1')
    .replace(/^(\d{1,9})([.)])/gm, '$1\\$2');
}

/** Markdown reads backslashes and character references in addresses: they could spell a scheme that the check did not see. */
function destination(url: string): string {
  const literal = url.replace(/\\/g, '%5C').replace(/&(?=#?\w+;)/g, '&amp;');
  return /[\s()<>]/.test(literal) ? `<${angleSafe(literal)}>` : literal;
}

function angleSafe(url: string): string {
  return url.replace(/</g, '%3C').replace(/>/g, '%3E').replace(/\s/g, '%20');
}

function quotedTitle(title: unknown): string {
  return title ? ` "${escapeMarkdown(String(title)).replace(/"/g, '\\"').replace(/\n/g, ' ')}"` : '';
}

function prefixed(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, at) => (at === 0 ? first : rest) + line)
    .map(line => line.trimEnd())
    .join('\n');
}

/**
 * The editors' formats of Ghost as HTML: mobiledoc 0.3 (Ghost 1 to 4) and Lexical (Ghost 5). What people wrote is kept, be it only its
 * words; nothing is trusted, since HTML is cleaned afterwards. Broken documents give null.
 */

/** HTML of an editor's document, and the names of the cards that have no counterpart. */
export interface GhostHtml {
  html: string;
  lost: string[];
}

type Card = Record<string, unknown>;

const MAX_DEPTH = 60;
const TAGS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'aside', 'pull-quote']);
const MARKS = new Set(['strong', 'b', 'em', 'i', 'code', 's', 'u', 'sub', 'sup', 'a', 'del', 'strike', 'mark']);

/** HTML of a mobiledoc document; null when it is none. Markdown in cards is rendered by `markdown`. */
export function mobiledocToHtml(json: string, markdown: (text: string) => string): GhostHtml | null {
  const document = parse(json);
  if (!document || !Array.isArray(document.sections)) return null;
  const lost: string[] = [];
  const lists = { markups: listOf(document.markups), atoms: listOf(document.atoms), cards: listOf(document.cards) };
  const html = document.sections.map(section => {
    const [kind, first, second] = listOf(section);
    if (kind === 1) return wrap(String(first), markers(listOf(second), lists));
    if (kind === 2) return picture({ src: first });
    if (kind === 3) {
      const items = listOf(second).map(item => `<li>${markers(listOf(item), lists)}</li>`);
      return wrap(String(first), items.join(''));
    }
    const [name, payload] = listOf(lists.cards[Number(first)]);
    return kind === 10 ? card(String(name), recordOf(payload), { lost, markdown }) : '';
  });
  return { html: html.join('\n'), lost };
}

/** HTML of a Lexical document; null when it is none. Markdown in cards is rendered by `markdown`. */
export function lexicalToHtml(json: string, markdown: (text: string) => string): GhostHtml | null {
  const root = recordOf(parse(json)?.root);
  if (!Array.isArray(root.children)) return null;
  const lost: string[] = [];
  return { html: children(root, { lost, markdown }, 0), lost };
}

interface Rendering {
  lost: string[];
  markdown: (text: string) => string;
}

function markers(
  list: readonly unknown[],
  { markups, atoms }: { markups: readonly unknown[]; atoms: readonly unknown[] },
): string {
  const open: string[] = [];
  return list
    .map(marker => {
      const [kind, opened, closed, value] = listOf(marker);
      const begun = listOf(opened).map(index => {
        const [tag, attributes] = listOf(markups[Number(index)]);
        const name = MARKS.has(String(tag)) ? String(tag) : 'span';
        open.push(name);
        const at = listOf(attributes).indexOf('href');
        return at < 0 ? `<${name}>` : `<${name} href="${escape(listOf(attributes)[at + 1])}">`;
      });
      const [atom, text] = listOf(atoms[Number(value)]);
      const words = kind === 1 ? (atom === 'soft-return' ? '<br>' : escape(text)) : escape(value);
      const ended = Array.from({ length: Number(closed) || 0 }, () => open.pop())
        .filter(name => name !== undefined)
        .map(name => `</${name}>`);
      return [...begun, words, ...ended].join('');
    })
    .join('');
}

function children(node: Card, rendering: Rendering, depth: number): string {
  if (depth > MAX_DEPTH) return '';
  return listOf(node.children)
    .map(child => lexicalNode(recordOf(child), rendering, depth + 1))
    .join('');
}

function lexicalNode(node: Card, rendering: Rendering, depth: number): string {
  const type = String(node.type ?? '');
  const inner = () => children(node, rendering, depth);
  switch (type) {
    case 'text':
    case 'extended-text':
      return formatted(escape(node.text), Number(node.format) || 0);
    case 'linebreak':
      return '<br>';
    case 'paragraph':
      return `<p>${inner()}</p>`;
    case 'heading':
    case 'extended-heading':
      return wrap(String(node.tag), inner());
    case 'quote':
    case 'extended-quote':
      return `<blockquote>${inner()}</blockquote>`;
    case 'aside':
      return `<aside>${inner()}</aside>`;
    case 'list':
      return wrap(node.listType === 'number' ? 'ol' : 'ul', inner());
    case 'listitem':
      return `<li>${inner()}</li>`;
    case 'link':
    case 'autolink':
    case 'at-link':
      return `<a href="${escape(node.url)}">${inner()}</a>`;
    default:
      return Array.isArray(node.children) ? inner() : card(type, node, rendering);
  }
}

const FORMATS: [number, string][] = [
  ...([
    [1, 'strong'],
    [2, 'em'],
    [4, 's'],
    [8, 'u'],
    [16, 'code'],
    [32, 'sub'],
    [64, 'sup'],
  ] as [number, string][]),
];

function formatted(text: string, format: number): string {
  return FORMATS.reduce((html, [bit, tag]) => (format & bit ? `<${tag}>${html}</${tag}>` : html), text);
}

/** What Ghost's editors put between paragraphs. */
function card(name: string, payload: Card, { lost, markdown }: Rendering): string {
  const text = (key: string) => (typeof payload[key] === 'string' ? (payload[key] as string) : '');
  switch (name.replace(/^card-/, '')) {
    case 'image':
      return picture(payload);
    case 'gallery':
      return listOf(payload.images)
        .map(image => picture(recordOf(image)))
        .join('');
    case 'markdown':
      return markdown(text('markdown'));
    case 'html':
      return text('html');
    case 'code':
    case 'codeblock':
      return `<pre><code class="language-${escape(text('language'))}">${escape(text('code'))}</code></pre>`;
    case 'hr':
    case 'horizontalrule':
      return '<hr>';
    case 'embed':
      return text('url') ? `<p><a href="${escape(text('url'))}">${escape(text('url'))}</a></p>` : text('html');
    case 'bookmark': {
      const title = recordOf(payload.metadata).title ?? payload.title ?? text('url');
      return `<p><a href="${escape(text('url'))}">${escape(title)}</a></p>`;
    }
    case 'callout':
      return `<blockquote>${text('calloutText')}</blockquote>`;
    case 'toggle':
      return `<h4>${text('heading')}</h4>${text('content')}`;
    case 'button':
      return `<p><a href="${escape(text('buttonUrl'))}">${escape(text('buttonText'))}</a></p>`;
    default:
      lost.push(`the card "${name.slice(0, 40)}"`);
      return '';
  }
}

function picture(payload: Card): string {
  if (typeof payload.src !== 'string') return '';
  const image = `<img src="${escape(payload.src)}" alt="${escape(payload.alt ?? payload.altText ?? '')}">`;
  const caption =
    typeof payload.caption === 'string' && payload.caption ? `<figcaption>${payload.caption}</figcaption>` : '';
  return `<figure>${image}${caption}</figure>`;
}

function wrap(tag: string, inner: string): string {
  const name = TAGS.has(tag) ? tag.replace('pull-quote', 'blockquote') : 'p';
  return `<${name}>${inner}</${name}>`;
}

function parse(json: string): Card | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Card) : null;
  } catch {
    return null;
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordOf(value: unknown): Card {
  return typeof value === 'object' && value !== null ? (value as Card) : {};
}

function escape(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}

import { invalidFile } from '../../errors';
import { decodeText } from './decode-text';
import { feedDate } from './feed-dates';
import type { FeedAuthor, FeedEntry, FeedHead } from './feed';
import { jsonValues } from './json-values';

/** Whether a text begins as JSON does. */
export function isJsonFeed(text: string): boolean {
  return text.trimStart().startsWith('{');
}

/** Yields the entries of a JSON Feed (versions 1 and 1.1), and its head at the end. Throws INVALID_FILE with the line. */
export async function* readJsonFeed(source: AsyncIterable<Buffer>): AsyncGenerator<FeedEntry | FeedHead> {
  const head = new Map<string, unknown>();
  const paths = ['$.items.*', '$.version', '$.title', '$.home_page_url', '$.feed_url'];
  for await (const { value, path, line } of jsonValues(decodeText(source), paths)) {
    if (path[0] === 'items' && path.length === 2) yield entryOf(value, line);
    else head.set(String(path[0]), value);
  }
  if (!/jsonfeed\.org/.test(String(head.get('version')))) {
    throw invalidFile('This is JSON, but no JSON Feed: its "version" does not say so.', { line: 1 });
  }
  const link = textOf(head.get('home_page_url')) ?? textOf(head.get('feed_url'));
  yield { kind: 'head', title: textOf(head.get('title')), link, id: null };
}

function entryOf(value: unknown, line: number): FeedEntry {
  const item = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const summary = textOf(item.summary);
  const plain = textOf(item.content_text);
  const content = textOf(item.content_html) ?? (plain && asHtml(plain));
  const people = Array.isArray(item.authors) ? item.authors : [item.author];
  return {
    ...{ kind: 'entry', line },
    id: textOf(item.id),
    link: textOf(item.url) ?? textOf(item.external_url),
    title: asHtml(textOf(item.title) ?? ''),
    content: content ?? (summary && asHtml(summary)),
    summary: content && summary && asHtml(summary),
    published: feedDate(textOf(item.date_published)) ?? feedDate(textOf(item.date_modified)),
    authors: people.map(authorOf).filter(({ name }) => name !== null),
    categories: Array.isArray(item.tags) ? item.tags.map(textOf).filter(tag => tag !== null) : [],
    images: [textOf(item.image), textOf(item.banner_image)].filter(url => url !== null),
  };
}

function authorOf(value: unknown): FeedAuthor {
  const { name, url } = (value ?? {}) as Record<string, unknown>;
  return { name: textOf(name), email: null, url: textOf(url) };
}

/** Numbers stand for texts in many feeds. */
function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function asHtml(text: string): string {
  const escaped = text.replace(/[&<>]/g, character => `&#${character.charCodeAt(0)};`);
  return escaped.includes('\n')
    ? escaped
        .split(/\n{2,}/)
        .map(part => `<p>${part}</p>`)
        .join('')
    : escaped;
}

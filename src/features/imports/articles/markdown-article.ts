import { feedDate } from '../../../platform/formats/feed-dates';
import type { FrontMatter } from '../../../platform/formats/front-matter';
import type { ArticleRecord } from './article-record';

/** A Markdown file as an article, with the names that it mentions. */
export interface MarkdownArticle {
  article: ArticleRecord;
  people: string[];
  tags: string[];
}

const HEADING = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\r?\n|$)/;
/** `2024-05-01-name.md`, as static site generators want it. */
const DATED_NAME = /^(\d{4}-\d{2}-\d{2})-(.+)$/;

/** What a Markdown file and its front matter say, by the names that Jekyll, Hugo, Astro and Eleventy use. */
export function markdownArticle(path: string, { values, text }: FrontMatter): MarkdownArticle {
  const name =
    path
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]+$/, '') ?? '';
  const [, day, rest] = DATED_NAME.exec(name) ?? [];
  const base = rest ?? (name === 'index' || name === '_index' ? (path.split('/').at(-2) ?? name) : name);
  const one = (...names: string[]) => names.map(each => wordOf(values.get(each))).find(found => found !== null) ?? null;
  const people = listOf(values.get('authors') ?? values.get('author'));
  const tags = [
    ...listOf(values.get('tags') ?? values.get('tag')),
    ...listOf(values.get('categories') ?? values.get('category')),
  ];
  const heading = one('title') === null ? HEADING.exec(text) : null;
  const date = dateOf(
    values.get('date') ?? values.get('published_at') ?? values.get('pubdate') ?? values.get('publishdate'),
  );
  const isDraft = values.get('draft') === true || values.get('published') === false;
  const image = values.get('image') ?? values.get('cover') ?? values.get('hero') ?? values.get('thumbnail');
  return {
    people,
    tags: distinct(tags),
    article: {
      key: path,
      line: 1,
      type: one('type', 'layout') === 'page' ? 'Page' : 'Article',
      title: asHtml(one('title') ?? heading?.[1] ?? base.replaceAll('-', ' ')),
      slug: one('slug') ?? base,
      body: { markdown: heading ? text.slice(heading[0].length) : text },
      excerpt: excerptOf(one('excerpt', 'description', 'summary')),
      authors: people.map(each => each.toLowerCase()),
      words: distinct(tags).map(each => each.toLowerCase()),
      state: isDraft ? 'DRAFT' : 'PUBLISHED',
      date: date ?? feedDate(day ?? null),
      pinned: values.get('pinned') === true || values.get('featured') === true,
      image:
        wordOf(image) ??
        wordOf((image as { url?: unknown; src?: unknown } | null)?.url ?? (image as { src?: unknown } | null)?.src),
      notes: [],
    },
  };
}

function excerptOf(text: string | null): string | null {
  return text === null ? null : asHtml(text);
}

function wordOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A list, or words with commas between them; people may be objects with a name. */
function listOf(value: unknown): string[] {
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
  const names = parts.map(part => wordOf(part) ?? wordOf((part as { name?: unknown } | null | undefined)?.name));
  return distinct(names.filter(name => name !== null));
}

function distinct(words: readonly string[]): string[] {
  const seen = new Set<string>();
  return words.filter(word => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase()));
}

function dateOf(value: unknown): Date | null {
  return value instanceof Date ? value : feedDate(wordOf(value));
}

function asHtml(text: string): string {
  return text.replace(/[&<>]/g, character => `&#${character.charCodeAt(0)};`);
}

import { invalidFile } from '../../../errors';
import { decodeText } from '../../../platform/formats/decode-text';
import { type FeedAuthor, type FeedEntry, readFeed } from '../../../platform/formats/feed';
import { isJsonFeed, readJsonFeed } from '../../../platform/formats/json-feed';
import type { ImportSource, SourceFile } from '../import-source';
import { hashOf } from '../source-document';
import type { ArticleRecord, PersonRecord, WordRecord } from './article-record';
import { articleSource, siteName } from './article-source';

const MAX_TERMS = 100_000;

/** Opens a feed, whose entries become articles. It is read to its end first, so that a damaged file fails whole. */
export async function openFeed(file: SourceFile): Promise<ImportSource> {
  const read = (await startsAsJson(file)) ? readJsonFeed : readFeed;
  const people = new Map<string, PersonRecord>();
  const words = new Map<string, WordRecord>();
  let total = 0;
  let site: string | null = null;
  for await (const record of file.job.each(read(await file.open()))) {
    if (record.kind === 'head') {
      site = record.link ?? record.id ?? record.title;
      continue;
    }
    total += 1;
    note(record, people, words);
    if (people.size + words.size > MAX_TERMS)
      throw invalidFile(`The file has more than ${MAX_TERMS} authors and categories.`, { line: record.line });
  }
  return articleSource({
    prefix: `feed:${siteName(site ?? file.filename)}`,
    people,
    words,
    total,
    articles: () => articles(file, read),
  });
}

async function* articles(file: SourceFile, read: typeof readFeed): AsyncGenerator<ArticleRecord> {
  for await (const record of read(await file.open())) if (record.kind === 'entry') yield articleOf(record);
}

async function startsAsJson(file: SourceFile): Promise<boolean> {
  for await (const text of decodeText(await file.open())) if (text.trim() !== '') return isJsonFeed(text);
  throw invalidFile('The file is empty.', { line: 1 });
}

function note(entry: FeedEntry, people: Map<string, PersonRecord>, words: Map<string, WordRecord>): void {
  const { line } = entry;
  for (const author of entry.authors) {
    const key = keyOf(author);
    const known = people.get(key);
    const { name, email, url } = author;
    people.set(key, {
      ...{ key, line: known?.line ?? line, slug: null, bio: null },
      name: known?.name ?? name ?? key,
      email: known?.email ?? email,
      website: known?.website ?? url,
    });
  }
  for (const name of entry.categories) {
    const key = name.toLowerCase();
    if (!words.has(key)) words.set(key, { key, line, name, slug: null, description: null });
  }
}

function keyOf({ name, email }: FeedAuthor): string {
  return (name ?? email ?? 'unknown').toLowerCase();
}

function articleOf(entry: FeedEntry): ArticleRecord {
  const { id, link, title, content, summary, published, authors, categories, images, line } = entry;
  return {
    key: id ?? link ?? hashOf([title, published, content]),
    ...{ line, type: 'Article', title, slug: null, state: 'PUBLISHED', date: published, pinned: false, notes: [] },
    body: content === null ? null : { html: content },
    excerpt: summary,
    authors: authors.map(keyOf),
    words: [...new Set(categories.map(name => name.toLowerCase()))],
    image: images[0] ?? null,
  };
}

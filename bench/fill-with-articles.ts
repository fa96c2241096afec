import { ulid } from 'ulid';
import { definitionOf } from '../src/engine/content/content-type';
import { Article } from '../src/features/content/article/article.entity';
import { Author } from '../src/features/content/author/author.entity';
import { Tag } from '../src/features/content/tag/tag.entity';
import type { Database, SqlValue } from '../src/platform/database/database';

/*
 * What the reading benchmarks read: live articles with an author and four tags each. It is put into the tables directly, so that a
 * million of them take minutes. Everything follows from a running number: each run reads the same.
 */

const AUTHORS = 200;
const TAGS = 300;
const TAGS_PER_ARTICLE = 4;
/** So that a statement has some 2,000 values. */
const VALUES_PER_INSERT = 2_000;
const MINUTE = 60_000;
const NEWEST = Date.UTC(2026, 0, 1);

/** Fills empty tables with that many articles, whose bodies have about so many bytes. */
export async function fillWithArticles(db: Database, articles: number, bodyBytes: number): Promise<void> {
  const authors = await fill(db, definitionOf(Author).table, AUTHORS, n => ({
    slug: `author-${n}`,
    name: `Author ${n}`,
  }));
  const tags = await fill(db, definitionOf(Tag).table, TAGS, n => ({ slug: `tag-${n}`, name: `Tag ${n}` }));
  const { table, live } = definitionOf(Article);
  const body = bodyOf(bodyBytes);
  const ids = await fill(db, table, articles, n => ({
    slug: `article-${n}`,
    title: `The ${n}th of all the things that were written here`,
    excerpt: `What the ${n}th article says, in a sentence that is as long as such sentences are.`,
    body,
    pinned: 0,
    author_id: authors[n % AUTHORS],
  }));
  await insert(db, live.join('tags'), articles * TAGS_PER_ARTICLE, row => {
    const [n, place] = [Math.floor(row / TAGS_PER_ARTICLE), row % TAGS_PER_ARTICLE];
    return {
      owner_id: ids[n],
      target_id: tags[(n * 7 + place * 31) % TAGS],
      position: place,
      live_at: writtenAt(n),
    };
  });
  for (const name of [table, live.join('tags'), 'authors', 'tags']) await db.select(`ANALYZE TABLE ${name}`);
}

async function fill(
  db: Database,
  table: string,
  count: number,
  valuesOf: (n: number) => Record<string, SqlValue>,
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => ulid(writtenAt(n).getTime()));
  await insert(db, table, count, n => {
    const at = writtenAt(n);
    const times = { created_at: at, updated_at: at, published_at: at, live_at: at };
    return { id: ids[n], state: 'PUBLISHED', revision: 1, latest_revision: 1, ...times, ...valuesOf(n) };
  });
  return ids;
}

async function insert(
  db: Database,
  table: string,
  count: number,
  rowOf: (n: number) => Record<string, SqlValue>,
): Promise<void> {
  const columns = Object.keys(rowOf(0));
  const marks = `(${columns.map(() => '?').join(', ')})`;
  const most = Math.floor(VALUES_PER_INSERT / columns.length);
  await db.transaction(async tx => {
    for (let start = 0; start < count; start += most) {
      const rows = Array.from({ length: Math.min(most, count - start) }, (_, index) => rowOf(start + index));
      await tx.run(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`,
        rows.flatMap(row => Object.values(row)),
      );
    }
  });
}

function writtenAt(n: number): Date {
  return new Date(NEWEST - n * MINUTE);
}

function bodyOf(bytes: number): string {
  const sentence = 'The quick brown fox jumps over the lazy dog, and nobody minds it. ';
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: sentence.repeat(6) }] };
  const count = Math.max(1, Math.round(bytes / JSON.stringify(paragraph).length));
  return JSON.stringify({ type: 'doc', content: Array.from({ length: count }, () => paragraph) });
}

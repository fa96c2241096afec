import { invalidFile } from '../../../errors';
import { decodeText } from '../../../platform/formats/decode-text';
import { type JsonValue, jsonValues } from '../../../platform/formats/json-values';
import type { ImportSource, SourceFile } from '../import-source';
import type { ArticleRecord } from './article-record';
import { articleSource, siteName } from './article-source';
import { ghostArticle } from './ghost-article';
import { ghostKey, type GhostRow, type GhostTables, inlinePeople, inlineWords, rowOf, textOf } from './ghost-rows';

/*
 * Ghost's tables stand in one object, which exports wrap in several ways; what belongs to a post may stand behind it. So the file is
 * read once for all but the posts, and then for these.
 */

const TABLES = ['posts', 'tags', 'users', 'posts_tags', 'posts_authors', 'settings'];
const MAX_ROWS = 1_000_000;

/** The places of a table, in all the ways that exports are wrapped. */
const placesOf = (table: string) => [`$.db.*.data.${table}.*`, `$.data.${table}.*`, `$.${table}.*`];

/** Opens a Ghost export, or an answer of its content API. */
export async function openGhost(file: SourceFile): Promise<ImportSource> {
  const tables: GhostTables = { people: new Map(), words: new Map(), wordsOf: new Map(), peopleOf: new Map() };
  let total = 0;
  let rows = 0;
  let site: string | null = null;
  let isGhost = false;
  const places = [...TABLES.flatMap(placesOf), '$.meta.version', '$.db.*.meta.version'];
  for await (const found of file.job.each(jsonValues(decodeText(await file.open()), places))) {
    const table = found.path.at(-1) === 'version' ? 'version' : String(found.path.at(-2));
    isGhost = true;
    if (++rows > MAX_ROWS) throw invalidFile(`The file has more than ${MAX_ROWS} rows.`, { line: found.line });
    const row = rowOf(found.value);
    if (table === 'posts') {
      total += 1;
      noteInline(tables, row, found.line);
    } else if (table === 'settings' && row.key === 'title') site = textOf(row.value);
    else noteRow(tables, table, row, found.line);
  }
  if (!isGhost) throw invalidFile('This is not a Ghost export: it has no posts.', { line: 1 });
  return articleSource({
    prefix: `ghost:${siteName(site ?? 'blog')}`,
    people: tables.people,
    words: tables.words,
    total,
    articles: () => articles(file, tables),
  });
}

async function* articles(file: SourceFile, tables: GhostTables): AsyncGenerator<ArticleRecord> {
  for await (const found of jsonValues(decodeText(await file.open()), placesOf('posts')))
    yield articleOf(found, tables);
}

function articleOf({ value, line }: JsonValue, tables: GhostTables): ArticleRecord {
  return ghostArticle(rowOf(value), line, tables);
}

function noteRow(tables: GhostTables, table: string, row: GhostRow, line: number): void {
  switch (table) {
    case 'users':
      return notePerson(tables, row, line);
    case 'tags':
      return noteWord(tables, row, line);
    case 'posts_tags':
      return link(tables.wordsOf, row.post_id, row.tag_id, row.sort_order);
    case 'posts_authors':
      return link(tables.peopleOf, row.post_id, row.author_id, row.sort_order);
  }
}

function link(map: GhostTables['wordsOf'], post: unknown, other: unknown, order: unknown): void {
  const [id, key] = [textOf(post), textOf(other)];
  if (id === null || key === null) return;
  const list = map.get(id) ?? [];
  list.push({ key, order: Number(order) || 0 });
  map.set(id, list);
}

/** The content API, and Ghost's own tools, put authors and tags into the posts. */
function noteInline(tables: GhostTables, row: GhostRow, line: number): void {
  for (const person of inlinePeople(row)) notePerson(tables, rowOf(person), line);
  for (const word of inlineWords(row)) noteWord(tables, rowOf(word), line);
}

function notePerson({ people }: GhostTables, row: GhostRow, line: number): void {
  const key = ghostKey(row);
  const name = textOf(row.name) ?? textOf(row.slug);
  if (key === null || name === null || people.has(key)) return;
  const [slug, email, bio, website] = [row.slug, row.email, row.bio, row.website].map(textOf);
  people.set(key, { key, line, name, slug, email, bio, website });
}

function noteWord({ words }: GhostTables, row: GhostRow, line: number): void {
  const key = ghostKey(row);
  const name = textOf(row.name) ?? textOf(row.slug);
  // Tags that begin with # are for the machine.
  if (key === null || name === null || words.has(key) || name.startsWith('#')) return;
  words.set(key, { key, line, name, slug: textOf(row.slug), description: textOf(row.description) });
}

import { createHash } from 'node:crypto';
import { isURL } from 'class-validator';
import { ContentState } from '../../../engine/content/content';
import { definitionOf } from '../../../engine/content/content-type';
import { slugify } from '../../../engine/content/slug-format';
import { htmlToRichText } from '../../../platform/formats/rich-text/parse-html';
import { markdownToRichText } from '../../../platform/formats/rich-text/parse-markdown';
import { richTextToText } from '../../../platform/formats/rich-text/render';
import { Article } from '../../content/article/article.entity';
import { Author } from '../../content/author/author.entity';
import { Page } from '../../content/page/page.entity';
import { Tag } from '../../content/tag/tag.entity';
import type { IdsOf, ImportSource, ImportStage, Rejected, SourceStep } from '../import-source';
import { plainText, shorten } from '../plain-text';
import { cut, remark, remarkLosses, soundEmail } from '../remarks';
import { hashOf, type Remark, type SourceDocument } from '../source-document';
import type { ArticleCollection, ArticleRecord, PersonRecord, WordRecord } from './article-record';

const MAX_ID = 250;
const MAX_TITLE = 300;
const MAX_NAME = 250;
const MAX_TEXT = 5_000;
const MAX_EXCERPT = 10_000;

/** The stages of a source of articles: who wrote them, their words, and then the articles. */
export function articleSource(collection: ArticleCollection): ImportSource {
  const { people, words, total } = collection;
  return {
    summary: `${total} articles, ${people.size} authors, ${words.size} tags`,
    stages: [
      stage(
        'authors',
        'Authors',
        [...people.values()].map(person => personDocument(collection, person)),
      ),
      stage(
        'tags',
        'Tags',
        [...words.values()].map(word => wordDocument(collection, word)),
      ),
      { name: 'items', label: 'Articles', total, steps: (from, idsOf) => articleSteps(collection, from, idsOf) },
    ],
  };
}

/** `<prefix>:<kind>:<key>`; what would be too long for the column is replaced by its hash. */
export function articleKey(prefix: string, kind: string, key: string): string {
  const id = `${prefix}:${kind}:${key}`;
  return id.length <= MAX_ID ? id : `${prefix}:${kind}:sha256-${createHash('sha256').update(key).digest('hex')}`;
}

/** The site's part of a prefix: no colons, and short. */
export function siteName(address: string): string {
  const bare = address
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  return bare.toLowerCase().replaceAll(':', '_').slice(0, 100) || 'unknown';
}

function stage(name: string, label: string, documents: SourceDocument[]): ImportStage {
  return { name, label, total: documents.length, steps: from => documents.slice(from).map(document => ({ document })) };
}

function personDocument({ prefix }: ArticleCollection, person: PersonRecord): SourceDocument {
  const { key, line, name, slug, email, bio, website } = person;
  return {
    definition: definitionOf(Author),
    externalId: articleKey(prefix, 'author', key),
    hash: hashOf([name, slug, email, bio, website]),
    line,
    subject: `author "${shorten(name, 80)}"`,
    slug: slugify(slug ?? plainText(name), 'author'),
    matchBySlug: false,
    build: remarks =>
      live({
        name: cut(plainText(name) || key, MAX_NAME, 'name', remarks),
        email: soundEmail(email, remarks),
        bio: bio && cut(plainText(bio), MAX_TEXT, 'bio', remarks),
        website: website && isURL(website, { protocols: ['http', 'https'], require_protocol: true }) ? website : null,
      }),
  };
}

function wordDocument(
  { prefix }: ArticleCollection,
  { key, line, name, slug, description }: WordRecord,
): SourceDocument {
  return {
    definition: definitionOf(Tag),
    externalId: articleKey(prefix, 'tag', key),
    hash: hashOf([name, slug, description]),
    line,
    subject: `tag "${shorten(name, 80)}"`,
    slug: slugify(slug ?? plainText(name), 'tag'),
    matchBySlug: true,
    build: remarks =>
      live({
        name: cut(plainText(name) || key, MAX_NAME, 'name', remarks),
        description: description && cut(plainText(description), MAX_TEXT, 'description', remarks),
      }),
  };
}

function live(values: Record<string, unknown>) {
  return { state: ContentState.PUBLISHED, publishedAt: null, publishAt: null, values, references: {} };
}

async function* articleSteps(collection: ArticleCollection, from: number, idsOf: IdsOf): AsyncGenerator<SourceStep> {
  const { prefix, people, words } = collection;
  const ids = await idsOf([
    ...[...people.keys()].map(key => articleKey(prefix, 'author', key)),
    ...[...words.keys()].map(key => articleKey(prefix, 'tag', key)),
  ]);
  const occurrences = new Map<string, number>();
  let index = 0;
  for await (const record of collection.articles()) {
    const occurrence = 'code' in record ? 1 : (occurrences.get(record.key) ?? 0) + 1;
    if (!('code' in record)) occurrences.set(record.key, occurrence);
    if (index++ < from) continue;
    yield 'code' in record ? { rejected: record satisfies Rejected } : stepOf(prefix, record, occurrence, ids);
  }
}

function stepOf(
  prefix: string,
  record: ArticleRecord,
  occurrence: number,
  ids: ReadonlyMap<string, string>,
): SourceStep {
  const { body, type, line } = record;
  const title = plainText(record.title);
  const size = body && ('html' in body ? body.html.length : 'markdown' in body ? body.markdown.length : 10_000);
  const key = occurrence > 1 ? `${record.key}:again-${occurrence}` : record.key;
  const document: SourceDocument = {
    definition: definitionOf(type === 'Page' ? Page : Article),
    externalId: articleKey(prefix, 'item', key),
    hash: hashOf({ ...record, line: 0 }),
    line,
    subject: `${type === 'Page' ? 'page' : 'article'} "${shorten(title || record.slug || record.key, 80)}"`,
    slug: slugify(record.slug || title, type.toLowerCase()),
    matchBySlug: false,
    image: record.image,
    build(remarks) {
      for (const { code, message } of record.notes) remark(remarks, 'WARNING', code, message);
      if (occurrence > 1) {
        const message = `The file has this id more than once; this is number ${occurrence}.`;
        remark(remarks, 'NOTICE', 'DUPLICATE_ID', message);
      }
      return { ...publication(record, remarks), ...contentOf(prefix, record, title, ids, remarks) };
    },
  };
  return { document, characters: size ?? 0 };
}

function contentOf(
  prefix: string,
  record: ArticleRecord,
  title: string,
  ids: ReadonlyMap<string, string>,
  remarks: Remark[],
) {
  const authors = record.authors.map(key => ids.get(articleKey(prefix, 'author', key))).filter(id => id !== undefined);
  if (authors.length > 1) {
    const message = `It has ${authors.length} authors; the first was kept.`;
    remark(remarks, 'WARNING', 'AUTHORS_LEFT_OUT', message);
  }
  const tags = record.words.map(key => ids.get(articleKey(prefix, 'tag', key))).filter(id => id !== undefined);
  const body = bodyOf(record, remarks);
  const values: Record<string, unknown> = {
    title: cut(
      title || shorten(body ? richTextToText(body).split('\n')[0] : '', 80) || 'Untitled',
      MAX_TITLE,
      'title',
      remarks,
    ),
    excerpt: record.excerpt?.trim() ? cut(plainText(record.excerpt), MAX_EXCERPT, 'excerpt', remarks) : null,
    body,
    authorId: authors[0] ?? null,
    ...(record.type === 'Article' ? { pinned: record.pinned } : {}),
  };
  const references: Record<string, string[]> = record.type === 'Article' ? { tags: [...new Set(tags)] } : {};
  return { values, references };
}

function bodyOf({ body }: ArticleRecord, remarks: Remark[]) {
  if (body === null) return null;
  if ('document' in body) {
    if (body.lost.length > 0)
      remark(remarks, 'WARNING', 'NOT_KEPT', `Not kept: ${shorten(body.lost.join(', '), 600)}.`);
    return body.document;
  }
  const text = 'html' in body ? body.html : body.markdown;
  if (!text.trim()) return null;
  const { document, losses } = 'html' in body ? htmlToRichText(text, { dialect: 'html' }) : markdownToRichText(text);
  remarkLosses(losses, remarks);
  return document;
}

function publication({ state, date }: ArticleRecord, remarks: Remark[]) {
  if (state === 'SCHEDULED' && date && date > new Date())
    return { state: ContentState.SCHEDULED, publishedAt: null, publishAt: date };
  if (state === 'DRAFT') return { state: ContentState.DRAFT, publishedAt: null, publishAt: null };
  if (!date) remark(remarks, 'NOTICE', 'NO_DATE', 'It had no date; the time of the first import was taken.');
  return { state: ContentState.PUBLISHED, publishedAt: date, publishAt: null };
}

import { ulid } from 'ulid';
import { ContentState } from '../../src/engine/content/content';
import { definitionOf } from '../../src/engine/content/content-type';
import { SYSTEM } from '../../src/engine/access/viewer';
import type { ContentDraft, WriteContext } from '../../src/engine/content/writing/content-draft';
import { createDocuments } from '../../src/engine/content/writing/create-documents';
import { ENGLISH_ONLY } from '../../src/engine/content/locales';
import { Article } from '../../src/features/content/article/article.entity';
import { Author } from '../../src/features/content/author/author.entity';
import { Category } from '../../src/features/content/category/category.entity';
import { Page } from '../../src/features/content/page/page.entity';
import { Tag } from '../../src/features/content/tag/tag.entity';
import type { Database } from '../../src/platform/database/database';

let serial = 0;

/** What writes need, where no job is to run. */
export const WRITER: WriteContext = {
  jobs: { kindsOn: () => [], enqueue: async () => ({ id: '', replayed: false }) } as unknown as WriteContext['jobs'],
  viewer: SYSTEM,
  locales: ENGLISH_ONLY,
};

interface Overrides extends Partial<Omit<ContentDraft, 'values' | 'references' | 'path'>> {
  references?: Record<string, string[]>;
  [value: string]: unknown;
}

async function create(
  db: Database,
  entity: new () => object,
  defaults: Record<string, unknown>,
  overrides: Overrides,
): Promise<string> {
  const {
    id = ulid(),
    slug,
    state = ContentState.PUBLISHED,
    publishedAt,
    publishAt = null,
    references = {},
    ...values
  } = overrides;
  const live = state === ContentState.PUBLISHED ? new Date() : null;
  const draft: ContentDraft = {
    id,
    slug: slug ?? `document-${++serial}`,
    state,
    publishedAt: publishedAt === undefined ? live : publishedAt,
    publishAt,
    values: { ...defaults, ...values },
    references,
  };
  await db.transaction(tx => createDocuments(WRITER, tx, definitionOf(entity), [draft]));
  return id;
}

/** Each stores one live document, unless told otherwise, and gives its id. Reference values are ids: `authorId`, `references.tags`. */
export const createArticle = (db: Database, overrides: Overrides = {}) =>
  create(db, Article, { title: `Article ${serial + 1}` }, overrides);
export const createPage = (db: Database, overrides: Overrides = {}) =>
  create(db, Page, { title: `Page ${serial + 1}` }, overrides);
export const createAuthor = (db: Database, overrides: Overrides = {}) =>
  create(db, Author, { name: `Author ${serial + 1}` }, overrides);
export const createCategory = (db: Database, overrides: Overrides = {}) =>
  create(db, Category, { name: `Category ${serial + 1}` }, overrides);
export const createTag = (db: Database, overrides: Overrides = {}) =>
  create(db, Tag, { name: `Tag ${serial + 1}` }, overrides);

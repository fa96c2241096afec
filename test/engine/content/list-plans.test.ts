import { SYSTEM } from '../../../src/engine/access/viewer';
import { definitionOf } from '../../../src/engine/content/content-type';
import { type ContentsOptions, findList } from '../../../src/engine/content/find-list';
import { readLocales } from '../../../src/engine/content/locales';
import { selectionWith } from '../../../src/engine/content/projection';
import { Perspective } from '../../../src/engine/content/visibility';
import type { Context } from '../../../src/engine/context';
import { Loaders } from '../../../src/engine/loading/loaders';
import type { PageArgs } from '../../../src/engine/pagination/connection';
import { Article } from '../../../src/features/content/article/article.entity';
import type { Database, SqlValue } from '../../../src/platform/database/database';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

/*
 * Which indexes lists use, by EXPLAIN over 40,000 articles: a list that sorts its table, or reads all of it, is slow at a million.
 */

const ARTICLES = 40_000;
const definition = definitionOf(Article);
const locales = readLocales('en, de', '');

interface Step {
  table: string | null;
  type: string | null;
  key: string | null;
  Extra: string | null;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await fill(database.db);
}, 120_000);
afterAll(() => database.drop());

const DIGITS = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit} AS d`).join(' UNION ALL ');

/** Numbers from 0, as many as are wanted. */
const numbers = (count: number) =>
  `(SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM (${DIGITS}) a, (${DIGITS}) b, (${DIGITS}) c, (${DIGITS}) e, (${DIGITS}) f HAVING n < ${count}) numbers`;

const id = (kind: string, n: string) => `CONCAT('01${kind}', LPAD(${n}, 23, '0'))`;

async function fill(db: Database): Promise<void> {
  const base = 'slug, state, revision, latest_revision, created_at, updated_at, published_at, live_at';
  const named = (kind: string) =>
    `CONCAT('${kind}-', n), 'PUBLISHED', 1, 1, UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP()`;
  await db.run(
    `INSERT INTO authors (id, ${base}, name) SELECT ${id('W', 'n')}, ${named('author')}, CONCAT('Author ', n) FROM ${numbers(200)}`,
  );
  await db.run(
    `INSERT INTO tags (id, ${base}, name) SELECT ${id('T', 'n')}, ${named('tag')}, CONCAT('Tag ', n) FROM ${numbers(300)}`,
  );
  const time = "TIMESTAMPADD(SECOND, n * 7919 % 40009, '2020-01-01')";
  const live = 'n % 5 < 3';
  await db.run(
    `INSERT INTO articles (id, ${base}, title, pinned, author_id)
     SELECT ${id('A', 'n')}, CONCAT('article-', n), IF(${live}, 'PUBLISHED', 'DRAFT'), 1, 1, ${time}, ${time},
       IF(${live}, ${time}, NULL), IF(${live}, ${time}, NULL), CONCAT('Title ', MD5(n)), n % 10 = 0, ${id('W', 'n % 200')}
     FROM ${numbers(ARTICLES)}`,
  );
  for (const [position, tag] of ['n % 300', '(n * 7 + 1) % 300', 'IF(n % 3 = 0, 2, 299 - n % 100)'].entries()) {
    await db.run(
      `INSERT IGNORE INTO article_tags (owner_id, target_id, position, live_at)
       SELECT ${id('A', 'n')}, ${id('T', tag)}, ${position}, IF(${live}, ${time}, NULL) FROM ${numbers(ARTICLES)}`,
    );
  }
  await db.run(
    `INSERT INTO article_translations (document_id, locale, slug, title, live_at)
     SELECT ${id('A', 'n')}, 'de', CONCAT('artikel-', n), CONCAT('Titel ', MD5(n)), IF(${live}, ${time}, NULL)
     FROM ${numbers(ARTICLES)} WHERE n % 2 = 0`,
  );
  await db.select('ANALYZE TABLE articles, article_tags, article_translations, authors, tags');
}

/** The plans of the statements that a list takes; what fetches documents by their ids at the end is left out. */
async function plansOf(options: Partial<ContentsOptions & PageArgs & { sort: string[] }>): Promise<Step[][]> {
  const { plans, statements } = recording();
  const ctx = {
    db: statements,
    load: new Loaders(),
    locales,
    viewer: SYSTEM,
    cacheTags: null,
  } as unknown as Context;
  const args = { first: 20, perspective: Perspective.PUBLISHED, ...options };
  const selection = { ...selectionWith(definition, ['title']), cursors: true };
  const page = await findList(ctx, definition, args, { selection, references: [] });
  expect(page.nodes.length).toBeGreaterThan(0);
  return plans();
}

function recording() {
  const noted: { sql: string; values: readonly SqlValue[] }[] = [];
  const { db } = database;
  return {
    statements: {
      ...db,
      select<Row>(sql: string, values: readonly SqlValue[] = []) {
        noted.push({ sql, values });
        return db.select<Row>(sql, values);
      },
    },
    plans: () =>
      Promise.all(
        noted
          .filter(({ sql }) => !/ WHERE t\.id IN \(/.test(sql))
          .map(({ sql, values }) => db.select<Step>(`EXPLAIN ${sql}`, values)),
      ),
  };
}

/** Steps on real tables that read all of them, or sort what they read. */
function slowSteps(plan: readonly Step[]): Step[] {
  return plan.filter(
    ({ table, type, Extra }) =>
      table !== null &&
      !table.startsWith('<') &&
      !table.startsWith('union') &&
      (type === 'ALL' || /filesort|temporary/.test(Extra ?? '')),
  );
}

const tag = (slug: string) => ({ tags: { some: { slug: { eq: slug } } } });
const author = { author: { slug: { eq: 'author-7' } } };

it.each<[string, Partial<ContentsOptions & { sort: string[] }>, string]>([
  ['the default order', {}, 'idx_articles_live'],
  ['the oldest first', { sort: ['PUBLISHED_AT_ASC'] }, 'idx_articles_live'],
  ['by title', { sort: ['TITLE_ASC'] }, 'idx_articles_title'],
  ['by title, backwards', { sort: ['TITLE_DESC'] }, 'idx_articles_title'],
  ['by the last change', { sort: ['UPDATED_AT_DESC'] }, 'idx_articles_updated'],
  ['an author', { filter: author }, 'idx_articles_author_live'],
  ['a tag', { filter: tag('tag-5') }, 'idx_article_tags_target'],
  ['a common tag', { filter: tag('tag-2') }, 'idx_article_tags_target'],
  ['a common tag by title', { filter: tag('tag-2'), sort: ['TITLE_ASC'] }, 'idx_articles_title'],
  ['a time', { filter: { publishedAt: { gte: new Date('2020-01-01T05:00:00Z') } } }, 'idx_articles_live'],
  [
    'the beginning of a title',
    { filter: { title: { startsWith: 'Title a' } }, sort: ['TITLE_ASC'] },
    'idx_articles_title',
  ],
  ['a field without an index', { filter: { pinned: { eq: true } } }, 'idx_articles_live'],
  ['an author by name', { filter: { author: { name: { eq: 'Author 7' } } } }, 'idx_articles_live'],
  ['no tag of that name', { filter: { tags: { none: { name: { eq: 'Tag 2' } } } } }, 'idx_articles_live'],
  ['an author or a tag', { filter: { or: [author, tag('tag-5')] } }, 'idx_article_tags_target'],
  ['everything that editors see', { perspective: Perspective.DRAFT }, 'idx_articles_live'],
  ['what editors see by title', { perspective: Perspective.DRAFT, sort: ['TITLE_ASC'] }, 'idx_articles_title'],
  ['another locale', { locale: 'de' }, 'idx_articles_live'],
  ['another locale by title', { locale: 'de', sort: ['TITLE_ASC'] }, 'idx_article_translations_title'],
])('%s walks an index', async (_, options, index) => {
  const plans = await plansOf(options);
  const last = plans[plans.length - 1];
  expect(plans.flatMap(slowSteps)).toEqual([]);
  expect(last.map(({ key }) => key)).toContain(index);
});

it.each<[string, Partial<ContentsOptions & { sort: string[] }>, string]>([
  ['a rare tag by title', { filter: tag('tag-250'), sort: ['TITLE_ASC'] }, 'idx_article_tags_target'],
  ['an author by title', { filter: author, sort: ['TITLE_ASC'] }, 'idx_articles_author_live'],
  ['two keys', { sort: ['TITLE_ASC', 'PUBLISHED_AT_DESC'] }, 'idx_articles_title'],
  ['a few titles, the newest first', { filter: { title: { startsWith: 'Title 0a' } } }, 'idx_articles_title'],
])('%s starts from the few that are meant, and sorts them', async (_, options, index) => {
  const plans = await plansOf(options);
  const last = plans[plans.length - 1];
  expect(last.filter(({ type }) => type === 'ALL')).toEqual([]);
  expect(last[0].key).toBe(index);
});

it.each(['PUBLISHED_AT_DESC', 'TITLE_ASC', 'UPDATED_AT_DESC'])(
  'a deep page of %s is a range of the index',
  async sort => {
    const key = { PUBLISHED_AT_DESC: 'liveAt:desc', TITLE_ASC: 'title:asc', UPDATED_AT_DESC: 'updatedAt:desc' }[sort];
    const value = sort === 'TITLE_ASC' ? 'Title 8' : { t: Date.UTC(2020, 0, 1, 5) };
    const locale = sort === 'TITLE_ASC' ? ':en' : '';
    const after = Buffer.from(
      JSON.stringify([`Article:${key}:PUBLISHED${locale}`, value, '01A00000000000000000000007']),
    ).toString('base64url');
    const [plan] = await plansOf({ sort: [sort], after });
    expect(slowSteps(plan)).toEqual([]);
    expect(plan[0].type).toBe('range');
  },
);

import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { findUsages } from '../../../src/engine/content/writing/find-usages';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { purgeDocuments, restoreDocuments, trashDocuments } from '../../../src/engine/content/writing/trash-documents';
import { Article } from '../../../src/features/content/article/article.entity';
import { Author } from '../../../src/features/content/author/author.entity';
import { Page } from '../../../src/features/content/page/page.entity';
import { Tag } from '../../../src/features/content/tag/tag.entity';
import { createArticle, createAuthor, createPage, createTag } from '../../factories/content';
import { fault, row, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

const [articles, authors, pages, tags] = [Article, Author, Page, Tag].map(definitionOf);
const ctx = writer();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Operation = typeof trashDocuments;
const run = (operation: Operation, definition: typeof articles, ...ids: string[]) =>
  database.db.transaction(tx =>
    operation(
      ctx,
      tx,
      ids.map(id => ({ definition, id })),
    ),
  );
const stored = (id: string, table = 'articles') => row(database.db, `SELECT * FROM ${table} WHERE id = ?`, [id]);
const count = async (sql: string, id: string) =>
  Number((await row<{ n: number }>(database.db, `SELECT COUNT(*) AS n FROM ${sql}`, [id])).n);

it('hides a document everywhere, unpublished changes folded in, and brings it back as a draft', async () => {
  const tag = await createTag(database.db);
  const id = await createArticle(database.db, { title: 'Live', references: { tags: [tag] } });
  await database.db.transaction(tx =>
    saveDocument(ctx, tx, articles, { id, change: { values: { title: 'Changed' } } }),
  );
  await run(trashDocuments, articles, id);
  expect(await stored(id)).toMatchObject({
    state: 'TRASHED',
    title: 'Changed',
    live_at: null,
    trashed_at: expect.any(Date),
  });
  expect(await count('article_drafts WHERE id = ?', id)).toBe(0);
  expect(await count('article_tags WHERE owner_id = ? AND live_at IS NOT NULL', id)).toBe(0);
  expect(await count('search_entries WHERE document_id = ? AND (live_at IS NOT NULL OR draft)', id)).toBe(0);

  await run(restoreDocuments, articles, id);
  expect(await stored(id)).toMatchObject({ state: 'DRAFT', trashed_at: null, live_at: null });
  expect(await fault(run(restoreDocuments, articles, id))).toMatchObject({ code: 'WRONG_STATE' });
});

it('refuses to trash what others refer to, live or in unpublished changes, and says who they are', async () => {
  const [author, tag] = [await createAuthor(database.db), await createTag(database.db)];
  const one = await createArticle(database.db, { authorId: author });
  const other = await createArticle(database.db);
  await database.db.transaction(tx =>
    saveDocument(ctx, tx, articles, { id: other, change: { references: { tags: [tag] } } }),
  );
  expect(await fault(run(trashDocuments, authors, author))).toMatchObject({
    code: 'IN_USE',
    details: { total: 1, usages: [{ type: 'Article', id: one, field: 'author', targetId: author }] },
  });
  expect(await fault(run(trashDocuments, tags, tag))).toMatchObject({
    code: 'IN_USE',
    details: { usages: [{ type: 'Article', id: other, field: 'tags', targetId: tag }] },
  });
  await run(trashDocuments, articles, one);
  await run(trashDocuments, authors, author);
  expect(await stored(author, 'authors')).toMatchObject({ state: 'TRASHED' });
});

it('purges with history, search entries and external ids, and not while something in the trash refers to it', async () => {
  const author = await createAuthor(database.db);
  const article = await createArticle(database.db, { authorId: author });
  await database.db.run(
    `INSERT INTO external_ids (external_id, document_id, type, source_hash) VALUES ('x:1', ?, 'Author', '')`,
    [author],
  );
  expect(await fault(run(purgeDocuments, articles, article))).toMatchObject({ code: 'WRONG_STATE' });
  await run(trashDocuments, articles, article);
  await run(trashDocuments, authors, author);
  expect(await fault(run(purgeDocuments, authors, author))).toMatchObject({ code: 'IN_USE' });
  await run(purgeDocuments, articles, article);
  await run(purgeDocuments, authors, author);
  for (const table of ['revisions', 'search_entries', 'external_ids'])
    expect(await count(`${table} WHERE document_id = ?`, author)).toBe(0);
  expect(await count('authors WHERE id = ?', author)).toBe(0);
  expect(
    await row(database.db, 'SELECT name FROM events WHERE document_id = ? ORDER BY id DESC LIMIT 1', [author]),
  ).toEqual({
    name: 'content.author-purged',
  });
});

it('treats a page and what stands below it as one: together into the trash, together out of it', async () => {
  const parent = await createPage(database.db);
  const child = await createPage(database.db, { parentId: parent });
  expect(await fault(run(trashDocuments, pages, parent))).toMatchObject({ code: 'IN_USE' });
  await run(trashDocuments, pages, parent, child);
  expect(await fault(run(restoreDocuments, pages, child))).toMatchObject({ code: 'WRONG_STATE' });
  await run(purgeDocuments, pages, parent, child);
  expect(await count('pages WHERE id = ?', parent)).toBe(0);
});

it('counts all who refer to a document and names the first', async () => {
  const author = await createAuthor(database.db);
  const drafts = Array.from({ length: 30 }, (_, n) => ({
    values: { title: `Used ${n}`, authorId: author },
    state: n % 2 ? ContentState.PUBLISHED : ContentState.DRAFT,
  }));
  await database.db.transaction(tx => createDocuments(ctx, tx, articles, drafts));
  const { usages, total } = await findUsages(database.db, authors, [author], { limit: 5 });
  expect(usages).toHaveLength(5);
  expect(total).toBe(30);
});

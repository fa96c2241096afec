import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { listRevisions } from '../../../src/engine/content/revisions/list-revisions';
import { type Replacement, replaceDocuments } from '../../../src/engine/content/writing/replace-documents';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { trashDocuments } from '../../../src/engine/content/writing/trash-documents';
import { Article } from '../../../src/features/content/article/article.entity';
import { createArticle, createTag } from '../../factories/content';
import { row, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

const articles = definitionOf(Article);
const [source, editor] = [writer('importer'), writer('editor')];
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const replace = (...drafts: Replacement[]) =>
  database.db.transaction(tx => replaceDocuments(source, tx, articles, drafts));
const stored = (id: string, table = 'articles') =>
  row<Record<string, unknown>>(database.db, `SELECT * FROM ${table} WHERE id = ?`, [id]);
const PUBLISHED = { state: ContentState.PUBLISHED };

it('replaces what readers see at once, references included, and keeps the slug', async () => {
  const [one, two] = [await createTag(database.db), await createTag(database.db)];
  const id = await createArticle(database.db, {
    slug: 'kept',
    title: 'Old',
    excerpt: 'stays',
    references: { tags: [one] },
  });
  await replace({ id, ...PUBLISHED, values: { title: 'New' }, references: { tags: [two] } });
  const live = await stored(id);
  expect(live).toMatchObject({ slug: 'kept', title: 'New', excerpt: 'stays', state: 'PUBLISHED', revision: 2 });
  expect(await database.db.select('SELECT target_id, live_at FROM article_tags WHERE owner_id = ?', [id])).toEqual([
    { target_id: two, live_at: live.live_at },
  ]);
});

it("leaves an editor's unpublished changes alone: they are the latest revision again", async () => {
  const id = await createArticle(database.db, { title: 'Old' });
  await database.db.transaction(tx =>
    saveDocument(editor, tx, articles, { id, change: { values: { title: 'Edited' } } }),
  );
  await replace({ id, ...PUBLISHED, values: { title: 'From the source' } });
  expect(await stored(id)).toMatchObject({
    title: 'From the source',
    state: 'CHANGED',
    revision: 3,
    latest_revision: 4,
  });
  expect(await stored(id, 'article_drafts')).toMatchObject({ title: 'Edited', revision: 4 });
  const { revisions } = await listRevisions(database.db, id, { first: 10 });
  expect(revisions.map(({ number, action }) => [number, action])).toEqual([
    [4, 'SAVED'],
    [3, 'IMPORTED'],
    [2, 'SAVED'],
    [1, 'CREATED'],
  ]);
  const saved = await database.db.transaction(tx =>
    saveDocument(editor, tx, articles, { id, expectedRevision: 4, change: { values: { title: 'Edited again' } } }),
  );
  expect(saved.revision).toBe(5);
});

it('does not take anything out of the trash', async () => {
  const id = await createArticle(database.db, { title: 'Old' });
  await database.db.transaction(tx => trashDocuments(editor, tx, [{ definition: articles, id }]));
  await replace({ id, ...PUBLISHED, values: { title: 'New' } });
  expect(await stored(id)).toMatchObject({ title: 'Old', state: 'TRASHED', live_at: null });
});

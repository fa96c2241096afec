import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import {
  compareRevisions,
  countRevisions,
  findRevision,
  listRevisions,
} from '../../../src/engine/content/revisions/list-revisions';
import { restoreRevision } from '../../../src/engine/content/revisions/restore-revision';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { publishDocuments } from '../../../src/engine/content/writing/publish-documents';
import { type DocumentSave, saveDocument } from '../../../src/engine/content/writing/save-document';
import { Article } from '../../../src/features/content/article/article.entity';
import { createAuthor, createTag } from '../../factories/content';
import { fault, row, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

const articles = definitionOf(Article);
const [editor, colleague] = [writer('editor'), writer('colleague')];
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const create = async (values: Record<string, unknown>, state = ContentState.DRAFT) =>
  (await database.db.transaction(tx => createDocuments(editor, tx, articles, [{ values, state }])))[0].id;
const save = (ctx: typeof editor, change: DocumentSave) =>
  database.db.transaction(tx => saveDocument(ctx, tx, articles, change));
const ranges = async (id: string) =>
  (await listRevisions(database.db, id, { first: 50 })).revisions.map(({ firstNumber, number }) => [
    firstNumber,
    number,
  ]);

it('lets the saves that one person makes within a minute share an entry', async () => {
  const id = await create({ title: 'v1' });
  for (const title of ['v2', 'v3']) await save(editor, { id, change: { values: { title } } });
  await save(colleague, { id, change: { values: { excerpt: 'theirs' } } });
  await save(editor, { id, change: { values: { title: 'v5' } } });
  expect(await ranges(id)).toEqual([
    [5, 5],
    [4, 4],
    [1, 3],
  ]);
  expect((await findRevision(database.db, articles, id, 2)).content.values.title).toBe('v3');
});

it('begins a new entry after a minute, after a publication, and for a save that says what it is about', async () => {
  const id = await create({ title: 'v1' });
  await database.db.run('UPDATE revisions SET created_at = created_at - INTERVAL 61 SECOND WHERE document_id = ?', [
    id,
  ]);
  await save(editor, { id, change: { values: { title: 'v2' } } });
  await database.db.transaction(tx => publishDocuments(editor, tx, [{ definition: articles, id }]));
  await save(editor, { id, change: { values: { title: 'v3' } } });
  await save(editor, { id, change: { values: { title: 'v4' } }, note: 'Legal asked for it' });
  await save(editor, { id, change: { values: { title: 'v5' } } });
  expect(await ranges(id)).toEqual([
    [5, 5],
    [4, 4],
    [3, 3],
    [2, 2],
    [1, 1],
  ]);
});

it('pages from the newest to the oldest', async () => {
  const id = await create({ title: 'v1' });
  for (let n = 2; n <= 7; n++) await save(n % 2 ? editor : colleague, { id, change: { values: { title: `v${n}` } } });
  const first = await listRevisions(database.db, id, { first: 4 });
  const second = await listRevisions(database.db, id, { first: 4, before: first.revisions[3].number });
  expect([...first.revisions, ...second.revisions].map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect([first.hasMore, second.hasMore]).toEqual([true, false]);
  expect(await countRevisions(database.db, id)).toBe(7);
});

it('compares two revisions, references and translations included', async () => {
  const [author, tag] = [await createAuthor(database.db), await createTag(database.db)];
  const id = await create({ title: 'English' });
  await save(colleague, {
    id,
    change: {
      values: { authorId: author },
      references: { tags: [tag] },
      translations: new Map([['de', { values: { title: 'Deutsch' } }]]),
    },
  });
  expect(await compareRevisions(database.db, articles, id, { from: 1, to: 2 })).toEqual([
    { field: 'author', locale: null, before: null, after: author },
    { field: 'tags', locale: null, before: [], after: [tag] },
    { field: 'slug', locale: 'de', before: null, after: 'deutsch' },
    { field: 'title', locale: 'de', before: null, after: 'Deutsch' },
  ]);
});

it('restores an older content as a new revision, and says what could not come back', async () => {
  const [kept, gone] = [await createTag(database.db), await createTag(database.db)];
  const id = await create({ title: 'Once', publishedAt: null }, ContentState.PUBLISHED);
  await save(editor, { id, change: { references: { tags: [gone, kept] } } });
  await save(colleague, { id, change: { values: { title: 'Now' }, references: { tags: [] } } });
  await database.db.run('DELETE FROM tags WHERE id = ?', [gone]);
  const snapshot = await row<{ snapshot: string }>(
    database.db,
    'SELECT snapshot FROM revisions WHERE document_id = ? AND number = 2',
    [id],
  );
  const older = JSON.parse(snapshot.snapshot);
  older.values.subtitle = 'a field of former days';
  await database.db.run('UPDATE revisions SET snapshot = ? WHERE document_id = ? AND number = 2', [
    JSON.stringify(older),
    id,
  ]);
  const restored = await database.db.transaction(tx => restoreRevision(editor, tx, articles, { id, number: 2 }));
  expect(restored).toEqual({
    id,
    revision: 4,
    fields: ['title', 'tags'],
    droppedFields: ['subtitle'],
    droppedReferences: [{ field: 'tags', id: gone }],
  });
  const { content, action } = await findRevision(database.db, articles, id, 4);
  expect({ action, title: content.values.title, tags: content.references.tags }).toEqual({
    action: 'RESTORED',
    title: 'Once',
    tags: [kept],
  });
  expect(await row(database.db, 'SELECT title, state FROM articles WHERE id = ?', [id])).toEqual({
    title: 'Once',
    state: 'CHANGED',
  });
});

it('knows no revision of another type or number', async () => {
  const id = await create({ title: 'x' });
  expect(await fault(findRevision(database.db, articles, id, 9))).toMatchObject({ code: 'NOT_FOUND' });
});

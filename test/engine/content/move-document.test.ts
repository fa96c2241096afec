import { definitionOf } from '../../../src/engine/content/content-type';
import { type DocumentMove, moveDocument } from '../../../src/engine/content/writing/move-document';
import { publishDocuments } from '../../../src/engine/content/writing/publish-documents';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { Page } from '../../../src/features/content/page/page.entity';
import { createPage, createTag } from '../../factories/content';
import { fault, row, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { seededRandom, testSeeds } from '../../harness/seeded-random';

const pages = definitionOf(Page);
const ctx = writer();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const move = (wanted: DocumentMove) => database.db.transaction(tx => moveDocument(ctx, tx, pages, wanted));
const saveSlug = (id: string, slug: string) =>
  database.db.transaction(tx => saveDocument(ctx, tx, pages, { id, change: { slug } }));
const pathOf = async (id: string, table = 'pages') =>
  (await row<{ path: string }>(database.db, `SELECT path FROM ${table} WHERE id = ?`, [id])).path;
let serial = 0;
const page = (parentId: string | null = null) => createPage(database.db, { slug: `p${++serial}`, parentId });

it('takes everything below along, drafts too', async () => {
  const [a, b] = [await page(), await page()];
  const child = await createPage(database.db, { slug: 'some_child', parentId: a });
  const grandchild = await createPage(database.db, { slug: 'grand%child', parentId: child });
  await saveSlug(grandchild, 'renamed');
  await move({ id: child, parentId: b });
  const above = await pathOf(b);
  expect(await pathOf(child)).toBe(`${above}/some_child`);
  expect(await pathOf(grandchild)).toBe(`${above}/some_child/grand%child`);
  expect(await pathOf(grandchild, 'page_drafts')).toBe(`${above}/some_child/renamed`);
});

it('moves what stands below a document when its new slug goes live, not before', async () => {
  const top = await page();
  const child = await createPage(database.db, { slug: 'below', parentId: top });
  await saveSlug(top, 'new-top');
  expect(await pathOf(child)).not.toBe('new-top/below');
  await database.db.transaction(tx => publishDocuments(ctx, tx, [{ definition: pages, id: top }]));
  expect([await pathOf(top), await pathOf(child)]).toEqual(['new-top', 'new-top/below']);
});

it('refuses circles, parents of another type, and paths that are too long; nothing is written', async () => {
  const top = await page();
  const child = await page(top);
  for (const parentId of [top, child])
    expect(await fault(move({ id: top, parentId }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { path: ['input', 'parentId'] },
    });
  const tag = await createTag(database.db);
  expect(await fault(move({ id: child, parentId: tag }))).toMatchObject({ code: 'NOT_FOUND' });
  let deep = await createPage(database.db, { slug: 'x'.repeat(190) });
  for (const letter of ['y', 'z']) deep = await createPage(database.db, { slug: letter.repeat(190), parentId: deep });
  const long = await createPage(database.db, { slug: 'w'.repeat(190) });
  expect(await fault(move({ id: long, parentId: deep }))).toMatchObject({ code: 'VALIDATION_FAILED' });
  expect(await pathOf(long)).toBe('w'.repeat(190));
});

it('puts a document before, behind or at a number among its siblings', async () => {
  const top = await page();
  const [a, b, c] = [await page(top), await page(top), await page(top)];
  const order = async () =>
    (
      await database.db.select<{ id: string }>('SELECT id FROM pages WHERE parent_id = ? ORDER BY position, id', [top])
    ).map(({ id }) => id);
  await move({ id: c, before: a });
  expect(await order()).toEqual([c, a, b]);
  await move({ id: c, after: a });
  expect(await order()).toEqual([a, c, b]);
  await move({ id: b, position: 0 });
  expect(await order()).toEqual([b, a, c]);
  const stranger = await page();
  expect(await fault(move({ id: a, before: stranger }))).toMatchObject({ code: 'VALIDATION_FAILED' });
});

it.each(testSeeds(1))(
  'keeps the tree a tree when everybody moves everything at once (seed %s)',
  async seed => {
    const random = seededRandom(seed);
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) ids.push(await page(n ? random.pick(ids) : null));
    const moves = Array.from({ length: 150 }, () => ({ id: random.pick(ids), parentId: random.pick([null, ...ids]) }));
    const refused = new Set<string>();
    await Promise.all(
      Array.from({ length: 6 }, async (_, worker) => {
        for (const wanted of moves.filter((_move, n) => n % 6 === worker)) {
          await move(wanted).catch(error => refused.add(error.code ?? String(error)));
        }
      }),
    );
    expect([...refused].filter(code => code !== 'VALIDATION_FAILED')).toEqual([]);
    const rows = await database.db.select<{ id: string; parentId: string | null; slug: string; path: string }>(
      'SELECT id, parent_id AS parentId, slug, path FROM pages',
    );
    const byId = new Map(rows.map(each => [each.id, each]));
    for (const { parentId, slug, path } of rows) {
      expect(path).toBe(parentId === null ? slug : `${byId.get(parentId)?.path}/${slug}`);
    }
  },
  60_000,
);

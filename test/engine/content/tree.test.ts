import { MAX_PATH } from '../../../src/engine/content/content-tables';
import { definitionOf } from '../../../src/engine/content/content-type';
import { placeInTree } from '../../../src/engine/content/tree';
import { Page } from '../../../src/features/content/page/page.entity';
import { createPage } from '../../factories/content';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

let database: TestDatabase;
const pages = definitionOf(Page);

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.run('UPDATE pages SET parent_id = NULL');
  await database.db.run('DELETE FROM pages');
});

const page = (slug: string) => createPage(database.db, { slug, path: slug });

it('builds paths from the top down, whatever the order of the rows', async () => {
  const [leaf, top, middle] = [await page('leaf'), await page('top'), await page('middle')];
  const { placements, misplaced } = await placeInTree(
    database.db,
    pages,
    new Map([
      [leaf, middle],
      [middle, top],
    ]),
  );
  expect(misplaced).toEqual([]);
  expect(placements).toEqual(
    expect.arrayContaining([
      { id: leaf, parentId: middle, path: 'top/middle/leaf' },
      { id: middle, parentId: top, path: 'top/middle' },
    ]),
  );
  expect(placements).toHaveLength(2);
});

it('moves what hangs below a moved node along', async () => {
  const [a, b] = [await page('a'), await page('b')];
  const child = await createPage(database.db, { slug: 'child', path: 'a/child', parentId: a });
  const { placements } = await placeInTree(database.db, pages, new Map([[a, b]]));
  expect(placements).toEqual([
    { id: a, parentId: b, path: 'b/a' },
    { id: child, parentId: a, path: 'b/a/child' },
  ]);
});

it('cuts a circle once, at one node, and leaves the rest of it in place', async () => {
  const [a, b, c] = [await page('a'), await page('b'), await page('c')];
  const circle = new Map([
    [a, b],
    [b, c],
    [c, a],
  ]);
  const { placements, misplaced } = await placeInTree(database.db, pages, circle);
  expect(misplaced).toEqual([{ id: expect.any(String), reason: 'CYCLE' }]);
  expect(placements.filter(({ parentId }) => parentId !== null)).toHaveLength(2);
  const self = await placeInTree(database.db, pages, new Map([[a, a]]));
  expect(self.misplaced).toEqual([{ id: a, reason: 'CYCLE' }]);
});

it('starts a new top where a path would be longer than its column', async () => {
  const slugs = Array.from({ length: 5 }, (_, n) => `${n}`.repeat(190));
  const ids: string[] = [];
  for (const slug of slugs) ids.push(await page(slug));
  const chain = new Map(ids.slice(1).map((id, n) => [id, ids[n]]));
  const { placements, misplaced } = await placeInTree(database.db, pages, chain);
  expect(misplaced).toEqual([{ id: ids[3], reason: 'PATH_TOO_LONG' }]);
  expect(Math.max(...placements.map(({ path }) => path.length))).toBeLessThanOrEqual(MAX_PATH);
});

it('places a chain of thousands without running out of stack', async () => {
  const ids: string[] = [];
  await database.db.transaction(async tx => {
    for (let n = 0; n < 3000; n++) {
      const id = `01ARZ3NDEKTSV4RRFFQ6${String(n).padStart(6, '0')}`;
      ids.push(id);
      await tx.run(
        `INSERT INTO pages (id, slug, path, state, revision, created_at, updated_at, title, position)
         VALUES (?, ?, ?, 'DRAFT', 1, NOW(3), NOW(3), '', 0)`,
        [id, `p${n}`, `p${n}`],
      );
    }
  });
  const { placements, misplaced } = await placeInTree(
    database.db,
    pages,
    new Map(ids.slice(1).map((id, n) => [id, ids[n]])),
  );
  expect(placements.length).toBeGreaterThan(2900);
  expect(misplaced.every(({ reason }) => reason === 'PATH_TOO_LONG')).toBe(true);
});

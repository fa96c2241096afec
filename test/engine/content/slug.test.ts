import { definitionOf } from '../../../src/engine/content/content-type';
import { freeSlugs } from '../../../src/engine/content/slug';
import { slugify } from '../../../src/engine/content/slug-format';
import { Tag } from '../../../src/features/content/tag/tag.entity';
import { createTag } from '../../factories/content';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

it.each([
  ['Crème brûlée & Co.', 'creme-brulee-co'],
  ['  ../../etc/passwd  ', 'etc-passwd'],
  ['Привет мир', 'привет-мир'],
  ['हिन्दी', 'हिन्दी'],
  ['日本語 テスト', '日本語-テスト'],
  ['snake_case stays', 'snake_case-stays'],
  ['***', 'fallback'],
  ['', 'fallback'],
])('%s becomes %s', (text, slug) => {
  expect(slugify(text, 'fallback')).toBe(slug);
});

it('cuts long texts by characters, never inside one', () => {
  const slug = slugify('🚢a'.repeat(200), 'fallback');
  expect([...slugify('語'.repeat(500), 'fallback')]).toHaveLength(190);
  expect(slug).not.toMatch(/[\ud800-\udfff]/);
});

describe('free slugs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await createTag(database.db, { slug: 'sea' });
    await createTag(database.db, { slug: 'sea-2' });
  });
  afterAll(() => database.drop());

  it('count on past what is taken in the table and among the wishes themselves', async () => {
    expect(await freeSlugs(database.db, definitionOf(Tag), ['sea', 'wind', 'sea', 'wind'])).toEqual([
      'sea-3',
      'wind',
      'sea-4',
      'wind-2',
    ]);
  });

  it('tell capitals and accents apart, as addresses do', async () => {
    await createTag(database.db, { slug: 'cafe' });
    expect(await freeSlugs(database.db, definitionOf(Tag), ['café', 'Cafe'])).toEqual(['café', 'Cafe']);
  });
});

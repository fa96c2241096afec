import { keepDefaultLocale } from '../../../src/features/site/keep-default-locale';
import { createTag } from '../../factories/content';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

describe('the default locale', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('may change as long as nothing is written, and stays the first of the settings from then on', async () => {
    expect(await keepDefaultLocale(database.db, 'en')).toBeNull();
    expect(await keepDefaultLocale(database.db, 'de')).toBeNull();
    await createTag(database.db);
    expect(await keepDefaultLocale(database.db, 'en')).toBe('de');
    expect(await keepDefaultLocale(database.db, 'de')).toBeNull();
  });
});

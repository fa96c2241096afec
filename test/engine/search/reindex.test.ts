import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as reindex } from '../../../src/cli/reindex';
import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { reindexContent } from '../../../src/engine/content/reindex';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { trashDocuments } from '../../../src/engine/content/writing/trash-documents';
import { optimizeEntries } from '../../../src/engine/search/optimize-entries';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { testRedisUrl } from '../../harness/redis';

const [venues, speakers] = [Venue, Speaker].map(definitionOf);
const ctx = writer();
const PUBLISHED = ContentState.PUBLISHED;
let database: TestDatabase;
let ids: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const german = (name: string) => new Map([['de', { values: { name } }]]);
  ids = await db.transaction(async tx => {
    const drafts = Array.from({ length: 70 }, (_, n) => ({
      values: { name: `Harbour ${n}` },
      translations: german(`Hafen ${n}`),
      state: n % 2 ? PUBLISHED : ContentState.DRAFT,
    }));
    return (await createDocuments(ctx, tx, venues, drafts)).map(({ id }) => id);
  });
  const live = ids[1];
  await db.transaction(tx => saveDocument(ctx, tx, venues, { id: live, change: { values: { name: 'Shipyard' } } }));
  await db.transaction(tx =>
    saveDocument(ctx, tx, venues, { id: ids[3], change: { translations: new Map([['de', null]]) } }),
  );
  await db.transaction(tx => trashDocuments(ctx, tx, [{ definition: venues, id: ids[2] }]));
  await db.transaction(tx => createDocuments(ctx, tx, speakers, [{ values: { name: 'Ada' }, state: PUBLISHED }]));
});
afterAll(() => database.drop());

const entries = () => database.db.select('SELECT * FROM search_entries ORDER BY document_id, locale, draft');

async function damage(): Promise<void> {
  const { db } = database;
  await db.run('DELETE FROM search_entries WHERE document_id IN (?, ?)', [ids[0], ids[1]]);
  await db.run("UPDATE search_entries SET text = 'lost__', live_at = NULL, type = 'Nothing' WHERE document_id > ?", [
    ids[40],
  ]);
  await db.run("UPDATE search_entries SET locale = 'fr' WHERE document_id = ? AND locale = 'de'", [ids[5]]);
  await db.run('UPDATE search_entries SET draft = 1 WHERE document_id = ?', [ids[7]]);
  await db.run(
    `INSERT INTO search_entries (document_id, locale, draft, type, text) VALUES
     ('01AAAAAAAAAAAAAAAAAAAAAAAA', 'en', 0, 'Venue', 'gone__'), ('7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'en', 1, 'Other', 'gone__')`,
  );
}

it('makes every entry again that was lost or damaged, and takes away what stands for nothing', async () => {
  const before = await entries();
  await damage();
  expect(await entries()).not.toEqual(before);
  const done = await reindexContent(database.db, 'en');
  expect(await entries()).toEqual(before);
  expect(done).toEqual({ documents: 71, entries: before.length, stale: 2 });
});

it('is a command, which leaves alone what is right', async () => {
  const before = await entries();
  await damage();
  const env = {
    KEELSON_DATABASE_URL: database.url,
    KEELSON_REDIS_URL: testRedisUrl(),
    KEELSON_CONTENT_LOCALES: 'en, de',
    KEELSON_LOG_LEVEL: 'error',
  };
  await reindex([], env);
  expect(await entries()).toEqual(before);
  await reindex([], env);
  expect(await entries()).toEqual(before);
});

it('finds the database of the running clone, where the settings name none', async () => {
  const state = mkdtempSync(join(tmpdir(), 'keelson-state-'));
  const connections = { KEELSON_DATABASE_URL: database.url, KEELSON_REDIS_URL: testRedisUrl() };
  const local = { url: 'http://127.0.0.1:1', adminToken: 'x'.repeat(32), pid: 1, children: [], connections };
  writeFileSync(join(state, 'local.json'), JSON.stringify(local));
  const before = await entries();
  await damage();
  await reindex([], {
    KEELSON_STATE_DIRECTORY: state,
    KEELSON_CONTENT_LOCALES: 'en, de',
    KEELSON_LOG_LEVEL: 'error',
  });
  rmSync(state, { recursive: true });
  expect(await entries()).toEqual(before);
});

describe('the weekly upkeep of the index', () => {
  const limits = { maxEntries: 10_000, timeoutMs: 20_000 };

  it('builds it anew, and everything is found as before', async () => {
    const before = await entries();
    expect(await optimizeEntries(database.db, limits)).toBe('DONE');
    expect(await entries()).toEqual(before);
  });

  it('leaves a large one alone', async () => {
    expect(await optimizeEntries(database.db, { ...limits, maxEntries: 10 })).toBe('TOO_MANY');
  });

  it('gives up when somebody keeps the table, so that nobody waits behind it', async () => {
    const { db } = database;
    await db.transaction(async tx => {
      await tx.select('SELECT COUNT(*) FROM search_entries');
      expect(await optimizeEntries(db, { ...limits, timeoutMs: 300 })).toBe('GIVEN_UP');
    });
    expect(await optimizeEntries(db, limits)).toBe('DONE');
  });
});

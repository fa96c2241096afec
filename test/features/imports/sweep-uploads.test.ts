import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sweepUploads, UPLOADS } from '../../../src/features/imports/sweep-uploads';
import type { Database } from '../../../src/platform/database/database';
import { createLocalStorage } from '../../../src/platform/storage/local-storage';
import type { MaintainedStorage } from '../../../src/platform/storage/storage';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

const DAY_MS = 24 * 3_600_000;

let database: TestDatabase;
let directory: string;
let storage: MaintainedStorage;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'keelson-storage-'));
  storage = createLocalStorage(directory);
});
afterAll(async () => {
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

/** An upload that is older than any that may still be on its way to its job. */
async function oldUpload(name: string): Promise<string> {
  const key = `${UPLOADS}/${name}`;
  await storage.put(key, Readable.from([Buffer.from('<rss/>')]), 1000);
  const then = new Date(Date.now() - 30 * DAY_MS);
  utimesSync(join(directory, key), then, then);
  return key;
}

async function jobOf(key: string, state: string, finishedDaysAgo: number | null): Promise<void> {
  await database.db.run(
    `INSERT INTO jobs (public_id, kind, queue, payload, state, max_attempts, run_at, created_at, finished_at)
     VALUES (RIGHT(CONCAT(REPEAT('0', 26), ?), 26), 'imports.import-content', 'imports', ?, ?, 1, UTC_TIMESTAMP(3),
       UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL ? DAY)`,
    [key.replace(/\W/g, ''), JSON.stringify({ upload: key }), state, finishedDaysAgo],
  );
}

it('keeps the uploads that a job may still read, and deletes the others, by statements that an index serves', async () => {
  const wanted = ['queued', 'running', 'failed'];
  for (const state of wanted) await jobOf(await oldUpload(state), state, state === 'failed' ? 2 : null);
  for (const state of ['succeeded', 'canceled']) await jobOf(await oldUpload(state), state, 0);
  await jobOf(await oldUpload('failed-long-ago'), 'failed', 8);
  await oldUpload('never-enqueued');
  await storage.put(`${UPLOADS}/just-arrived`, Readable.from([Buffer.from('<rss/>')]), 1000);

  const statements: string[] = [];
  const recording: Database = {
    ...database.db,
    select(sql, values) {
      statements.push(sql);
      return database.db.select(sql, values);
    },
  };
  expect(await sweepUploads({ db: recording, storage, now: () => new Date() })).toBe(4);
  const left = (await storage.list(UPLOADS)).map(({ key }) => key);
  expect(left.sort()).toEqual([...wanted, 'just-arrived'].map(name => `${UPLOADS}/${name}`).sort());

  expect(statements).toHaveLength(1);
  const plan = await database.db.select<{ table: string; possible_keys: string | null }>(`EXPLAIN ${statements[0]}`);
  const ofJobs = plan.filter(({ table }) => table === 'jobs');
  expect(ofJobs).toHaveLength(2);
  for (const { possible_keys: keys } of ofJobs) expect(keys).not.toBeNull();
});

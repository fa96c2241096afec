import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../src/platform/database/database';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { auditJobs } from '../../harness/job-ledger';
import { createTestJobs, type TestJobs, testKind } from '../../harness/jobs';
import { report, seededRandom, testSeeds } from '../../harness/seeded-random';

const JOBS = 60;
const [seed] = testSeeds(1);

/** Each step adds to both counters, jobs with an even number in one order and those with an odd one in the other. */
let steps = 0;
const crossing = testKind(async ({ n }, job) => {
  await job.commit('done', async tx => {
    steps++;
    const rows = n % 2 === 0 ? [1, 2] : [2, 1];
    for (const row of rows) {
      await tx.run('UPDATE counters SET value = value + 1 WHERE id = ?', [row]);
      await pause(2);
    }
  });
});

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.dataSource.query('CREATE TABLE counters (id INT PRIMARY KEY, value INT NOT NULL)');
});
beforeEach(async () => {
  steps = 0;
  await database.db.run('DELETE FROM jobs');
  await database.db.run('DELETE FROM job_events');
  await database.db.run('REPLACE INTO counters VALUES (1, 0), (2, 0)');
  jobs = createTestJobs(database.db, [crossing], { settings: { leaseSeconds: 30 } });
});
afterEach(() => jobs.close());
afterAll(() => database.drop());

async function runAll(): Promise<void> {
  const enqueued = await Promise.all(
    Array.from({ length: JOBS }, (_, n) => jobs.engine.client.enqueue(crossing, { n })),
  );
  for (const { id } of enqueued)
    expect(await jobs.until(id, 'succeeded', 'failed')).toMatchObject({ state: 'succeeded' });
  expect(await database.db.select('SELECT value FROM counters')).toEqual([{ value: JOBS }, { value: JOBS }]);
  expect(await database.db.select("SELECT step FROM job_events WHERE step IN ('T4', 'T5')")).toEqual([]);
  expect(await auditJobs(database.db)).toEqual([]);
}

it('steps that take the same rows in opposite order all succeed, each once, and none is charged an attempt', async () => {
  jobs.startWorker();
  await runAll();
  report(`crossing steps: ${steps - JOBS} of ${JOBS} steps ran again after a deadlock`);
});

it.each([1213, 1205, 1020])('error %i in one of twenty transactions is seen by nobody', async errno => {
  const random = seededRandom(seed);
  let injected = 0;
  const unlucky: Database = {
    ...database.db,
    transaction: work =>
      database.db.transaction(async tx => {
        const result = await work(tx);
        if (!random.chance(0.05)) return result;
        injected++;
        throw Object.assign(new Error('The race was lost.'), { errno });
      }),
  };
  jobs.startWorker({ db: unlucky });
  await runAll();
  report(`seed ${seed}: ${injected} transactions met error ${errno}`);
});

import { SYSTEM } from '../../src/engine/access/viewer';
import type { Database } from '../../src/platform/database/database';
import { auditJobs, type EffectTable } from '../harness/job-ledger';
import { createTestJobs, eventually, type TestJobs, testKind } from '../harness/jobs';
import { type PrivateServices, startPrivateServices } from '../harness/private-services';
import { report } from '../harness/seeded-random';

const QUEUED = 10_000;
const RACES = 1000;
const EFFECTS: EffectTable = { table: 'effects_seen', unique: ['job'] };

const work = testKind(async (_, job) => {
  await job.commit('done', async tx => {
    await tx.run('INSERT INTO effects_seen (job) VALUES (?)', [job.jobId]);
  });
});

let services: PrivateServices;
let db: Database;
let jobs: TestJobs;

beforeAll(async () => {
  services = await startPrivateServices({ durable: false });
  db = await services.open();
  await db.run('CREATE TABLE effects_seen (job CHAR(26) NOT NULL)');
});
beforeEach(async () => {
  for (const table of ['jobs', 'job_events', 'effects_seen']) await db.run(`DELETE FROM ${table}`);
  jobs = createTestJobs(db, [work], { redisUrl: services.redis.url, settings: { concurrency: 10, leaseSeconds: 30 } });
});
afterEach(() => jobs.close());
afterAll(() => services.close());

it(`${QUEUED} queued jobs all run although Redis is flushed under them, and once more on the way`, async () => {
  for (let n = 0; n < QUEUED; n += 500) {
    await db.transaction(async tx => {
      for (let i = 0; i < 500; i++) await jobs.engine.client.enqueue(work, { n: n + i }, { tx });
    });
  }
  await jobs.redis.commands().flushall();
  const startedAt = performance.now();
  jobs.startWorker();
  jobs.startWorker();
  await eventually(async () => (await count("jobs WHERE state = 'succeeded'")) >= QUEUED / 2);
  await jobs.redis.commands().flushall();
  await eventually(async () => (await count("jobs WHERE state = 'succeeded'")) === QUEUED);
  report(`${QUEUED} jobs after FLUSHALL: none lost, ${Math.round((performance.now() - startedAt) / 1000)} s`);
  expect(await count('effects_seen')).toBe(QUEUED);
  expect(await auditJobs(db, EFFECTS)).toEqual([]);
});

it(`${RACES} jobs that are canceled while they complete end in one state each, which their effects agree with`, async () => {
  jobs.startWorker();
  jobs.startWorker();
  for (let round = 0; round < RACES; round++) {
    const { id } = await jobs.engine.client.enqueue(work, { n: round });
    // A little later each time, so that the cancellation meets every moment of the run.
    await new Promise(resolve => setTimeout(resolve, (round % 20) / 2));
    await jobs.engine.client.cancel(id, SYSTEM).catch(error => expect(error).toMatchObject({ code: 'WRONG_STATE' }));
    const { state } = await jobs.until(id, 'succeeded', 'canceled', 'failed');
    const effects = await count(`effects_seen WHERE job = '${id}'`);
    expect({ state, effects }).toEqual(
      state === 'succeeded' ? { state, effects: 1 } : { state: 'canceled', effects: 0 },
    );
  }
  report(`${RACES} races: ${await count("jobs WHERE state = 'canceled'")} canceled, the others succeeded`);
  expect(await auditJobs(db, EFFECTS)).toEqual([]);
});

async function count(what: string): Promise<number> {
  const [row] = await db.select<{ rows: string }>(`SELECT COUNT(*) AS \`rows\` FROM ${what}`);
  return Number(row.rows);
}

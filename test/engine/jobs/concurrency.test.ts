import { join } from 'node:path';
import { SYSTEM } from '../../../src/engine/access/viewer';
import { Grouped } from '../../../src/engine/jobs/grouped';
import { findJob } from '../../../src/engine/jobs/job-row';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, eventually, gate, type NumberedPayload, type TestJobs, testKind } from '../../harness/jobs';

const THREAD_WORK = join(__dirname, '../../fixtures/threads/work.cjs');

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const plain = testKind((payload, job) => perform(payload, job), { attempts: 1 });
const narrow = testKind((payload, job) => perform(payload, job), { kind: 'tests.narrow', concurrency: 2 });
const brief = testKind((payload, job) => perform(payload, job), { kind: 'tests.brief', attempts: 1, timeoutMs: 300 });

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [plain, narrow, brief]);
});
afterEach(async () => {
  await jobs.close();
  await database.db.run('DELETE FROM jobs');
  await database.db.run('DELETE FROM job_events');
});
afterAll(() => database.drop());

const settledCount = async () =>
  Number((await database.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM jobs WHERE state = 'succeeded'`))[0].n);

describe('a worker', () => {
  it('runs no more jobs of a kind than the kind allows, and lets other kinds pass those that wait', async () => {
    let running = 0;
    let most = 0;
    let plainRuns = 0;
    perform = async ({ label }) => {
      if (label === 'plain') return void plainRuns++;
      most = Math.max(most, ++running);
      await new Promise(resolve => setTimeout(resolve, 20));
      running--;
    };
    for (let n = 0; n < 12; n++) await jobs.engine.client.enqueue(narrow, { n });
    for (let n = 0; n < 3; n++) await jobs.engine.client.enqueue(plain, { n, label: 'plain' });
    jobs.startWorker({ settings: { concurrency: 6, reconcileSeconds: 60 } });
    await eventually(async () => (await settledCount()) === 15);
    expect({ most, plainRuns }).toEqual({ most: 2, plainRuns: 3 });
  });

  it('settles jobs that end together under their own fences: one that was lost is left out, the others are written', async () => {
    const ready = gate();
    let begun = 0;
    perform = async ({ n }) => {
      begun++;
      await ready.opened;
      return { n };
    };
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) ids.push((await jobs.engine.client.enqueue(plain, { n })).id);
    const worker = jobs.startWorker({ settings: { concurrency: 4, leaseSeconds: 60, reconcileSeconds: 60 } });
    await eventually(() => begun === 4);
    await database.db.run('UPDATE jobs SET fence = fence + 1 WHERE public_id = ?', [ids[2]]);
    ready.open();
    await eventually(() => worker.busy === 0);
    const rows = await Promise.all(ids.map(id => findJob(database.db, id)));
    expect(rows.map(row => row?.state)).toEqual(['succeeded', 'succeeded', 'running', 'succeeded']);
    expect(rows.map(row => row?.result)).toEqual([{ n: 0 }, { n: 1 }, null, { n: 3 }]);
    const events = await database.db.select<{ n: number }>(
      `SELECT COUNT(*) AS n FROM job_events WHERE step = 'T3' AND ver = 3`,
    );
    expect(Number(events[0].n)).toBe(3);
  });

  it('keeps the lease of a job that computes in a thread for longer than three leases', async () => {
    perform = (_, job) => job.compute(THREAD_WORK, { blockMs: 3300, answer: 'computed' });
    jobs.startWorker({ settings: { leaseSeconds: 1 } });
    const { id } = await jobs.engine.client.enqueue(plain, { n: 1 });
    const job = await jobs.until(id, 'succeeded', 'failed');
    expect(job).toMatchObject({ state: 'succeeded', fence: 1, lostCount: 0, result: { answer: 'computed' } });
  });

  it('ends a thread that never stops when its job is canceled, and when its time is up', async () => {
    perform = (_, job) => job.compute(THREAD_WORK, { blockMs: null });
    jobs.startWorker();
    const endless = await jobs.engine.client.enqueue(plain, { n: 1 });
    await jobs.until(endless.id, 'running');
    await jobs.engine.client.cancel(endless.id, SYSTEM);
    await jobs.until(endless.id, 'canceled');
    const late = await jobs.engine.client.enqueue(brief, { n: 2 });
    expect(await jobs.until(late.id, 'failed')).toMatchObject({ errorCode: 'TIMEOUT' });
  });
});

describe('enqueueing from many callers at once', () => {
  it('writes every job with its event, and each caller gets its own handle', async () => {
    const made = await Promise.all(Array.from({ length: 75 }, (_, n) => jobs.engine.client.enqueue(plain, { n })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(75);
    const rows = await database.db.select<{ publicId: string; n: number }>(
      `SELECT j.public_id AS publicId, JSON_VALUE(j.payload, '$.n') AS n FROM jobs j
       JOIN job_events e ON e.job_id = j.id AND e.ver = 1 AND e.step = 'T1'`,
    );
    const byId = new Map(rows.map(({ publicId, n }) => [publicId, Number(n)]));
    expect(made.map(({ id }) => byId.get(id))).toEqual(made.map((_, n) => n));
  });

  it('refuses only the caller whose payload is wrong', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) => jobs.engine.client.enqueue(plain, { n: n === 2 ? 0.5 : n })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });
});

describe('a group', () => {
  it('takes what came while the one before was under way, and answers each request with its own', async () => {
    const sizes: number[] = [];
    const group = new Grouped<number, number>(
      async items => {
        sizes.push(items.length);
        await new Promise(resolve => setImmediate(resolve));
        return items.map(item => item * 2);
      },
      { most: 4, atOnce: 1 },
    );
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(item => group.do(item)));
    expect({ answers, sizes }).toEqual({ answers: [2, 4, 6, 8, 10, 12], sizes: [4, 2] });
  });
});

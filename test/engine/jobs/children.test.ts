import { SYSTEM } from '../../../src/engine/access/viewer';
import { findJob } from '../../../src/engine/jobs/job-row';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, eventually, gate, type NumberedPayload, type TestJobs, testKind } from '../../harness/jobs';

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
let performChild: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const parentKind = testKind((payload, job) => perform(payload, job), { kind: 'tests.parent', attempts: 2 });
const childKind = testKind((payload, job) => performChild(payload, job), { kind: 'tests.child', attempts: 1 });

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [parentKind, childKind]);
  performChild = async () => null;
});
afterEach(async () => {
  await jobs.close();
  await database.db.run('DELETE FROM jobs');
  await database.db.run('DELETE FROM job_events');
});
afterAll(() => database.drop());

const enqueue = () => jobs.engine.client.enqueue(parentKind, { n: 0 }, { viewer: { ...SYSTEM, id: 'owner-1' } });
const stepsOf = async (id: number) =>
  (await database.db.select<{ step: string }>('SELECT step FROM job_events WHERE job_id = ? ORDER BY ver', [id])).map(
    ({ step }) => step,
  );
const childStates = async () =>
  (await database.db.select<{ state: string }>(`SELECT state FROM jobs WHERE kind = 'tests.child' ORDER BY id`)).map(
    ({ state }) => state,
  );

/** Streams rows in steps of ten, a child for each, and then asks how they ended. */
async function spawnRows(job: JobRun, rows: number, units = 1) {
  for (let from = job.checkpoint<number>() ?? 0; from < rows; from += 10) {
    await job.commit(from + 10, async tx => {
      const payloads = Array.from({ length: Math.min(10, rows - from) }, (_, index) => ({ n: from + index + 1 }));
      await job.spawn(tx, childKind, payloads, { unitsOf: () => units });
    });
  }
  return job.childrenSettled();
}

describe('a parent', () => {
  it('settles after its children, without a lease or a place while it waits, and is told how they ended', async () => {
    let runs = 0;
    perform = async (_, job) => {
      runs++;
      return spawnRows(job, 25);
    };
    performChild = async ({ n }) => {
      if (n === 7) throw new Error('this row is wrong');
    };
    jobs.startWorker({ settings: { concurrency: 1 } });
    const { id } = await enqueue();
    const parent = await jobs.until(id, 'succeeded', 'failed');
    expect(parent).toMatchObject({
      state: 'succeeded',
      attempt: 1,
      lostCount: 0,
      result: { count: 25, failed: 1, open: 0 },
    });
    expect(runs).toBe(2);
    expect(await stepsOf(parent.id)).toEqual(['T1', 'T2', 'T7', 'T2', 'T3']);
    const children = await database.db.select(
      `SELECT DISTINCT parent_id, owner_id FROM jobs WHERE kind = 'tests.child'`,
    );
    expect(children).toEqual([{ parent_id: String(parent.id), owner_id: 'owner-1' }]);
  });

  it('has its own progress and the sum of theirs', async () => {
    const halfway = gate();
    perform = async (_, job) => {
      job.progress({ completed: 20, total: 20 });
      return spawnRows(job, 20, 5);
    };
    performChild = async ({ n }) => {
      if (n > 10) await halfway.opened;
    };
    jobs.startWorker({ settings: { concurrency: 4 } });
    const { id } = await enqueue();
    await eventually(async () => (await findJob(database.db, id))?.childrenCompleted === 50);
    expect(await findJob(database.db, id)).toMatchObject({
      state: 'queued',
      children: 'awaited',
      leaseOwner: null,
      progressCompleted: 20,
      childrenTotal: 100,
    });
    halfway.open();
    const parent = await jobs.until(id, 'succeeded');
    await eventually(async () => (await findJob(database.db, id))?.children === null);
    expect(parent).toMatchObject({ progressCompleted: 20, childrenCount: 20, childrenCompleted: 100 });
  });

  it('tells its watchers of each step of the sum', async () => {
    perform = async (_, job) => spawnRows(job, 10);
    const { id } = await enqueue();
    const seen: number[] = [];
    const watched = await jobs.engine.client.watch(id);
    jobs.startWorker();
    for await (const job of watched) seen.push(job.childrenCompleted);
    expect(seen.at(-1)).toBe(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('that is canceled takes its children along: those that wait at once, those that run at their next checkpoint', async () => {
    perform = async (_, job) => spawnRows(job, 10);
    performChild = (_, job) =>
      new Promise((_resolve, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason)));
    jobs.startWorker({ settings: { concurrency: 2 } });
    const { id } = await enqueue();
    await eventually(async () => (await childStates()).filter(state => state === 'running').length === 2);
    await eventually(async () => (await findJob(database.db, id))?.children === 'awaited');
    expect(await jobs.engine.client.cancel(id, SYSTEM)).toMatchObject({ state: 'canceled' });
    await eventually(async () => (await childStates()).every(state => state === 'canceled'));
  });

  it('that fails takes its children along, and can be retried', async () => {
    let fails = true;
    perform = async (_, job) => {
      if (job.checkpoint() === null) {
        await job.commit(1, async tx => void (await job.spawn(tx, childKind, [{ n: 1 }, { n: 2 }])));
      }
      if (fails) throw Object.assign(new Error('no'), { name: 'Broken' });
      return job.childrenSettled();
    };
    const { id } = await jobs.engine.client.enqueue(parentKind, { n: 0 });
    await database.db.run('UPDATE jobs SET max_attempts = 1 WHERE public_id = ?', [id]);
    const waiting = gate();
    performChild = () => waiting.opened.then(() => null);
    jobs.startWorker({ settings: { concurrency: 1 } });
    await jobs.until(id, 'failed');
    await eventually(async () => (await findJob(database.db, id))?.cancelRequestedAt === null);
    waiting.open();
    await eventually(async () => (await findJob(database.db, id))?.children === null);
    expect((await childStates()).every(state => state === 'canceled' || state === 'succeeded')).toBe(true);
    fails = false;
    await jobs.engine.client.retry(id, SYSTEM);
    expect((await jobs.until(id, 'succeeded')).result).toMatchObject({ count: 2, open: 0 });
  });

  it('is woken up by the reconciler when the process that settled its last child told nobody', async () => {
    perform = async (_, job) => spawnRows(job, 1);
    const holdBack = gate();
    performChild = () => holdBack.opened.then(() => null);
    jobs.startWorker({ settings: { reconcileSeconds: 0.2 } });
    const { id } = await enqueue();
    await eventually(async () => (await findJob(database.db, id))?.children === 'awaited');
    await database.db.run(
      `UPDATE jobs SET state = 'canceled', lease_until = NULL, fence = fence + 1 WHERE kind = 'tests.child'`,
    );
    expect((await jobs.until(id, 'succeeded')).result).toMatchObject({ canceled: 1 });
    holdBack.open();
  });

  it('whose step is not committed has no children', async () => {
    perform = async (_, job) => {
      await job.commit(1, async tx => {
        await job.spawn(tx, childKind, [{ n: 1 }]);
        throw new Error('changed my mind');
      });
    };
    jobs.startWorker();
    const { id } = await enqueue();
    await eventually(async () => (await findJob(database.db, id))?.errorCode === 'INTERNAL');
    expect(await childStates()).toEqual([]);
  });
});

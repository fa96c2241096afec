import type { JobSettings } from '../../../src/engine/jobs/job-parts';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { findJob } from '../../../src/engine/jobs/job-row';
import { SYSTEM } from '../../../src/engine/access/viewer';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { freezable } from '../../harness/freezable-database';
import { createTestJobs, eventually, gate, type NumberedPayload, type TestJobs, testKind } from '../../harness/jobs';

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const work = testKind((payload, job) => perform(payload, job), { attempts: 1 });

/** Thawed when the test is over, so that its workers can end. */
const frozen: ReturnType<typeof freezable>[] = [];

/** A worker that can be stopped in the middle of what it does. */
function freezableWorker(settings: Partial<JobSettings> = {}) {
  const frozenDatabase = freezable(database.db);
  frozen.push(frozenDatabase);
  return { ...frozenDatabase, worker: jobs.startWorker({ db: frozenDatabase.db, settings }) };
}

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.dataSource.query(
    'CREATE TABLE effects_seen (id INT AUTO_INCREMENT PRIMARY KEY, step INT NOT NULL, fence INT NOT NULL)',
  );
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [work]);
});
afterEach(async () => {
  for (const { thaw } of frozen.splice(0)) thaw();
  await jobs.close();
  await database.db.run('DELETE FROM effects_seen');
  await database.db.run('DELETE FROM jobs');
});
afterAll(() => database.drop());

const seenSteps = async () =>
  (await database.db.select<{ step: number }>('SELECT step FROM effects_seen ORDER BY id')).map(({ step }) => step);

/**
 * A job of five steps whose first holder freezes before step 3, longer than its lease, and wakes up when another worker has
 * finished the job. `write` is how a step writes its effect.
 */
async function freezeInTheMiddle(write: (job: JobRun, step: number) => Promise<void>) {
  const first = gate();
  const outcomes: string[] = [];
  perform = async (_, job) => {
    const isFirst = job.attempt === 1;
    for (let step = (job.checkpoint<number>() ?? 0) + 1; step <= 5; step++) {
      if (isFirst && step === 3) {
        stopped.freeze();
        await first.opened;
      }
      await write(job, step).catch(error => {
        outcomes.push(error.name);
        throw error;
      });
    }
    return 'done';
  };
  const stopped = freezableWorker();
  const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
  await eventually(async () => (await seenSteps()).length === 2);
  jobs.startWorker();
  const job = await jobs.until(id, 'succeeded', 'failed');
  stopped.thaw();
  first.open();
  await eventually(() => stopped.worker.busy === 0);
  return { job, outcomes, after: await findJob(database.db, id) };
}

describe('the fence', () => {
  it('stops a holder that slept past its lease: each step takes effect once, and the job ends as its new holder left it', async () => {
    const { job, outcomes, after } = await freezeInTheMiddle((run, step) =>
      run.commit(step, async tx => {
        await tx.run('INSERT INTO effects_seen (step, fence) VALUES (?, ?)', [step, run.attempt]);
      }),
    );
    expect(job).toMatchObject({ state: 'succeeded', fence: 2, attempt: 2, lostCount: 0 });
    expect(await seenSteps()).toEqual([1, 2, 3, 4, 5]);
    expect(outcomes).toEqual([expect.stringMatching(/FenceLost|JobInterrupted/)]);
    expect(after).toMatchObject({ state: 'succeeded', ver: job.ver, checkpoint: 5 });
  });

  it('is what stops it: the same steps written without a commit take effect twice', async () => {
    await freezeInTheMiddle(async (run, step) => {
      await database.db.run('INSERT INTO effects_seen (step, fence) VALUES (?, ?)', [step, run.attempt]);
    });
    expect((await seenSteps()).length).toBeGreaterThan(5);
  });

  it('refuses the commit of a holder whose lease was taken while it waited', async () => {
    const taken = gate();
    let refused: unknown;
    perform = async (_, job) => {
      await taken.opened;
      await job
        .commit(1, tx => tx.run('INSERT INTO effects_seen (step, fence) VALUES (1, 1)').then(() => undefined))
        .catch(error => {
          refused = error;
          throw error;
        });
    };
    jobs.startWorker({ settings: { leaseSeconds: 30, reconcileSeconds: 30 } });
    const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
    await jobs.until(id, 'running');
    await database.db.run('UPDATE jobs SET fence = fence + 1 WHERE public_id = ?', [id]);
    taken.open();
    await eventually(() => refused !== undefined);
    expect(refused).toMatchObject({ name: 'FenceLost' });
    expect(await seenSteps()).toEqual([]);
    expect(await findJob(database.db, id)).toMatchObject({ state: 'running', checkpointSeq: 0 });
  });
});

describe('the reconciler', () => {
  it('gives a job up after three lost workers', async () => {
    perform = () => new Promise(() => undefined);
    for (let lost = 1; lost <= 3; lost++) {
      const holder = freezableWorker({ reconcileSeconds: 30 });
      const { id } = lost === 1 ? await jobs.engine.client.enqueue(work, { n: 1 }) : await onlyJob();
      await eventually(async () => (await findJob(database.db, id))?.attempt === lost);
      holder.freeze();
      await expireLease(id);
      await reconcile();
      expect(await findJob(database.db, id)).toMatchObject({ state: lost < 3 ? 'queued' : 'failed', lostCount: lost });
    }
    expect(await findJob(database.db, (await onlyJob()).id)).toMatchObject({
      errorCode: 'LOST_WORKER',
      activeKey: null,
    });
  });

  it('gives a job up with the first lost worker where its kind bears no more', async () => {
    const delicate = testKind(() => new Promise(() => undefined), { kind: 'tests.delicate', maxLost: 1 });
    const own = createTestJobs(database.db, [delicate]);
    const holder = freezable(database.db);
    frozen.push(holder);
    own.startWorker({ db: holder.db, settings: { reconcileSeconds: 30 } });
    const { id } = await own.engine.client.enqueue(delicate, { n: 1 });
    await own.until(id, 'running');
    holder.freeze();
    await expireLease(id);
    const reconciling = own.startWorker();
    await reconciling.reconcile();
    expect(await own.until(id, 'failed')).toMatchObject({ errorCode: 'LOST_WORKER', lostCount: 1 });
    holder.thaw();
    await own.close();
  });

  it('cancels a lost job that was to be canceled', async () => {
    perform = () => new Promise(() => undefined);
    const holder = freezableWorker({ reconcileSeconds: 30 });
    const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
    await jobs.until(id, 'running');
    holder.freeze();
    await jobs.engine.client.cancel(id, SYSTEM);
    await expireLease(id);
    await reconcile();
    expect(await findJob(database.db, id)).toMatchObject({ state: 'canceled', lostCount: 1 });
  });

  it('fails a job past its deadline, and its holder writes nothing more', async () => {
    const late = gate();
    perform = async (_, job) => {
      await late.opened;
      await job.commit(1, tx => tx.run('INSERT INTO effects_seen (step, fence) VALUES (1, 1)').then(() => undefined));
    };
    const worker = jobs.startWorker({ settings: { reconcileSeconds: 30 } });
    const { id } = await jobs.engine.client.enqueue(work, { n: 1 }, { deadlineAt: new Date(Date.now() + 3_600_000) });
    await jobs.until(id, 'running');
    await database.db.run("UPDATE jobs SET deadline_at = '2020-01-01' WHERE public_id = ?", [id]);
    await reconcile();
    expect(await findJob(database.db, id)).toMatchObject({ state: 'failed', errorCode: 'DEADLINE_PASSED', fence: 2 });
    late.open();
    await eventually(() => worker.busy === 0);
    expect(await seenSteps()).toEqual([]);
  });

  it('leaves a job alone whose lease has not run out', async () => {
    perform = () => new Promise(() => undefined);
    jobs.startWorker({ settings: { leaseSeconds: 30 } });
    const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
    await jobs.until(id, 'running');
    await reconcile();
    expect(await findJob(database.db, id)).toMatchObject({ state: 'running', fence: 1 });
  });
});

async function onlyJob(): Promise<{ id: string }> {
  const [{ id }] = await database.db.select<{ id: string }>('SELECT public_id AS id FROM jobs');
  return { id };
}

const expireLease = (id: string) =>
  database.db.run("UPDATE jobs SET lease_until = '2020-01-01', run_at = '2020-01-01' WHERE public_id = ?", [id]);

/** One round of a reconciler, as a worker that has nothing else to do makes it. */
async function reconcile(): Promise<void> {
  const idle = createTestJobs(database.db, []);
  await idle.startWorker({ settings: { reconcileSeconds: 30 } }).reconcile();
  await idle.close();
}

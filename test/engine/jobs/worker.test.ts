import type { JobRun } from '../../../src/engine/jobs/job-run';
import { findJob } from '../../../src/engine/jobs/job-row';
import { SYSTEM } from '../../../src/engine/access/viewer';
import { validationFailed } from '../../../src/errors';
import { finalError } from '../../../src/engine/jobs/retry';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import {
  createTestJobs,
  eventually,
  gate,
  type NumberedPayload,
  QUICK,
  type TestJobs,
  testKind,
} from '../../harness/jobs';

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const work = testKind((payload, job) => perform(payload, job));
const impatient = testKind((payload, job) => perform(payload, job), {
  kind: 'tests.impatient',
  attempts: 1,
  timeoutMs: 100,
});

jest.setTimeout(15_000);

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [work, impatient]);
});
afterEach(async () => {
  await jobs.close();
  await database.db.run('DELETE FROM jobs');
});
afterAll(() => database.drop());

const enqueue = (n: number) => jobs.engine.client.enqueue(work, { n });

/** Lets a job's pause end now instead of in seconds. */
async function endPause(id: string): Promise<void> {
  await database.db.run(
    'UPDATE jobs SET run_at = UTC_TIMESTAMP(3), dispatch_due_at = UTC_TIMESTAMP(3) WHERE public_id = ?',
    [id],
  );
}

async function steps(id: string): Promise<string[]> {
  const rows = await database.db.select<{ step: string }>(
    'SELECT e.step FROM job_events e JOIN jobs j ON j.id = e.job_id WHERE j.public_id = ? ORDER BY e.ver',
    [id],
  );
  return rows.map(({ step }) => step);
}

/** Waits for the job's abort signal and throws its reason, as a handler does that watches its signal. */
const untilAborted = (job: JobRun) =>
  new Promise<never>((_, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason)));

describe('a worker', () => {
  it('runs a job and keeps its result', async () => {
    perform = async ({ n }) => ({ doubled: n * 2 });
    jobs.startWorker();
    const { id } = await enqueue(21);
    const job = await jobs.until(id, 'succeeded');
    expect(job).toMatchObject({
      result: { doubled: 42 },
      attempt: 1,
      fence: 1,
      ver: 3,
      leaseOwner: null,
      leaseUntil: null,
    });
    expect(job.finishedAt).toBeInstanceOf(Date);
    expect(await steps(id)).toEqual(['T1', 'T2', 'T3']);
  });

  it('runs a job once, however many hints name it', async () => {
    let runs = 0;
    const done = gate();
    perform = async () => {
      runs++;
      await done.opened;
    };
    const worker = jobs.startWorker();
    const { id } = await enqueue(1);
    const queue = worker['parts'].dispatcher;
    await Promise.all(
      Array.from({ length: 50 }, (_, dispatchSeq) =>
        queue.hint({ publicId: id, queue: 'tests', dispatchSeq: 100 + dispatchSeq }, 0),
      ),
    );
    await jobs.until(id, 'running');
    done.open();
    await jobs.until(id, 'succeeded');
    await worker.idle();
    expect(runs).toBe(1);
    expect(await steps(id)).toEqual(['T1', 'T2', 'T3']);
  });

  it('never runs more jobs of a queue than its concurrency', async () => {
    let now = 0;
    let most = 0;
    perform = async () => {
      most = Math.max(most, ++now);
      // However slowly they are begun, the places are all taken once.
      do await new Promise(resolve => setImmediate(resolve));
      while (most < 3);
      now--;
    };
    const worker = jobs.startWorker({ settings: { concurrency: 3 } });
    const handles = await Promise.all(Array.from({ length: 40 }, (_, n) => enqueue(n)));
    for (const { id } of handles) await jobs.until(id, 'succeeded');
    await worker.idle();
    expect(most).toBe(3);
  });

  it('loses no job when Redis is emptied', async () => {
    perform = async () => null;
    const handles = await Promise.all(Array.from({ length: 100 }, (_, n) => enqueue(n)));
    const keys = await jobs.redis.commands().keys(`${jobs.redis.prefix}:*`);
    expect(keys.length).toBeGreaterThan(100);
    await jobs.redis.commands().del(keys);
    jobs.startWorker();
    for (const { id } of handles) await jobs.until(id, 'succeeded');
  });

  it('tries again after an error, later, and fails when its attempts are spent', async () => {
    perform = async () => {
      throw new Error('the password is hunter2');
    };
    const worker = jobs.startWorker();
    const { id } = await enqueue(1);
    await eventually(async () => {
      await endPause(id);
      return (await findJob(database.db, id))?.state === 'failed';
    });
    expect((await findJob(database.db, id))?.errorMessage).not.toContain('hunter2');
    expect(await jobs.until(id, 'failed')).toMatchObject({ attempt: 3, errorCode: 'INTERNAL' });
    expect(await steps(id)).toEqual(['T1', 'T2', 'T4', 'T2', 'T4', 'T2', 'T5']);
    await worker.idle();
  });

  it.each([
    ['that only other input would mend', () => validationFailed('The file is a poem.'), 'VALIDATION_FAILED'],
    ['that is marked final', () => finalError(new Error('never')), 'INTERNAL'],
  ])('fails at once with an error %s', async (_, error, code) => {
    perform = async () => {
      throw error();
    };
    jobs.startWorker();
    const { id } = await enqueue(1);
    expect(await jobs.until(id, 'failed')).toMatchObject({ attempt: 1, errorCode: code });
  });

  it('stops an attempt that takes longer than its kind allows', async () => {
    perform = (_, job) => untilAborted(job);
    jobs.startWorker();
    const { id } = await jobs.engine.client.enqueue(impatient, { n: 1 });
    expect(await jobs.until(id, 'failed')).toMatchObject({ errorCode: 'TIMEOUT' });
  });

  it('cancels a running job at its next checkpoint, and writes nothing of that step', async () => {
    const canceled = gate();
    let written = false;
    perform = async (_, job) => {
      await job.commit('one', async () => undefined);
      await canceled.opened;
      await job.commit('two', async () => {
        written = true;
      });
    };
    jobs.startWorker({ settings: { leaseSeconds: 30 } });
    const { id } = await enqueue(1);
    await eventually(async () => (await findJob(database.db, id))?.checkpointSeq === 1);
    const asked = await jobs.engine.client.cancel(id, SYSTEM);
    expect(asked).toMatchObject({ state: 'running', cancelBy: 'server' });
    canceled.open();
    const job = await jobs.until(id, 'canceled');
    expect(job).toMatchObject({ checkpoint: 'one', activeKey: null });
    expect(written).toBe(false);
    expect(await steps(id)).toEqual(['T1', 'T2', 'T6']);
  });

  it('tells a handler that only watches its signal about a cancellation', async () => {
    perform = (_, job) => untilAborted(job);
    jobs.startWorker();
    const { id } = await enqueue(1);
    await jobs.until(id, 'running');
    await jobs.engine.client.cancel(id, SYSTEM);
    await jobs.until(id, 'canceled');
  });

  it('gives its jobs back when it is told to stop, and another goes on from the checkpoint', async () => {
    const seen: unknown[] = [];
    perform = async (_, job) => {
      seen.push(job.checkpoint());
      await job.commit({ at: seen.length }, async () => undefined);
      if (seen.length === 1) await untilAborted(job);
      return 'done';
    };
    const first = jobs.startWorker();
    const { id } = await enqueue(1);
    await eventually(async () => (await findJob(database.db, id))?.checkpointSeq === 1);
    await first.stop({ graceMs: 5000 });
    expect(await findJob(database.db, id)).toMatchObject({ state: 'queued', attempt: 0 });
    jobs.startWorker();
    expect(await jobs.until(id, 'succeeded')).toMatchObject({ attempt: 1, result: 'done' });
    expect(seen).toEqual([null, { at: 1 }]);
    expect(await steps(id)).toEqual(['T1', 'T2', 'T7', 'T2', 'T3']);
  });

  it('gives a job back even when its handler does not listen', async () => {
    const deaf = gate();
    perform = () => deaf.opened;
    const worker = jobs.startWorker();
    const { id } = await enqueue(1);
    await jobs.until(id, 'running');
    await worker.stop({ graceMs: 50 });
    expect(await findJob(database.db, id)).toMatchObject({ state: 'queued' });
    deaf.open();
    await jobs.engine.client.cancel(id, SYSTEM);
  });

  it('keeps what a step met, once, with the step', async () => {
    perform = async (_, job) => {
      await job.commit(1, async (_tx, report) => {
        report.warn({
          severity: 'SKIPPED',
          line: 7,
          subject: 'A menu',
          code: 'NO_HOME',
          message: 'Menus have no home.',
        });
      });
      const failed = job.commit(2, async (_tx, report) => {
        report.warn({ severity: 'WARNING', code: 'LOST', message: 'Never to be seen.' });
        throw finalError(new Error('broken step'));
      });
      await failed.catch(() => undefined);
      await job.commit(3, async (_tx, report) => {
        for (let n = 0; n < 120; n++) report.warn({ severity: 'NOTICE', code: 'N', message: 'm'.repeat(2000) });
      });
    };
    jobs.startWorker();
    const { id } = await enqueue(1);
    const job = await jobs.until(id, 'succeeded');
    const rows = await database.db.select(
      'SELECT seq, severity, line, subject, code FROM job_warnings WHERE job_id = ? ORDER BY seq',
      [job.id],
    );
    expect(rows).toHaveLength(121);
    expect(rows[0]).toEqual({ seq: 1, severity: 'SKIPPED', line: 7, subject: 'A menu', code: 'NO_HOME' });
    expect(rows.at(-1)).toMatchObject({ seq: 121, severity: 'NOTICE', line: null });
  });

  it('runs jobs while nothing listens at the address of Redis', async () => {
    const alone = createTestJobs(database.db, [work], { redisUrl: 'redis://127.0.0.1:1', settings: QUICK });
    perform = async ({ n }) => n;
    alone.startWorker();
    const { id } = await alone.engine.client.enqueue(work, { n: 5 });
    expect(await alone.until(id, 'succeeded')).toMatchObject({ result: 5 });
    await alone.close();
  });

  it('runs a job not before its time', async () => {
    perform = async () => null;
    const worker = jobs.startWorker();
    const runAt = new Date(Date.now() + 3_600_000);
    const { id } = await jobs.engine.client.enqueue(work, { n: 1 }, { runAt });
    await worker.idle();
    expect(await findJob(database.db, id)).toMatchObject({
      state: 'queued',
      attempt: 0,
      runAt,
      dispatchDueAt: expect.any(Date),
    });
    await endPause(id);
    await jobs.until(id, 'succeeded');
  });
});

import type { Job } from '../../../src/engine/jobs/job.entity';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { SYSTEM } from '../../../src/engine/access/viewer';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, eventually, gate, type NumberedPayload, type TestJobs, testKind } from '../../harness/jobs';

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const work = testKind((payload, job) => perform(payload, job));

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [work]);
});
afterEach(async () => {
  await jobs.close();
  await database.db.run('DELETE FROM jobs');
});
afterAll(() => database.drop());

const enqueue = () => jobs.engine.client.enqueue(work, { n: 1 });
const next = async (watched: AsyncIterator<Job>) => (await watched.next()).value as Job;

async function all(watched: AsyncIterableIterator<Job>): Promise<Job[]> {
  const seen: Job[] = [];
  for await (const job of watched) seen.push(job);
  return seen;
}

/** What every watcher may rely on: the newest last, nothing older after something newer. */
function expectOrdered(seen: Job[]): void {
  for (let at = 1; at < seen.length; at++) {
    const [before, after] = [seen[at - 1], seen[at]];
    expect(after.ver).toBeGreaterThanOrEqual(before.ver);
    if (after.attempt === before.attempt)
      expect(after.progressCompleted).toBeGreaterThanOrEqual(before.progressCompleted);
  }
}

describe('watching a job', () => {
  it('shows the job as it is, then each change, and ends when it has settled', async () => {
    const started = gate();
    const finish = gate();
    perform = async (_, job) => {
      job.progress({ stage: 'Reading', completed: 3, total: 10 });
      started.open();
      await finish.opened;
      return { read: 10 };
    };
    const { id } = await enqueue();
    const watched = await jobs.engine.client.watch(id);
    expect(await next(watched)).toMatchObject({ publicId: id, state: 'queued', ver: 1 });
    jobs.startWorker();
    await started.opened;
    const rest = all(watched);
    finish.open();
    const seen = await rest;
    expectOrdered(seen);
    expect(seen.at(-1)).toMatchObject({ state: 'succeeded', ver: 3, result: { read: 10 }, progressCompleted: 3 });
  });

  it('shows progress that the row does not have yet', async () => {
    const finish = gate();
    perform = async (_, job) => {
      for (let completed = 0; completed < 100; completed++) {
        job.progress({ stage: 'Writing', completed, total: 100 });
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      await finish.opened;
    };
    jobs.startWorker({ settings: { leaseSeconds: 60 } });
    const { id } = await enqueue();
    const watched = await jobs.engine.client.watch(id);
    const seen: Job[] = [];
    while ((seen.at(-1)?.progressCompleted ?? 0) < 99) seen.push(await next(watched));
    expect((await jobs.engine.client.find(id))?.progressCompleted).toBe(0);
    expectOrdered(seen);
    finish.open();
    expect((await all(watched)).at(-1)).toMatchObject({ state: 'succeeded', progressCompleted: 99 });
  });

  it('shows a job that has settled once, and ends', async () => {
    const { id } = await enqueue();
    await jobs.engine.client.cancel(id, SYSTEM);
    const seen = await all(await jobs.engine.client.watch(id));
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ state: 'canceled' });
  });

  it('says so when there is no such job, and listens to nothing', async () => {
    await expect(jobs.engine.client.watch('01ARZ3NDEKTSV4RRFFQ69G5FAV')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await eventually(async () => (await channels()).length === 0);
  });

  it('shows a reader who was away only the newest', async () => {
    const reported = gate();
    const finish = gate();
    perform = async (_, job) => {
      for (let n = 0; n < 50; n++) job.progress({ stage: `Stage ${n}`, completed: n });
      reported.open();
      await finish.opened;
    };
    const { id } = await enqueue();
    const slow = await jobs.engine.client.watch(id);
    const quick = await jobs.engine.client.watch(id);
    jobs.startWorker();
    await reported.opened;
    let seen = await next(quick);
    while (seen.progressStage !== 'Stage 49') seen = await next(quick);
    expect(await next(slow)).toMatchObject({ state: 'running', progressStage: 'Stage 49', progressCompleted: 49 });
    finish.open();
    expect((await all(slow)).map(({ state }) => state)).toEqual(['succeeded']);
  });

  it('uses one channel for any number of watchers, and none when they have left', async () => {
    const { id } = await enqueue();
    const watchers = await Promise.all(Array.from({ length: 20 }, () => jobs.engine.client.watch(id)));
    expect(await channels()).toHaveLength(1);
    for (const watcher of watchers) await watcher.return?.();
    await eventually(async () => (await channels()).length === 0);
  });

  it('shows that a running job is to be canceled', async () => {
    const finish = gate();
    perform = () => finish.opened;
    jobs.startWorker({ settings: { leaseSeconds: 60 } });
    const { id } = await enqueue();
    await jobs.until(id, 'running');
    const watched = await jobs.engine.client.watch(id);
    expect(await next(watched)).toMatchObject({ state: 'running', cancelRequestedAt: null });
    await jobs.engine.client.cancel(id, SYSTEM);
    expect(await next(watched)).toMatchObject({ state: 'running', cancelRequestedAt: expect.any(Date) });
    finish.open();
    expect((await all(watched)).at(-1)).toMatchObject({ state: 'succeeded' });
  });

  it('misses nothing while its connection to Redis breaks', async () => {
    const { id } = await enqueue();
    const watched = await jobs.engine.client.watch(id);
    await next(watched);
    await jobs.redis.commands().client('KILL', 'TYPE', 'pubsub');
    await database.db.run("UPDATE jobs SET state = 'succeeded', ver = 7 WHERE public_id = ?", [id]);
    expect(await all(watched)).toMatchObject([{ state: 'succeeded', ver: 7 }]);
  });

  it('goes on by polling while nothing listens at the address of Redis', async () => {
    const alone = createTestJobs(database.db, [work], { redisUrl: 'redis://127.0.0.1:1' });
    perform = async () => 'done';
    const { id } = await alone.engine.client.enqueue(work, { n: 1 });
    const watched = await alone.engine.client.watch(id);
    expect(await next(watched)).toMatchObject({ state: 'queued' });
    alone.startWorker();
    expect((await all(watched)).at(-1)).toMatchObject({ state: 'succeeded', result: 'done' });
    await alone.close();
  });
});

async function channels(): Promise<string[]> {
  return (await jobs.redis.commands().pubsub('CHANNELS', `${jobs.redis.prefix}:job:*`)) as string[];
}

import { SYSTEM } from '../../../src/engine/access/viewer';
import { type CronOptions, ON_TIME_MS } from '../../../src/engine/jobs/cron';
import { defineJob, type JobDefinition, NoPayload } from '../../../src/engine/jobs/define-job';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, eventually, type NumberedPayload, type TestJobs } from '../../harness/jobs';

let hold: Promise<void> | null = null;
const scheduled = (name: string, cron: string | CronOptions) =>
  defineJob({
    kind: `tests.${name}`,
    queue: 'tests',
    payload: NoPayload,
    attempts: 1,
    cron,
    perform: async () => {
      await hold;
      return null;
    },
  }) as unknown as JobDefinition<NumberedPayload>;

// A slot far from any time at which a test runs, and one every hour at a minute that the tests choose.
const yearly = scheduled('yearly', { expression: '0 0 1 1 *', timeZone: 'Europe/Berlin' });
const skipping = scheduled('skipping', { expression: '0 * * * *', misfire: 'SKIP' });
const running = scheduled('running', { expression: '0 * * * *', misfire: 'RUN_ONCE' });
const catching = scheduled('catching', { expression: '0 * * * *', misfire: 'CATCH_UP', overlap: 'QUEUE' });
const KINDS = [yearly, skipping, running, catching];

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  hold = null;
  // Rounds only where the test asks for them.
  jobs = createTestJobs(database.db, KINDS, { settings: { reconcileSeconds: 3600 } });
});
afterEach(async () => {
  await jobs.close();
  for (const table of ['jobs', 'schedules', 'schedule_fires', 'queues']) await database.db.run(`DELETE FROM ${table}`);
});
afterAll(() => database.drop());

/** Pretends that the schedule's next slot is one of the past. */
async function setNext(kind: string, sql: string): Promise<Date> {
  await database.db.run(`UPDATE schedules SET next_fire_at = ${sql} WHERE kind = ?`, [kind]);
  const [row] = await database.db.select<{ at: Date }>('SELECT next_fire_at AS at FROM schedules WHERE kind = ?', [
    kind,
  ]);
  return row.at;
}

/** The full hour, some hours ago: a slot of the hourly schedules. */
const hoursAgo = (hours: number) => `DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:00:00') - INTERVAL ${hours} HOUR`;

const fires = (kind: string) =>
  database.db.select<{ fireAt: Date; outcome: string; jobPublicId: string | null }>(
    'SELECT fire_at AS fireAt, outcome, job_public_id AS jobPublicId FROM schedule_fires WHERE schedule = ? ORDER BY fire_at',
    [kind],
  );
const jobsOf = async (kind: string) =>
  (await database.db.select<{ id: string }>('SELECT public_id AS id FROM jobs WHERE kind = ? ORDER BY id', [kind])).map(
    ({ id }) => id,
  );
const stateOf = async (kind: string) => (await jobs.engine.client.schedules.list()).find(one => one.kind === kind);

/** The present full hour, if it began less than a minute ago: then its slot is not missed but on time. */
async function slotsOnTime(): Promise<number> {
  const [{ ms }] = await database.db.select<{ ms: number }>(
    `SELECT TIMESTAMPDIFF(MICROSECOND, ${hoursAgo(0)}, UTC_TIMESTAMP(3)) / 1000 AS ms`,
  );
  return Number(ms) <= ON_TIME_MS ? 1 : 0;
}

describe('a schedule', () => {
  it('makes one job for a slot, whatever the number of workers that find it due', async () => {
    const workers = Array.from({ length: 4 }, () => jobs.startWorker());
    await workers[0].reconcile();
    const slot = await setNext(yearly.kind, 'UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
    await Promise.all(workers.map(worker => worker.reconcile()));
    await Promise.all(workers.map(worker => worker.reconcile()));
    const [id, ...more] = await jobsOf(yearly.kind);
    expect(more).toEqual([]);
    expect(await fires(yearly.kind)).toEqual([{ fireAt: slot, outcome: 'ENQUEUED', jobPublicId: id }]);
    expect(await jobs.until(id, 'succeeded')).toMatchObject({ ownerId: null });
    const state = await stateOf(yearly.kind);
    expect(state?.lastFireAt).toEqual(slot);
    expect(state?.nextFireAt?.toISOString()).toMatch(/-12-31T23:00:00/);
  });

  it('never fires a slot again, not even when its row forgets', async () => {
    const worker = jobs.startWorker();
    await worker.reconcile();
    const slot = await setNext(yearly.kind, 'UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
    await worker.reconcile();
    const [id] = await jobsOf(yearly.kind);
    await jobs.until(id, 'succeeded');
    await database.db.run('UPDATE schedules SET next_fire_at = ? WHERE kind = ?', [slot, yearly.kind]);
    await worker.reconcile();
    expect(await jobsOf(yearly.kind)).toEqual([id]);
  });

  it('goes by the database: a worker whose clock is an hour ahead fires nothing early', async () => {
    const worker = jobs.startWorker();
    await worker.reconcile();
    await setNext(yearly.kind, 'UTC_TIMESTAMP(3) + INTERVAL 10 MINUTE');
    const ahead = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    await worker.reconcile();
    ahead.mockRestore();
    expect(await jobsOf(yearly.kind)).toEqual([]);
  });

  it('is worked out anew when its definition has changed', async () => {
    const worker = jobs.startWorker();
    await worker.reconcile();
    await database.db.run(`UPDATE schedules SET rule = '* * * * * UTC', next_fire_at = UTC_TIMESTAMP(3)`);
    await worker.reconcile();
    expect(await jobsOf(yearly.kind)).toEqual([]);
    expect((await stateOf(yearly.kind))?.nextFireAt?.toISOString()).toMatch(/-12-31T23:00:00/);
  });
});

describe('slots that were missed during an outage of three hours', () => {
  it('are dropped with SKIP', async () => {
    const worker = jobs.startWorker();
    await worker.reconcile();
    await setNext(skipping.kind, hoursAgo(3));
    const onTime = await slotsOnTime();
    await worker.reconcile();
    expect(await jobsOf(skipping.kind)).toHaveLength(onTime);
    expect((await stateOf(skipping.kind))?.nextFireAt?.getTime()).toBeGreaterThan(Date.now() - ON_TIME_MS);
  });

  it('get one job together with RUN_ONCE', async () => {
    const worker = jobs.startWorker();
    await worker.reconcile();
    await setNext(running.kind, hoursAgo(3));
    await worker.reconcile();
    await worker.reconcile();
    expect(await jobsOf(running.kind)).toHaveLength(1);
  });

  it('get a job each with CATCH_UP, one after another', async () => {
    const worker = jobs.startWorker();
    await worker.reconcile();
    const first = await setNext(catching.kind, hoursAgo(3));
    await eventually(async () => {
      await worker.reconcile();
      await worker.idle();
      return (await fires(catching.kind)).every(({ outcome }) => outcome === 'ENQUEUED');
    });
    const found = await fires(catching.kind);
    expect(found.length).toBeGreaterThanOrEqual(4);
    expect(found[0].fireAt).toEqual(first);
    expect(new Set(found.map(({ jobPublicId }) => jobPublicId)).size).toBe(found.length);
    const readSpans = () =>
      database.db.select<{ startedAt: Date; finishedAt: Date | null }>(
        'SELECT started_at AS startedAt, finished_at AS finishedAt FROM jobs WHERE kind = ? ORDER BY id',
        [catching.kind],
      );
    await eventually(async () => (await readSpans()).every(({ finishedAt }) => finishedAt !== null));
    const spans = await readSpans();
    for (let later = 1; later < spans.length; later++)
      expect(spans[later].startedAt.getTime()).toBeGreaterThanOrEqual(spans[later - 1].finishedAt?.getTime() ?? 0);
  });
});

describe('a slot that comes while an earlier job is active', () => {
  const heldJob = () => {
    let letGo = () => {};
    hold = new Promise(resolve => {
      letGo = resolve;
    });
    return () => letGo();
  };

  it('is skipped with SKIP', async () => {
    const letGo = heldJob();
    const worker = jobs.startWorker();
    await worker.reconcile();
    await setNext(yearly.kind, 'UTC_TIMESTAMP(3) - INTERVAL 2 SECOND');
    await worker.reconcile();
    await setNext(yearly.kind, 'UTC_TIMESTAMP(3)');
    await worker.reconcile();
    expect((await fires(yearly.kind)).map(({ outcome }) => outcome)).toEqual(['ENQUEUED', 'SKIPPED']);
    expect(await jobsOf(yearly.kind)).toHaveLength(1);
    letGo();
  });

  it('waits with QUEUE, and gets its job when the earlier one has settled', async () => {
    const letGo = heldJob();
    const worker = jobs.startWorker();
    await worker.reconcile();
    await setNext(catching.kind, 'UTC_TIMESTAMP(3) - INTERVAL 2 SECOND');
    await worker.reconcile();
    const [first] = await jobsOf(catching.kind);
    await setNext(catching.kind, 'UTC_TIMESTAMP(3)');
    await worker.reconcile();
    expect((await fires(catching.kind)).map(({ outcome }) => outcome)).toEqual(['ENQUEUED', 'WAITING']);
    letGo();
    await jobs.until(first, 'succeeded');
    await worker.reconcile();
    const [, second] = await jobsOf(catching.kind);
    expect((await fires(catching.kind))[1]).toMatchObject({ outcome: 'ENQUEUED', jobPublicId: second });
  });
});

describe('people and schedules', () => {
  it('a paused schedule fires nothing; resumed, it drops what passed and goes on with its next slot', async () => {
    const worker = jobs.startWorker();
    await worker.reconcile();
    expect(await jobs.engine.client.schedules.pause(yearly.kind, SYSTEM)).toMatchObject({
      paused: true,
      nextFireAt: null,
    });
    await setNext(yearly.kind, 'UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
    await worker.reconcile();
    expect(await jobsOf(yearly.kind)).toEqual([]);
    const resumed = await jobs.engine.client.schedules.resume(yearly.kind, SYSTEM);
    expect(resumed.paused).toBe(false);
    expect(resumed.nextFireAt?.toISOString()).toMatch(/-12-31T23:00:00/);
    await worker.reconcile();
    expect(await jobsOf(yearly.kind)).toEqual([]);
  });

  it('"run now" makes a job at once, and the same one while that is active', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => jobs.engine.client.schedules.runNow(yearly.kind, SYSTEM)));
    expect(one.id).toBe(two.id);
    jobs.startWorker();
    await jobs.until(one.id, 'succeeded');
    expect((await jobs.engine.client.schedules.runNow(yearly.kind, SYSTEM)).id).not.toBe(one.id);
  });

  it('a kind without a schedule is not found', async () => {
    await expect(jobs.engine.client.schedules.runNow('tests.none', SYSTEM)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

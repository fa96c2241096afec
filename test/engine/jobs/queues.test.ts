import { SYSTEM, type Viewer } from '../../../src/engine/access/viewer';
import { createDispatcher } from '../../../src/engine/jobs/dispatcher';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, eventually, type NumberedPayload, type TestJobs, testKind } from '../../harness/jobs';
import { testLog } from '../../harness/log';

const BULK = 20_000;
const OPERATOR: Viewer = { ...SYSTEM, id: 'grace' };

let order: string[] = [];
let perform: (payload: NumberedPayload) => Promise<unknown> = async () => null;
const work = testKind(async payload => {
  order.push(payload.label ?? String(payload.n));
  return perform(payload);
});
const other = testKind(async () => null, { kind: 'tests.other', queue: 'elsewhere' });

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  order = [];
  perform = async () => null;
  // Without rounds and polls of their own, workers know only what hints tell them.
  jobs = createTestJobs(database.db, [work, other], { settings: { reconcileSeconds: 3600, concurrency: 1 } });
});
afterEach(async () => {
  await jobs.close();
  for (const table of ['jobs', 'queues', 'workers']) await database.db.run(`DELETE FROM ${table}`);
});
afterAll(() => database.drop());

const client = () => jobs.engine.client;
const enqueue = (n: number, options: { priority?: number; label?: string } = {}) => {
  const { label, ...rest } = options;
  return client().enqueue(work, { n, ...(label ? { label } : {}) }, rest);
};
const queue = async (name = 'tests') => (await client().queues.list()).find(one => one.name === name);

/** Jobs as `enqueue` would write them, many at once and without hints. */
async function insertBulk(count: number, priority = 100): Promise<void> {
  await database.db.run(
    `INSERT INTO jobs (public_id, kind, queue, priority, payload, state, ver, max_attempts, run_at, dispatch_due_at, created_at)
     SELECT CONCAT('B', LPAD(seq, 25, '0')), 'tests.work', 'tests', ?, '{"n":1,"label":"bulk"}', 'queued', 1, 3,
       UTC_TIMESTAMP(3) - INTERVAL 1 HOUR, UTC_TIMESTAMP(3) + INTERVAL 1 HOUR, UTC_TIMESTAMP(3)
     FROM (SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n AS seq
       FROM ${['a', 'b', 'c', 'd', 'e'].map(name => `(${DIGITS}) ${name}`).join(' CROSS JOIN ')}) numbers
     WHERE seq < ?`,
    [priority, count],
  );
}
const DIGITS = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit} AS n`).join(' UNION ALL ');

describe('a paused queue', () => {
  it('gives no job, to hints or polls, and all of them when it is resumed', async () => {
    const worker = jobs.startWorker();
    await worker.idle();
    expect(await client().queues.pause('tests', OPERATOR)).toMatchObject({ paused: true });
    const waiting = [await enqueue(1), await enqueue(2), await enqueue(3)];
    const { id: elsewhere } = await client().enqueue(other, { n: 1 });
    await worker.idle();
    await jobs.until(elsewhere, 'succeeded');
    expect(order).toEqual([]);
    expect(await queue()).toMatchObject({ paused: true, depth: 3, running: 0 });
    expect((await queue())?.oldestWaitSeconds).toBeGreaterThan(0);
    await client().queues.resume('tests', OPERATOR);
    await worker.idle();
    for (const { id } of waiting) await jobs.until(id, 'succeeded');
    expect(await queue()).toMatchObject({ paused: false, depth: 0, oldestWaitSeconds: null });
  });

  it('lets what runs go on', async () => {
    let finish = () => {};
    perform = () => new Promise<void>(resolve => (finish = resolve));
    jobs.startWorker();
    const { id } = await enqueue(1);
    await eventually(() => order.length === 1);
    await client().queues.pause('tests', OPERATOR);
    finish();
    await jobs.until(id, 'succeeded');
  });

  it('remembers who paused it first; a queue that is not there is not found', async () => {
    await client().queues.pause('tests', OPERATOR);
    await client().queues.pause('tests', SYSTEM);
    expect(await database.db.select('SELECT paused_by AS who FROM queues')).toMatchObject([{ who: 'grace' }]);
    await expect(client().queues.pause('nowhere', OPERATOR)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the list of workers', () => {
  it('has each that runs, with its queues, until it stops', async () => {
    const worker = jobs.startWorker();
    await worker.reconcile();
    expect(await client().workers()).toMatchObject([{ name: worker.name, queues: ['tests', 'elsewhere'], running: 0 }]);
    expect(await queue()).toMatchObject({ workers: 1 });
    await worker.stop({ graceMs: 500 });
    expect(await client().workers()).toEqual([]);
  });

  it('forgets one that has been silent for long', async () => {
    await database.db.run(
      `INSERT INTO workers (name, host, queues, running, started_at, last_seen_at)
       VALUES ('gone', 'h', '["tests"]', 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL 2 MINUTE)`,
    );
    expect(await client().workers()).toEqual([]);
    const worker = jobs.startWorker();
    await worker.reconcile();
    expect(await database.db.select('SELECT name FROM workers')).toEqual([{ name: worker.name }]);
  });
});

describe('priorities', () => {
  it(`an urgent job is claimed before ${BULK} that wait, however many hints are ahead of its own`, async () => {
    await insertBulk(BULK);
    // These hints are ahead in Bull, and the urgent job's own comes last.
    for (let n = 0; n < 50; n++) await enqueue(n, { label: 'bulk' });
    let wait = 0;
    perform = async ({ label }) => {
      if (label === 'urgent' && !wait) wait = performance.now() - askedAt;
      return null;
    };
    let askedAt = 0;
    const worker = jobs.startWorker();
    await eventually(() => order.length > 5);
    askedAt = performance.now();
    const before = order.length;
    const { id } = await enqueue(1, { priority: 10, label: 'urgent' });
    await jobs.until(id, 'succeeded');
    await worker.stop({ graceMs: 1000 });
    const overtakenBy = order.indexOf('urgent') - before;
    process.stdout.write(
      `An urgent job waited ${Math.round(wait)} ms behind ${BULK}; ${overtakenBy} began before it.\n`,
    );
    // The one that ran, those that were claimed with it, and the oldest's turn.
    expect(overtakenBy).toBeLessThanOrEqual(10);
    expect(order.indexOf('urgent')).toBeGreaterThan(-1);
  });

  it('an old bulk job gets its turn although more urgent ones never end', async () => {
    await insertBulk(3);
    for (let n = 0; n < 3; n++) await enqueue(n, { priority: 10, label: 'urgent' });
    perform = async () => enqueue(1, { priority: 10, label: 'urgent' });
    const worker = jobs.startWorker();
    await eventually(() => order.filter(label => label === 'bulk').length === 3);
    await worker.stop({ graceMs: 1000 });
    const urgentBetween = order.lastIndexOf('bulk') - order.indexOf('bulk') - 1;
    expect(urgentBetween).toBeGreaterThanOrEqual(3);
  });

  it('a hint whose job was claimed before is good for another', async () => {
    jobs.startWorker();
    const { id } = await enqueue(1);
    await jobs.until(id, 'succeeded');
    await insertBulk(1);
    // Sent again, as the reconciler does when it thinks that a hint got lost.
    const dispatcher = createDispatcher(jobs.redis, testLog);
    await dispatcher.hint({ publicId: id, queue: 'tests', dispatchSeq: 9 }, 0);
    await jobs.until(`B${'0'.repeat(25)}`, 'succeeded');
    await dispatcher.close();
  });
});

import { FigureWriter } from '../../../src/engine/figures/figure-writer';
import { type ProcessCounts, quantileMs } from '../../../src/engine/figures/process-counts';
import { readFigures, stepMinutesFor } from '../../../src/engine/figures/read-figures';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { testLog } from '../../harness/log';

const MINUTE_MS = 60_000;
const NOON = Date.UTC(2031, 4, 6, 12);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.db.run('DELETE FROM minute_figures'));
afterAll(() => database.drop());

/** A process whose counts the test sets. */
function processOf(counts: Partial<ProcessCounts> = {}, db = database.db) {
  const total: ProcessCounts = {
    requests: 0,
    errors: 0,
    latencies: {},
    jobsSucceeded: 0,
    jobsFailed: 0,
    jobsWaiting: null,
    ...counts,
  };
  const writer = new FigureWriter({
    db,
    log: testLog,
    sources: {
      operations: async () => ({
        requests: total.requests,
        errors: total.errors,
        latencies: { ...total.latencies },
      }),
      jobs: async () => ({
        jobsSucceeded: total.jobsSucceeded,
        jobsFailed: total.jobsFailed,
        jobsWaiting: total.jobsWaiting,
      }),
    },
    now: () => NOON,
  });
  return { total, writer };
}

const readFrom = (minutesAgo: number, now = NOON + MINUTE_MS) =>
  readFigures(database.db, new Date(now - minutesAgo * MINUTE_MS), new Date(now));

it('a process writes what it counted since its last writing, and nothing of what came before', async () => {
  const { total, writer } = processOf({ requests: 1_000 });
  await writer.write(NOON - MINUTE_MS);
  Object.assign(total, { requests: 1_030, errors: 2, latencies: { '0.01': 20, '0.1': 10 }, jobsSucceeded: 4 });
  await writer.write(NOON);
  const [before, noon] = await readFrom(2);
  expect(before).toMatchObject({ requests: 0, p50Ms: null });
  expect(noon).toMatchObject({ at: new Date(NOON), requests: 30, errors: 2, jobsSucceeded: 4, jobsWaiting: null });
});

it('the minutes of several processes are summed, and what waits is not counted twice', async () => {
  const [server, worker] = [processOf(), processOf({ jobsWaiting: 3 })];
  for (const { writer } of [server, worker]) await writer.write(NOON);
  Object.assign(server.total, { requests: 10, latencies: { '0.005': 10 } });
  Object.assign(worker.total, { requests: 5, latencies: { '0.5': 5 }, jobsFailed: 1, jobsWaiting: 7 });
  for (const { writer } of [server, worker]) await writer.write(NOON);
  const other = processOf({ jobsWaiting: 6 });
  await other.writer.write(NOON);
  await other.writer.write(NOON);
  const [noon] = await readFrom(1);
  expect(noon).toMatchObject({ requests: 15, jobsFailed: 1, jobsWaiting: 7 });
  expect(noon.p50Ms).toBeLessThanOrEqual(5);
  expect(noon.p99Ms).toBeGreaterThan(250);
});

it('a process that stops in the middle of a minute adds to the same minute what it had already written', async () => {
  const { total, writer } = processOf();
  await writer.write();
  Object.assign(total, { requests: 3, latencies: { '0.001': 3 } });
  await writer.write();
  Object.assign(total, { requests: 5, latencies: { '0.001': 4, '+Inf': 1 } });
  await writer.close();
  const [noon] = await readFrom(1);
  expect(noon).toMatchObject({ requests: 5, p99Ms: 10_000 });
});

it('minutes that the database missed are written when it answers again, in their places', async () => {
  let away = true;
  const db = {
    ...database.db,
    transaction: ((...work) =>
      away ? Promise.reject(new Error('away')) : database.db.transaction(...work)) as typeof database.db.transaction,
  };
  const { total, writer } = processOf({}, db);
  await writer.write(NOON - 3 * MINUTE_MS);
  for (const minute of [2, 1]) {
    total.requests += minute;
    await writer.write(NOON - minute * MINUTE_MS);
  }
  expect((await readFrom(3)).map(({ requests }) => requests)).toEqual([0, 0, 0]);
  away = false;
  total.requests += 5;
  await writer.write(NOON);
  expect((await readFrom(3)).map(({ requests }) => requests)).toEqual([2, 1, 5]);
});

it('idle minutes leave no rows behind', async () => {
  const { writer } = processOf();
  await writer.write(NOON);
  await writer.write(NOON + MINUTE_MS);
  expect(await database.db.select('SELECT 1 FROM minute_figures')).toEqual([]);
});

it('longer times come in longer steps, and the step that has not ended is left out', async () => {
  const { total, writer } = processOf();
  await writer.write(NOON);
  total.requests = 1;
  await writer.write(NOON);
  total.requests = 3;
  await writer.write(NOON + MINUTE_MS);
  const now = NOON + 31 * MINUTE_MS;
  expect(stepMinutesFor(new Date(now - 48 * 60 * MINUTE_MS), new Date(now))).toBe(15);
  const steps = await readFigures(database.db, new Date(now - 48 * 60 * MINUTE_MS), new Date(now));
  expect(steps.length).toBeLessThanOrEqual(200);
  expect(steps.at(-2)).toMatchObject({ at: new Date(NOON), requests: 3 });
  expect(await readFrom(1, NOON + 30_000)).toMatchObject([{ at: new Date(NOON - MINUTE_MS), requests: 0 }]);
});

it('a time that a part took is found between the bounds of its bucket', () => {
  expect(quantileMs({}, 0.5)).toBeNull();
  expect(quantileMs({ '0.001': 0, '0.0025': 0, '0.005': 100 }, 0.5)).toBeCloseTo(3.75);
  expect(quantileMs({ '0.1': 100 }, 0.5)).toBeCloseTo(75);
  expect(quantileMs({ '0.001': 99, '0.5': 1 }, 0.99)).toBeCloseTo(1);
  expect(quantileMs({ '+Inf': 4 }, 0.99)).toBe(10_000);
});

import { FigureWriter } from '../../../src/engine/figures/figure-writer';
import { pruneFigures } from '../../../src/engine/figures/prune-figures.job';
import { countedJobs } from '../../../src/engine/jobs/job-metrics';
import { countedOperations } from '../../../src/server/metrics';
import { startApi, type TestApi } from '../../harness/api';
import { testLog } from '../../harness/log';

const MINUTE_MS = 60_000;

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const CHECKS = '{ systemHealth { checks { part state message latencyMs } } }';
const stateOf = async (part: string) => {
  const { data } = await api.query(CHECKS);
  return data.systemHealth.checks.find((check: { part: string }) => check.part === part);
};

it('what a process has answered stands in the figures of its minute', async () => {
  const sources = { operations: countedOperations, jobs: countedJobs };
  const writer = new FigureWriter({ db: api.db, log: testLog, sources });
  await writer.write();
  for (let i = 0; i < 5; i++) await api.query('{ siteSettings { title } }');
  await api.query('{ job(id: "01JZZZZZZZZZZZZZZZZZZZZZZZ") { id } }');
  const job = await api.engine.client.enqueue(pruneFigures, {});
  await api.settled(job.id);
  await writer.write(Date.now() - MINUTE_MS);
  const { data } = await api.query(
    '{ serverFigures { stepMinutes points { at requests errors p50Ms p95Ms p99Ms jobsSucceeded jobsFailed } } }',
  );
  const { stepMinutes, points } = data.serverFigures;
  expect(stepMinutes).toBe(1);
  expect(points.length).toBeGreaterThanOrEqual(179);
  const busy = points.filter(({ requests }: { requests: number }) => requests > 0);
  expect(busy).toEqual([
    {
      at: expect.any(String),
      requests: 6,
      errors: 1,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
      p99Ms: expect.any(Number),
      jobsSucceeded: 1,
      jobsFailed: 0,
    },
  ]);
});

it('a time to come is refused, and one that is too long ago means as long as figures are kept', async () => {
  const ask = (since: Date) =>
    api.query('query ($since: DateTime) { serverFigures(since: $since) { since stepMinutes points { at } } }', {
      since,
    });
  expect((await ask(new Date(Date.now() + MINUTE_MS))).errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  const { data } = await ask(new Date(0));
  expect(Date.now() - Date.parse(data.serverFigures.since)).toBeLessThan(49 * 60 * MINUTE_MS);
  expect(data.serverFigures.points.length).toBeLessThanOrEqual(200);
});

it('figures that were kept for long enough are pruned', async () => {
  await api.db.run(
    `INSERT INTO minute_figures (minute, process, requests, errors, latencies, jobs_succeeded, jobs_failed)
     VALUES (UTC_TIMESTAMP() - INTERVAL 49 HOUR, '01JZZZZZZZZZZZZZZZZZZZZZZZ', 1, 0, '{}', 0, 0)`,
  );
  const { id } = await api.engine.client.enqueue(pruneFigures, {});
  await api.settled(id);
  const { data } = await api.query(
    'query ($id: ID!) { job(id: $id) { state result { ... on PruneFiguresResult { minutes } } } }',
    { id },
  );
  expect(data.job).toEqual({ state: 'SUCCEEDED', result: { minutes: 1 } });
});

it('tells how the database, Redis, workers, queues and events do', async () => {
  await api.worker.reconcile();
  const { data } = await api.query(CHECKS);
  expect(data.systemHealth.checks.map(({ part, state }: Record<string, string>) => [part, state])).toEqual([
    ['DATABASE', 'OK'],
    ['REDIS', 'OK'],
    ['WORKERS', 'OK'],
    ['QUEUES', 'OK'],
    ['EVENTS', 'OK'],
  ]);
  expect(await stateOf('DATABASE')).toMatchObject({ latencyMs: expect.any(Number) });
});

it('warns of a paused queue by its name', async () => {
  await api.query('mutation { pauseQueue(input: { name: "maintenance" }) { queue { paused } } }');
  expect(await stateOf('QUEUES')).toMatchObject({ state: 'WARNING', message: 'maintenance is paused.' });
  await api.query('mutation { resumeQueue(input: { name: "maintenance" }) { queue { paused } } }');
  expect(await stateOf('QUEUES')).toMatchObject({ state: 'OK' });
});

it('says so when no worker is there and when Redis is away', async () => {
  const alone = await startApi({ worker: false, redisUrl: 'redis://127.0.0.1:1' });
  const { data } = await alone.query(CHECKS);
  const states = data.systemHealth.checks.map(({ part, state }: Record<string, string>) => [part, state]);
  expect(states).toContainEqual(['WORKERS', 'FAILED']);
  expect(states).toContainEqual(['REDIS', 'FAILED']);
  await alone.close();
});

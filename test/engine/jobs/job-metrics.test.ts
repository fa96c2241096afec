import { registry } from '../../../src/platform/telemetry/metrics';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, type TestJobs, testKind } from '../../harness/jobs';

const work = testKind(async () => null, { kind: 'tests.metered', queue: 'metered' });

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
  jobs = createTestJobs(database.db, [work], { settings: { reconcileSeconds: 3600 } });
});
afterAll(async () => {
  await jobs.close();
  await database.drop();
});

async function figure(name: string, labels: Record<string, string>): Promise<number | undefined> {
  const found = (await registry.getMetricsAsJSON()).find(metric => metric.name === name);
  const samples = (found?.values ?? []) as { value: number; labels: Record<string, unknown>; metricName?: string }[];
  const counts = samples.filter(({ metricName }) => !metricName || metricName.endsWith('_count'));
  return counts.find(sample => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))?.value;
}

it('each kind and queue has its durations, waits and attempts, and what was lost', async () => {
  const worker = jobs.startWorker();
  const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
  await jobs.until(id, 'succeeded');
  await worker.idle();
  const labels = { kind: 'tests.metered', queue: 'metered' };
  expect(await figure('keelson_job_wait_seconds', labels)).toBe(1);
  expect(await figure('keelson_job_duration_seconds', labels)).toBe(1);
  expect(await figure('keelson_job_attempts', labels)).toBe(1);
  expect(await figure('keelson_job_transitions_total', { ...labels, step: 'T3' })).toBe(1);
  await worker.stop({ graceMs: 500 });

  await jobs.engine.client.enqueue(work, { n: 2 });
  await database.db.run(
    `UPDATE jobs SET state = 'running', lease_owner = 'gone', lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND
     WHERE state = 'queued'`,
  );
  await jobs.startWorker().reconcile();
  expect(await figure('keelson_job_lost_total', labels)).toBe(1);
});

it("the depth of a queue is told by the table and by Bull, and so is the oldest job's wait", async () => {
  await jobs.engine.client.queues.pause('metered', { kind: 'system', id: null, permissions: new Set() });
  await jobs.engine.client.enqueue(work, { n: 3 });
  await jobs.startWorker().reconcile();
  expect(await figure('keelson_queue_depth', { queue: 'metered', source: 'table' })).toBeGreaterThanOrEqual(1);
  expect(await figure('keelson_queue_depth', { queue: 'metered', source: 'bull' })).toBeGreaterThanOrEqual(0);
  expect(await figure('keelson_queue_oldest_wait_seconds', { queue: 'metered' })).toBeGreaterThan(0);
});

import { createTestDatabase } from '../../harness/database';
import { createTestJobs, testKind, eventually } from '../../harness/jobs';
let done = 0;
const work = testKind(async () => { done++; return null; });
it('bench', async () => {
  const database = await createTestDatabase();
  const jobs = createTestJobs(database.db, [work], { settings: { leaseSeconds: 30, reconcileSeconds: 5, concurrency: 8 } });
  const N = 2000;
  let t = performance.now();
  await Promise.all(Array.from({ length: N }, (_, n) => jobs.engine.client.enqueue(work, { n })));
  const enq = performance.now() - t;
  t = performance.now();
  jobs.startWorker();
  await eventually(() => done >= N);
  const run = performance.now() - t;
  // latency of one job, enqueue to succeeded
  const lat: number[] = [];
  for (let i = 0; i < 50; i++) { const s = performance.now(); const { id } = await jobs.engine.client.enqueue(work, { n: i }); const w = await jobs.engine.client.watch(id); for await (const _ of w); lat.push(performance.now() - s); }
  lat.sort((a, b) => a - b);
  // flush with 2000 queued
  console.log({ enqueuePerS: Math.round(N / enq * 1000), runPerS: Math.round(N / run * 1000), p50: lat[25], p95: lat[47] });
  await jobs.close(); await database.drop();
}, 60000);

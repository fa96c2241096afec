import { setTimeout as pause } from 'node:timers/promises';
import { SYSTEM } from '../../../src/engine/access/viewer';
import type { Job } from '../../../src/engine/jobs/job.entity';
import { findJob } from '../../../src/engine/jobs/job-row';
import type { Database } from '../../../src/platform/database/database';
import { auditJobs } from '../../harness/job-ledger';
import { eventually } from '../../harness/jobs';
import { type PrivateServices, startPrivateServices } from '../../harness/private-services';
import { report } from '../../harness/seeded-random';
import { startFleet, startProgram, type WorkerFleet } from '../../harness/worker-fleet';
import { EFFECTS, endlessKind, poisonKind, POISONS, prepareLedger, STEPS, stepsKind } from './chaos-kinds';
import { LEASE_SECONDS, openClient, WORKER_PROGRAM, workerEnvironment } from './chaos-run';

let services: PrivateServices;
let db: Database;
let asking: ReturnType<typeof openClient>;
let fleet: WorkerFleet | null = null;

beforeAll(async () => {
  services = await startPrivateServices({ durable: false });
  db = await services.open();
  asking = openClient(services, db);
});
beforeEach(() => prepareLedger(db));
afterEach(async () => {
  await fleet?.stop();
  fleet = null;
});
afterAll(async () => {
  await asking.close();
  await services.close();
});

const program = () => ({ file: WORKER_PROGRAM, env: workerEnvironment(services) });

async function settled(id: string): Promise<Job> {
  for (;;) {
    const job = (await findJob(db, id)) as Job;
    if (job.finishedAt) return job;
    await pause(50);
  }
}

it('a job whose worker was killed runs again on another one soon after its lease', async () => {
  fleet = await startFleet(program(), 2);
  const { id } = await asking.client.enqueue(endlessKind, { n: 1, stepMs: 100 });
  await eventually(async () => ((await findJob(db, id))?.checkpointSeq ?? 0) >= 2);
  const pid = Number(/-(\d+)-[0-9a-f]+$/.exec((await findJob(db, id))?.leaseOwner ?? '')?.[1]);
  const holder = fleet.awake().find(({ child }) => child.pid === pid);
  fleet.kill(holder as NonNullable<typeof holder>);
  const killedAt = performance.now();
  await eventually(async () => ((await findJob(db, id))?.fence ?? 0) >= 2);
  const seconds = (performance.now() - killedAt) / 1000;
  report(`a killed worker's job ran again after ${seconds.toFixed(1)} s, with a lease of ${LEASE_SECONDS} s`);
  await asking.client.cancel(id, SYSTEM);
  const job = await settled(id);
  expect(job).toMatchObject({ state: 'canceled', fence: 2 });
  expect(await auditJobs(db, EFFECTS)).toEqual([]);
}, 60_000);

it('poison is given up after three workers, and the others go on', async () => {
  fleet = await startFleet({ ...program(), nodeOptions: ['--max-old-space-size=96'] }, 2);
  for (const poison of POISONS) {
    const { id } = await asking.client.enqueue(poisonKind, { poison });
    const job = await settled(id);
    expect(job).toMatchObject({ state: 'failed', errorCode: 'LOST_WORKER', lostCount: 3, fence: 3 });
    report(`poison (${poison}): given up after ${(Number(job.finishedAt) - Number(job.startedAt)) / 1000} s`);
  }
  const { id } = await asking.client.enqueue(stepsKind, { n: 1, stepMs: 1 });
  expect(await settled(id)).toMatchObject({ state: 'succeeded', result: STEPS });
  expect(await auditJobs(db, EFFECTS)).toEqual([]);
}, 120_000);

it('a running job that is canceled stops, also when nobody is told and only the heartbeat can learn it', async () => {
  fleet = await startFleet(program(), 1);
  for (const told of [true, false]) {
    const { id } = await asking.client.enqueue(endlessKind, { n: 1, stepMs: 100 });
    await eventually(async () => (await findJob(db, id))?.state === 'running');
    const askedAt = performance.now();
    if (told) await asking.client.cancel(id, SYSTEM);
    else await db.run('UPDATE jobs SET cancel_requested_at = UTC_TIMESTAMP(3) WHERE public_id = ?', [id]);
    expect(await settled(id)).toMatchObject({ state: 'canceled' });
    report(`a running job ended ${(performance.now() - askedAt).toFixed(0)} ms after its cancellation`);
  }
}, 60_000);

it('a worker that is told to stop gives its jobs back without charging an attempt, and ends with status 0', async () => {
  const worker = startProgram(program());
  await worker.ready;
  const { id } = await asking.client.enqueue(endlessKind, { n: 1, stepMs: 100 });
  await eventually(async () => ((await findJob(db, id))?.checkpointSeq ?? 0) >= 1);
  expect(await worker.stop()).toBe(0);
  expect(await findJob(db, id)).toMatchObject({ state: 'queued', attempt: 0, lostCount: 0, leaseOwner: null });
  await asking.client.cancel(id, SYSTEM);
  expect(await auditJobs(db, EFFECTS)).toEqual([]);
}, 60_000);

it('no job is lost when Redis is flushed with all of them queued', async () => {
  const jobs = 300;
  await db.transaction(async tx => {
    for (let n = 0; n < jobs; n++) await asking.client.enqueue(stepsKind, { n, stepMs: 0 }, { tx });
  });
  await asking.redis.commands().flushall();
  fleet = await startFleet(program(), 2);
  const succeeded = async () => {
    const [row] = await db.select<{ jobs: string }>("SELECT COUNT(*) AS jobs FROM jobs WHERE state = 'succeeded'");
    return Number(row.jobs);
  };
  await eventually(async () => (await succeeded()) === jobs);
  expect(await auditJobs(db, EFFECTS)).toEqual([]);
}, 120_000);

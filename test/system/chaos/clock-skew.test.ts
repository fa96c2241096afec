import { join } from 'node:path';
import { SYSTEM } from '../../../src/engine/access/viewer';
import type { Database } from '../../../src/platform/database/database';
import { auditJobs } from '../../harness/job-ledger';
import { eventually } from '../../harness/jobs';
import { type PrivateServices, startPrivateServices } from '../../harness/private-services';
import { type RoleProgram, startFleet, type WorkerFleet } from '../../harness/worker-fleet';
import { EFFECTS, endlessKind, prepareLedger, stepsKind } from './chaos-kinds';
import { openClient, WORKER_PROGRAM, workerEnvironment } from './chaos-run';

const HOUR_MS = 3_600_000;
/** So long that a worker of a busy machine is in time. */
const LEASE_SECONDS = 10;
const SHIFTED_CLOCK = join(__dirname, '../../harness/shifted-clock.cjs');

let services: PrivateServices;
let db: Database;
let asking: ReturnType<typeof openClient>;
const fleets: WorkerFleet[] = [];

beforeAll(async () => {
  services = await startPrivateServices({ durable: false });
  db = await services.open();
  asking = openClient(services, db);
});
beforeEach(() => prepareLedger(db));
afterEach(async () => {
  await Promise.all(fleets.splice(0).map(fleet => fleet.stop()));
});
afterAll(async () => {
  await asking.close();
  await services.close();
});

async function startWorker(shiftMs: number): Promise<void> {
  const env = { ...workerEnvironment(services), KEELSON_JOBS_LEASE_SECONDS: String(LEASE_SECONDS) };
  const program: RoleProgram = { file: WORKER_PROGRAM, env };
  const shifted: RoleProgram = {
    ...program,
    env: { ...env, KEELSON_TEST_CLOCK_SHIFT_MS: String(shiftMs) },
    nodeOptions: ['-r', SHIFTED_CLOCK],
  };
  fleets.push(await startFleet(shiftMs === 0 ? program : shifted, 1));
}

async function count(what: string): Promise<number> {
  const [row] = await db.select<{ n: string }>(`SELECT COUNT(*) AS n FROM ${what}`);
  return Number(row.n);
}

describe.each([
  ['ahead', HOUR_MS],
  ['behind', -HOUR_MS],
])('a worker whose clock is an hour %s', (_how, shiftMs) => {
  it('claims no job before its time, and each at its time', async () => {
    await startWorker(shiftMs);
    const [{ now }] = await db.select<{ now: Date }>('SELECT UTC_TIMESTAMP(3) AS now');
    for (let n = 0; n < 10; n++) {
      const runAt = new Date(now.getTime() + 1500 + 100 * n);
      await asking.client.enqueue(stepsKind, { n, stepMs: 1 }, { runAt });
    }
    await eventually(async () => (await count("jobs WHERE state = 'succeeded'")) === 10);
    expect(await count('jobs WHERE started_at < run_at')).toBe(0);
    expect(await count("job_events WHERE step NOT IN ('T1', 'T2', 'T3')")).toBe(0);
    expect(await auditJobs(db, EFFECTS)).toEqual([]);
  }, 60_000);

  it('takes no lease of others for expired, nor do they take its own', async () => {
    await startWorker(shiftMs);
    await startWorker(0);
    const ids: string[] = [];
    // More than one of them has places for.
    for (let n = 0; n < 6; n++) ids.push((await asking.client.enqueue(endlessKind, { n, stepMs: 50 })).id);
    await eventually(async () => (await count("jobs WHERE state = 'running'")) === ids.length);
    expect(await count('(SELECT DISTINCT lease_owner FROM jobs) AS owners')).toBe(2);
    const [{ later }] = await db.select<{ later: Date }>(
      `SELECT UTC_TIMESTAMP(3) + INTERVAL ${1.5 * LEASE_SECONDS} SECOND AS later`,
    );
    await eventually(async () => {
      const [row] = await db.select<{ least: Date }>('SELECT MIN(lease_until) AS least FROM jobs');
      return row.least > later;
    });
    expect(await count('jobs WHERE fence <> 1 OR lost_count <> 0')).toBe(0);
    for (const id of ids) await asking.client.cancel(id, SYSTEM);
    await eventually(async () => (await count("jobs WHERE state = 'canceled'")) === ids.length);
    expect(await auditJobs(db, EFFECTS)).toEqual([]);
  }, 60_000);
});

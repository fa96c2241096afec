import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../src/cli/free-port';
import type { Database } from '../../../src/platform/database/database';
import { ADMIN_TOKEN } from '../../harness/http-server';
import { auditJobs } from '../../harness/job-ledger';
import { eventually } from '../../harness/jobs';
import { type PrivateServices, startPrivateServices } from '../../harness/private-services';
import { report } from '../../harness/seeded-random';
import { type RoleProcess, startFleet, startProgram, type WorkerFleet } from '../../harness/worker-fleet';
import { EFFECTS, prepareLedger } from './chaos-kinds';
import { openClient, WORKER_PROGRAM, workerEnvironment } from './chaos-run';
import { type LightLoad, refused, slowest, startLightLoad } from './light-load';

let services: PrivateServices;
let db: Database;
let asking: ReturnType<typeof openClient>;
let fleet: WorkerFleet;
let api: RoleProcess;
let url: string;

async function withLoad(work: (load: LightLoad) => Promise<void>): Promise<LightLoad> {
  const load = startLightLoad(url, ADMIN_TOKEN, asking.client);
  try {
    await eventually(() => load.handles.length >= 3);
    await work(load);
  } finally {
    await load.stop();
  }
  await eventually(async () => (await countSucceeded()) === load.handles.length);
  return load;
}

async function countSucceeded(): Promise<number> {
  const [row] = await db.select<{ jobs: string }>("SELECT COUNT(*) AS jobs FROM jobs WHERE state = 'succeeded'");
  return Number(row.jobs);
}

function tell(what: string, { queries, enqueues, mostWaiting }: LightLoad): void {
  const told = (name: string, answers: typeof queries) =>
    `${answers.length} ${name} (${refused(answers).length} refused, slowest ${slowest(answers)} ms)`;
  report(`${what}: ${told('queries', queries)}, ${told('enqueues', enqueues)}, at most ${mostWaiting()} waiting`);
}

/** The API's gauge says that Redis is full. */
async function isAlarmed(): Promise<boolean> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  return /^keelson_redis_memory_full 1$/m.test(await response.text());
}

/** No job was charged with an attempt for what befell the stores. */
async function expectNoErrors(): Promise<void> {
  expect(await db.select("SELECT job_id, step, reason FROM job_events WHERE step IN ('T4', 'T5')")).toEqual([]);
  expect(await auditJobs(db, EFFECTS)).toEqual([]);
}

/** The tests of what goes on while Redis or the database is away for the time, in ms. */
export function describeDegradation(awayMs: number): void {
  beforeAll(async () => {
    services = await startPrivateServices({ durable: false });
    db = await services.open();
    await prepareLedger(db);
    asking = openClient(services, db);
    const env = workerEnvironment(services);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    api = startProgram({ file: 'dist/src/main.js', args: ['serve'], env: { ...env, KEELSON_HTTP_PORT: String(port) } });
    fleet = await startFleet({ file: WORKER_PROGRAM, env }, 1);
    await api.ready;
  }, 60_000);
  afterEach(() => prepareLedger(db));
  afterAll(async () => {
    await Promise.all([fleet.stop(), api.stop()]);
    await asking.close();
    await services.close();
  });

  describe('without Redis', () => {
    it.each([
      ['killed, and later empty', () => services.redis.kill(), () => services.redis.start()],
      ['silent', async () => services.redis.freeze(), async () => services.redis.thaw()],
      [
        'full',
        async () => {
          await asking.redis.commands().config('SET', 'maxmemory', '1');
          await eventually(isAlarmed);
        },
        async () => void (await asking.redis.commands().config('SET', 'maxmemory', '0')),
      ],
    ])(
      'when it is %s, reads and writes go on, and jobs run by polling',
      async (how, takeAway, bringBack) => {
        const load = await withLoad(async ({ handles }) => {
          await takeAway();
          try {
            const before = handles.length;
            await pause(awayMs);
            // The handle of a job that was asked for while Redis was away.
            await eventually(() => handles.length > before);
            const later = handles[before];
            await eventually(async () => (await asking.client.find(later))?.state === 'succeeded');
          } finally {
            await bringBack();
          }
        });
        tell(`Redis ${how}`, load);
        expect(refused(load.queries)).toEqual([]);
        expect(refused(load.enqueues)).toEqual([]);
        await expectNoErrors();
      },
      300_000,
    );

    it('a server that would have to work with one that drops keys does not start', async () => {
      const setPolicy = (policy: string) => asking.redis.commands().config('SET', 'maxmemory-policy', policy);
      await setPolicy('allkeys-lru');
      try {
        const env = { ...workerEnvironment(services), KEELSON_HTTP_PORT: String(await freePort()) };
        const refusing = ['serve', 'work'].map(role => startProgram({ file: 'dist/src/main.js', args: [role], env }));
        expect(await Promise.all(refusing.map(({ exited }) => exited))).toEqual([1, 1]);
      } finally {
        await setPolicy('noeviction');
      }
    }, 60_000);
  });

  describe('without the database', () => {
    it('that is restarted, requests are refused with 503 while it is away, and everything resumes by itself', async () => {
      let awayFrom = 0;
      let awayUntil = 0;
      const load = await withLoad(async ({ queries }) => {
        awayFrom = performance.now();
        await services.database.stop();
        await pause(awayMs);
        await services.database.start();
        awayUntil = performance.now();
        await eventually(() => queries.some(({ at, ok }) => ok && at > awayUntil));
        report(`ready ${Math.round(performance.now() - awayUntil)} ms after the database`);
      });
      tell('MariaDB restarted', load);
      expect(fleet.started()).toBe(1);
      const failed = refused(load.queries);
      expect(failed).not.toEqual([]);
      expect(failed.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([]);
      expect(failed.filter(({ at, ms }) => at + ms < awayFrom)).toEqual([]);
      await expectNoErrors();
    }, 300_000);

    it('that falls silent, every request is answered soon, none pile up, and everything resumes by itself', async () => {
      const load = await withLoad(async ({ queries }) => {
        services.database.freeze();
        await pause(awayMs + 5000).finally(() => services.database.thaw());
        const thawedAt = performance.now();
        await eventually(() => queries.some(({ at, ok }) => ok && at > thawedAt));
      });
      tell('MariaDB silent', load);
      expect(fleet.started()).toBe(1);
      const failed = refused(load.queries);
      expect(failed).not.toEqual([]);
      expect(failed.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([]);
      // As long as the database was silent, or longer, is what it would be without a sign of life.
      expect(slowest(load.queries)).toBeLessThan(awayMs + 5000);
      await expectNoErrors();
    }, 300_000);
  });
}

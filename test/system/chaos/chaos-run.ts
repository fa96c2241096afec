import { setTimeout as pause } from 'node:timers/promises';
import { createJobEngine } from '../../../src/engine/jobs/job-engine';
import type { JobsClient } from '../../../src/engine/jobs/jobs-client';
import type { Database } from '../../../src/platform/database/database';
import { createRedis } from '../../../src/platform/redis/redis';
import { auditJobs, countDuplicates } from '../../harness/job-ledger';
import { QUICK } from '../../harness/jobs';
import { testLog } from '../../harness/log';
import type { PrivateServices } from '../../harness/private-services';
import { type SeededRandom, seededRandom } from '../../harness/seeded-random';
import { startFleet, type WorkerFleet } from '../../harness/worker-fleet';
import { chaosKinds, EFFECTS, prepareLedger, STEPS, stepsKind } from './chaos-kinds';

export const LEASE_SECONDS = 2;

export interface ChaosPlan {
  seed: number;
  jobs: number;
  workers: number;
  /** How long a step takes on average, in ms. */
  stepMs: number;
  /** False switches the fence check off in the workers' jobs. */
  fenced: boolean;
  /** What befalls the stores, each after its share of the jobs has settled. */
  stores: { after: number; fault: 'flush' | 'redis' | 'database' }[];
  /** Between two faults of workers, in ms: from, to. */
  pace: [number, number];
  /** How many of those are kills; the others are suspensions. */
  killShare: number;
}

export interface ChaosOutcome {
  /** Jobs by the state that they ended in. */
  states: Record<string, number>;
  effects: number;
  duplicates: number;
  /** Handles that were answered and that no job has. */
  lostHandles: number;
  /** Jobs that ended in another state than succeeded, each with its error and its way there. */
  unsuccessful: string[];
  /** What the audit says; empty when all is well. */
  faults: string[];
  /** What was done, for the line that is printed. */
  story: string;
}

/** What a worker of the chaos tests gets to know. */
export function workerEnvironment(services: PrivateServices): Record<string, string> {
  return {
    KEELSON_DATABASE_URL: services.database.url,
    KEELSON_REDIS_URL: services.redis.url,
    KEELSON_JOBS_LEASE_SECONDS: String(LEASE_SECONDS),
    KEELSON_JOBS_RECONCILE_SECONDS: '1',
    KEELSON_AUTH_ADMIN_TOKEN: 'a-token-of-at-least-thirty-two-characters',
    KEELSON_HTTP_SHUTDOWN_SECONDS: '5',
    KEELSON_HTTP_ANNOUNCE_SECONDS: '0',
  };
}

export const WORKER_PROGRAM = 'test/system/chaos/worker-program.ts';

/** The side that asks for jobs: an engine without a worker. */
export function openClient(services: PrivateServices, db: Database) {
  const redis = createRedis(services.redis.url, testLog);
  const engine = createJobEngine({ db, redis, log: testLog, config: QUICK, kinds: chaosKinds({ fenced: true }) });
  return {
    client: engine.client,
    redis,
    async close() {
      await engine.close();
      await redis.close();
    },
  };
}

/** Runs the jobs while workers are killed and suspended and stores are emptied and taken away, until all have settled. */
export async function runChaos(services: PrivateServices, plan: ChaosPlan): Promise<ChaosOutcome> {
  const random = seededRandom(plan.seed);
  const startedAt = performance.now();
  const db = await services.open();
  await prepareLedger(db);
  const { client, redis, close } = openClient(services, db);
  const fleet = await startFleet(
    {
      file: WORKER_PROGRAM,
      env: { ...workerEnvironment(services), ...(plan.fenced ? {} : { KEELSON_TEST_UNFENCED: '1' }) },
    },
    plan.workers,
  );
  const calm = new AbortController();
  const troubles = troubleWorkers(fleet, random, plan, calm.signal);
  const reach = { db, calm: calm.signal, flush: () => redis.commands().flushall() };
  try {
    const [handles] = await Promise.all([
      submit(client, plan, calm.signal),
      troubleStores(services, plan, random, reach),
    ]);
    await untilSettled(reach, plan.jobs);
    calm.abort();
    const { kills, freezes } = await troubles;
    await fleet.stop();
    const outcome = await examine(db, handles);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const stores = plan.stores.map(({ fault }) => fault).join(', ') || 'none';
    return { ...outcome, story: `${kills} kills, ${freezes} suspensions, stores: ${stores}; ${seconds} s` };
  } finally {
    calm.abort();
    await fleet.stop();
    await close();
    await db.close();
  }
}

/** Asks for each job until it is acknowledged; the key makes sure that a job whose answer got lost is not made twice. */
async function submit(client: JobsClient, { jobs, stepMs }: ChaosPlan, calm: AbortSignal): Promise<string[]> {
  const handles: string[] = [];
  for (let n = 0; n < jobs; n++) {
    const { id } = await persistently(
      () => client.enqueue(stepsKind, { n, stepMs }, { idempotencyKey: `chaos-${n}` }),
      calm,
    );
    handles.push(id);
  }
  return handles;
}

async function troubleWorkers(
  fleet: WorkerFleet,
  random: SeededRandom,
  { pace: [from, to], killShare }: ChaosPlan,
  calm: AbortSignal,
): Promise<{ kills: number; freezes: number }> {
  let kills = 0;
  let freezes = 0;
  const thaws = new Set<() => void>();
  while (!calm.aborted) {
    await pause(random.between(from, to), undefined, { signal: calm }).catch(() => undefined);
    const awake = fleet.awake();
    if (calm.aborted || awake.length === 0) continue;
    const victim = random.pick(awake);
    const sleepMs = random.between(500, LEASE_SECONDS * 3000);
    // Somebody has to stay awake, or all only sleep at the same time.
    if (random.chance(killShare)) {
      kills++;
      fleet.kill(victim);
    } else if (awake.length > 1) {
      freezes++;
      const thaw = fleet.freeze(victim);
      thaws.add(thaw);
      void pause(sleepMs, undefined, { ref: false }).then(() => thaws.delete(thaw) && thaw());
    }
  }
  for (const thaw of thaws) thaw();
  return { kills, freezes };
}

async function troubleStores(
  services: PrivateServices,
  { stores, jobs }: ChaosPlan,
  random: SeededRandom,
  reach: Reach & { flush(): Promise<unknown> },
): Promise<void> {
  for (const { after, fault } of stores) {
    await untilSettled(reach, jobs * after);
    if (fault === 'flush') {
      await reach.flush();
      continue;
    }
    const server = services[fault];
    await server.kill();
    await pause(random.between(500, 2500));
    await server.start();
  }
}

/** The database, for as long as the run has not been given up. */
interface Reach {
  db: Database;
  calm: AbortSignal;
}

async function untilSettled({ db, calm }: Reach, jobs: number): Promise<void> {
  const settled = "SELECT COUNT(*) AS settled FROM jobs WHERE state IN ('succeeded', 'failed', 'canceled')";
  for (;;) {
    const [row] = await persistently(() => db.select<{ settled: string }>(settled), calm);
    if (Number(row.settled) >= jobs) return;
    await pause(50);
  }
}

/** Tries again for as long as the database is away. */
async function persistently<T>(work: () => Promise<T>, calm: AbortSignal): Promise<T> {
  for (;;) {
    calm.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== 'UNAVAILABLE') throw error;
      await pause(50);
    }
  }
}

async function examine(db: Database, handles: string[]): Promise<Omit<ChaosOutcome, 'story'>> {
  const states = await db.select<{ state: string; jobs: string }>(
    'SELECT state, COUNT(*) AS jobs FROM jobs GROUP BY state',
  );
  const [{ effects }] = await db.select<{ effects: string }>(`SELECT COUNT(*) AS effects FROM ${EFFECTS.table}`);
  const known = new Set((await db.select<{ id: string }>('SELECT public_id AS id FROM jobs')).map(({ id }) => id));
  return {
    states: Object.fromEntries(states.map(({ state, jobs }) => [state, Number(jobs)])),
    effects: Number(effects),
    duplicates: await countDuplicates(db, EFFECTS),
    lostHandles: handles.filter(id => !known.has(id)).length,
    unsuccessful: await describeUnsuccessful(db),
    faults: await auditJobs(db, EFFECTS),
  };
}

async function describeUnsuccessful(db: Database): Promise<string[]> {
  const rows = await db.select<{ state: string; errorCode: string; way: string }>(
    `SELECT j.state, j.error_code AS errorCode, GROUP_CONCAT(CONCAT(e.step, ' ', COALESCE(e.reason, '')) ORDER BY e.ver) AS way
     FROM jobs j JOIN job_events e ON e.job_id = j.id WHERE j.state <> 'succeeded' GROUP BY j.id LIMIT 20`,
  );
  return rows.map(({ state, errorCode, way }) => `${state} ${errorCode}: ${way}`);
}

/** What a run of the plan has to end with when nothing was lost and nothing done twice. */
export function undisturbed(jobs: number): Omit<ChaosOutcome, 'story'> {
  return {
    states: { succeeded: jobs },
    effects: jobs * STEPS,
    duplicates: 0,
    lostHandles: 0,
    unsuccessful: [],
    faults: [],
  };
}

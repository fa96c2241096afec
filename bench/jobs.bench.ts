/**
 * Jobs that do nothing, end to end: from the first request for one to the last one settled, through MySQL, Bull and one worker
 * process. Beside it, in the same run and in turns: bare Bull (adds one after the other, and in parallel), and a bare table that a
 * worker polls. All sides share one private MariaDB and one private Redis with the same durability, have one asking process, one
 * worker process, and equally many jobs running at once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Bull from 'bull';
import { startEmbeddedServices } from '../src/cli/embedded-services';
import type { Database } from '../src/platform/database/database';
import { type Addresses, BULL_NAME, CONCURRENCY, noopJob, openDatabase, openEngine } from './noop-job';

const hook = join(__dirname, '../src/cli/bootstrap/typescript-hook.cjs');
const ROUNDS = 5;
const JOBS = 2000;
/** Requests that are under way at once, on every side but the sequential one. */
const CALLERS = 100;

interface Side {
  name: string;
  worker: BenchWorker;
  callers: number;
  add(n: number): Promise<unknown>;
  /** Resolves when nothing is left to settle. */
  settled?(): Promise<void>;
}

/** `npm run bench -- jobs [jobs a round] [rounds] [durable]` */
export async function run([jobs = String(JOBS), rounds = String(ROUNDS), durable]: string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'keelson-bench-'));
  const services = await startEmbeddedServices({
    directory,
    wanted: { database: true, redis: true },
    durable: durable === 'durable',
    log: { info: () => undefined, warn: message => console.error(message) },
  });
  const workers: BenchWorker[] = [];
  try {
    console.log(
      `services      private MariaDB and Redis, durable: ${durable === 'durable'} for all sides; ${CONCURRENCY} at once, ${CALLERS} callers`,
    );
    const db = await openDatabase(services.databaseUrl);
    await db.dataSource.synchronize();
    await db.dataSource.query(
      'CREATE TABLE bare_jobs (id INT AUTO_INCREMENT PRIMARY KEY, payload JSON, state VARCHAR(10), INDEX (state, id))',
    );
    const start = async (side: string) => {
      const worker = await startWorker(side, services);
      workers.push(worker);
      return worker;
    };
    const [engineWorker, bullWorker, pollingWorker] = [
      await start('engine'),
      await start('bull'),
      await start('polling'),
    ];
    const engine = openEngine(db, services.redisUrl);
    const bull = new Bull(BULL_NAME, services.redisUrl);
    const settled = () => nothingActive(db);
    const acknowledged = async () => {
      while ((await bull.count()) + (await bull.getActiveCount()) > 0);
    };
    const addToBull = (n: number) => bull.add({ n }, { removeOnComplete: true, removeOnFail: true });
    const sides: Side[] = [
      { name: 'bull, parallel', worker: bullWorker, callers: CALLERS, add: addToBull, settled: acknowledged },
      {
        name: 'jobs',
        worker: engineWorker,
        callers: CALLERS,
        add: n => engine.client.enqueue(noopJob, { n }),
        settled,
      },
      { name: 'bull, sequential', worker: bullWorker, callers: 1, add: addToBull, settled: acknowledged },
      {
        name: 'polling',
        worker: pollingWorker,
        callers: CALLERS,
        add: n => db.run(`INSERT INTO bare_jobs (payload, state) VALUES (?, 'queued')`, [JSON.stringify({ n })]),
      },
    ];

    const rates = new Map<string, number[]>(sides.map(({ name }) => [name, []]));
    const spent: Spent[] = [];
    for (let warmUp = 0; warmUp < 2; warmUp++) for (const side of sides) await round(side, Number(jobs));
    for (let index = 0; index < Number(rounds); index++) {
      for (const side of sides) {
        const before = side.name === 'jobs' ? await counters(db, engineWorker) : null;
        const result = await round(side, Number(jobs));
        rates.get(side.name)?.push(result.rate);
        if (before) spent.push(await spentSince(db, engineWorker, before, result, Number(jobs)));
      }
    }

    for (const { name } of sides) {
      const all = rates.get(name) ?? [];
      console.log(
        `${name.padEnd(18)}${median(all).toFixed(0).padStart(6)} jobs/s   (${all.map(rate => rate.toFixed(0)).join(', ')})`,
      );
    }
    const of = (pick: (one: Spent) => number) => median(spent.map(pick));
    console.log(
      `where it goes     asking took ${(of(one => one.askingPart) * 100).toFixed(0)} % of the time; a job costs ${of(one => one.statements).toFixed(1)} statements, ` +
        `${of(one => one.commits).toFixed(2)} commits, ${of(one => one.workerCpuMs).toFixed(2)} ms of the worker's CPU, ` +
        `${of(one => one.askerCpuMs).toFixed(2)} ms of the asking process's, ${of(one => one.databaseCpuMs).toFixed(2)} ms of the database's`,
    );
    await bull.close();
    await engine.close();
    await db.close();
    const ratesOf = (name: string) => rates.get(name) ?? [];
    const rate = (name: string) => median(ratesOf(name));
    // A busy machine slows neighbours alike: each round of ours is compared with Bull's just before it.
    const ratios = ratesOf('jobs').map((ours, index) => ours / ratesOf('bull, parallel')[index]);
    return {
      name: 'jobs',
      ratio: rounded(median(ratios)),
      jobsPerSecond: Math.round(rate('jobs')),
      bullParallelPerSecond: Math.round(rate('bull, parallel')),
      bullSequentialPerSecond: Math.round(rate('bull, sequential')),
      pollingPerSecond: Math.round(rate('polling')),
      durable: durable === 'durable',
    };
  } finally {
    await Promise.all(workers.map(stop));
    await services.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Round {
  rate: number;
  askingMs: number;
  seconds: number;
}

async function round(side: Side, jobs: number): Promise<Round> {
  const all = side.worker.finish(jobs);
  const begunAt = performance.now();
  let next = 0;
  const caller = async () => {
    while (next < jobs) await side.add(next++);
  };
  await Promise.all(Array.from({ length: side.callers }, caller));
  const askingMs = performance.now() - begunAt;
  await all;
  await side.settled?.();
  const seconds = (performance.now() - begunAt) / 1000;
  return { rate: jobs / seconds, askingMs, seconds };
}

async function nothingActive(db: Database): Promise<void> {
  for (;;) {
    const rows = await db.select(`SELECT 1 FROM jobs WHERE state IN ('queued', 'running') LIMIT 1`);
    if (rows.length === 0) return;
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}

interface BenchWorker {
  child: ChildProcess;
  /** Resolves when it has done so many more jobs. */
  finish(jobs: number): Promise<void>;
}

async function startWorker(side: string, { databaseUrl, redisUrl }: Addresses): Promise<BenchWorker> {
  const child = spawn(process.execPath, ['-r', hook, join(__dirname, 'noop-worker.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let total = 0;
  const answer = () =>
    new Promise<void>((resolve, reject) => {
      const onExit = () => reject(new Error(`The worker of ${side} ended.`));
      child.once('exit', onExit);
      child.once('message', () => {
        child.off('exit', onExit);
        resolve();
      });
    });
  const ready = answer();
  child.send({ start: { side, addresses: { databaseUrl, redisUrl } } });
  await ready;
  return {
    child,
    finish(jobs) {
      total += jobs;
      const finished = answer();
      child.send({ waitFor: total });
      return finished;
    },
  };
}

async function stop({ child }: BenchWorker): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** What a round of our jobs cost, per job. */
interface Spent {
  askingPart: number;
  statements: number;
  commits: number;
  workerCpuMs: number;
  askerCpuMs: number;
  databaseCpuMs: number;
}

interface Counters {
  statements: number;
  commits: number;
  workerCpuMs: number;
  askerCpuMs: number;
  databaseCpuMs: number;
}

async function counters(db: Database, worker: BenchWorker): Promise<Counters> {
  const rows = await db.select<{ Variable_name: string; Value: string }>(
    `SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_commit')`,
  );
  const value = (name: string) => Number(rows.find(row => row.Variable_name === name)?.Value);
  const [{ pid }] = await databaseProcess(db);
  return {
    statements: value('Questions'),
    commits: value('Com_commit'),
    workerCpuMs: cpuMs(worker.child.pid as number),
    askerCpuMs: cpuMs(process.pid),
    databaseCpuMs: cpuMs(pid),
  };
}

async function databaseProcess(db: Database): Promise<{ pid: number }[]> {
  const [{ file }] = await db.select<{ file: string }>('SELECT @@pid_file AS file');
  return [{ pid: Number(readFileSync(file, 'utf8')) }];
}

async function spentSince(
  db: Database,
  worker: BenchWorker,
  before: Counters,
  { askingMs, seconds }: Round,
  jobs: number,
) {
  const after = await counters(db, worker);
  const each = (name: keyof Counters) => (after[name] - before[name]) / jobs;
  return {
    askingPart: askingMs / 1000 / seconds,
    statements: each('statements'),
    commits: each('commits'),
    workerCpuMs: each('workerCpuMs'),
    askerCpuMs: each('askerCpuMs'),
    databaseCpuMs: each('databaseCpuMs'),
  };
}

/** Processor time that a process has used, by Linux; elsewhere there is no such figure. */
function cpuMs(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function rounded(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}

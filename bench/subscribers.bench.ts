/**
 * Two thousand clients that watch one job's progress while 500 other jobs run: how long it takes from the commit of a step to each
 * client. API, worker and clients are processes of their own, around a private MariaDB and Redis. In the same run, with the same
 * clients and jobs, a bare WebSocket server in the API's process sends messages of the same size to as many sockets: what no product
 * could be faster than.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedServices } from '../src/cli/embedded-services';
import { openDatabase } from './noop-job';
import type { Question } from './subscriber-process';
import { type BenchAddresses, busyJob, openWatchedEngine, WARM_UP, watchedJob } from './watched-jobs';

const hook = join(__dirname, '../src/cli/bootstrap/typescript-hook.cjs');
const TARGET_MS = 300;
const SUBSCRIBERS = 2_000;
const BUSY_JOBS = 500;
const STEPS = 30;
/** About what an event of the subscription has. */
const BARE_BYTES = 200;

/** `npm run bench -- subscribers [subscribers] [running jobs] [steps]` */
export async function run([subscribers = SUBSCRIBERS, busy = BUSY_JOBS, steps = STEPS]: (string | number)[]) {
  const [count, others, rounds] = [Number(subscribers), Number(busy), Number(steps)];
  const directory = mkdtempSync(join(tmpdir(), 'keelson-bench-'));
  const processes: BenchProcess[] = [];
  const closing: (() => Promise<unknown>)[] = [];
  const services = await startEmbeddedServices({
    directory,
    wanted: { database: true, redis: true },
    log: { info: () => undefined, warn: message => console.error(message) },
  });
  const start = async (role: 'serve' | 'work' | 'listen', addresses: BenchAddresses) => {
    const made = startProcess();
    processes.push(made);
    return { ...made, begun: await made.ask<{ port: number; barePort: number }>({ ask: 'start', role, addresses }) };
  };
  try {
    const addresses = { databaseUrl: services.databaseUrl, redisUrl: services.redisUrl };
    const db = await openDatabase(services.databaseUrl);
    await db.dataSource.synchronize();
    const engine = openWatchedEngine(db, services.redisUrl);
    const { client } = engine;
    closing.push(
      () => engine.close(),
      () => db.close(),
    );

    const api = await start('serve', addresses);
    await start('work', addresses);
    const clients = await start('listen', { ...addresses, port: api.begun.port });
    for (let n = 0; n < others; n++) await client.enqueue(busyJob, { steps: 1 });
    const running = async () => {
      const [row] = await db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM jobs WHERE state = 'running'`, []);
      return Number(row.n);
    };
    while ((await running()) < others) await delay(100);
    console.log(`running       ${others} jobs in one worker, each with two steps of progress a second`);

    const { id } = await client.enqueue(watchedJob, { steps: rounds }, { runAt: new Date(Date.now() + 3_600_000) });
    const before = await api.ask<Memory>({ ask: 'memory' });
    await clients.ask({ ask: 'subscribe', jobId: id, count });
    const after = await api.ask<Memory>({ ask: 'memory' });
    const bytesEach = Math.round((after.held - before.held) / count);
    const residentEach = Math.round((after.rss - before.rss) / count);
    console.log(
      `memory        ${kilobytes(bytesEach)} held by the API for each subscriber, ${kilobytes(residentEach)} resident`,
    );

    await db.run('UPDATE jobs SET run_at = UTC_TIMESTAMP(3), dispatch_due_at = UTC_TIMESTAMP(3) WHERE public_id = ?', [
      id,
    ]);
    for await (const _state of await client.watch(id));
    const watched = await settledLatencies(clients);
    const expected = (rounds - WARM_UP) * count;
    const p99 = report('keelson', watched);

    await clients.ask({ ask: 'connect', count, port: api.begun.barePort });
    const filler = 'x'.repeat(BARE_BYTES);
    for (let step = 1; step <= rounds; step++) {
      await api.ask({ ask: 'broadcast', text: `{"completed":${step},"message":"NOW","filler":"${filler}"}` });
      await delay(500);
    }
    const bareP99 = report('bare ws', await settledLatencies(clients));
    console.log(
      `delivered     ${watched.length} of about ${expected} states; newer ones may take the place of older ones`,
    );
    return {
      name: 'subscribers',
      ratio: Math.round((p99 / bareP99) * 100) / 100,
      p99Ms: p99,
      bareP99Ms: bareP99,
      targetMs: TARGET_MS,
      ofTarget: Math.round((p99 / TARGET_MS) * 1000) / 1000,
      subscribers: count,
      runningJobs: others,
      bytesPerSubscriber: bytesEach,
      residentBytesPerSubscriber: residentEach,
    };
  } finally {
    for (const { child } of processes) child.kill('SIGKILL');
    for (const close of closing) await close();
    await services.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Memory {
  rss: number;
  held: number;
}

interface BenchProcess {
  child: ChildProcess;
  ask<Answer>(question: Question): Promise<Answer>;
}

function startProcess(): BenchProcess {
  const child = spawn(process.execPath, ['--expose-gc', '-r', hook, join(__dirname, 'subscriber-process.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    child,
    ask: <Answer>(question: Question) =>
      new Promise<Answer>((resolve, reject) => {
        const gone = () => reject(new Error(`A process of the benchmark ended before it answered "${question.ask}".`));
        child.once('exit', gone);
        child.once('message', ({ answer }: { answer: Answer }) => {
          child.off('exit', gone);
          resolve(answer);
        });
        child.send(question);
      }),
  };
}

/** What was heard, once nothing more comes. */
async function settledLatencies(clients: BenchProcess): Promise<number[]> {
  const all: number[] = [];
  for (let heard = 1; heard > 0; ) {
    await delay(1_000);
    const more = await clients.ask<number[]>({ ask: 'latencies' });
    all.push(...more);
    heard = more.length;
  }
  return all;
}

/** Prints the distribution, and gives its 99th percentile. */
function report(name: string, latencies: number[]): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  console.log(
    `${name.padEnd(14)}p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, slowest ${sorted.at(-1)} ms, ${sorted.length} messages`,
  );
  return at(0.99);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

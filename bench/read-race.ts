import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedServices } from '../src/cli/embedded-services';
import { freePort } from '../src/cli/free-port';
import type { Database } from '../src/platform/database/database';
import { openDatabase } from './noop-job';
import { fillWithArticles } from './fill-with-articles';

/*
 * How the reading benchmarks measure: each side is a process of its own, pinned to the first core; the database and the load share the
 * second. Rounds of requests go to the sides in turn, and what counts is the CPU time that the side's process spent on one of them (all of its
 * threads, to the nanosecond, as Linux counts it): it does not depend on how fast the load comes. The median of the rounds is the figure.
 */

const hook = join(__dirname, '../src/cli/bootstrap/typescript-hook.cjs');
const program = join(__dirname, '../dist/src/main.js');
const [SERVER_CORE, LOAD_CORE] = ['0', '1'];
const CONCURRENT = 8;
const WARM_UP_REQUESTS = 1_500;

/** One contestant: where it listens and which process it is. */
export interface Side {
  name: string;
  port: number;
  pid: number;
}

/** What a race needs: the database is filled when it is handed over. */
export interface Track {
  db: Database;
  /** Starts the whole server as it runs in production, with these settings beside the defaults. */
  startKeelson(name: string, settings: Record<string, string>): Promise<Side>;
  /** Starts the hand-written answers. */
  startFloor(): Promise<Side>;
}

/** A GraphQL request, the same for all sides. */
export interface Question {
  query: string;
  variables: object;
}

/** Runs the work against private servers and that many articles; everything is gone afterwards. */
export async function onTrack<T>(articles: number, bodyBytes: number, work: (track: Track) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'keelson-bench-'));
  const children: ChildProcess[] = [];
  pin(process.pid, LOAD_CORE);
  const services = await startEmbeddedServices({
    directory,
    wanted: { database: true, redis: true },
    durable: false,
    log: { info: () => undefined, warn: message => console.error(message) },
  });
  const db = await openDatabase(services.databaseUrl);
  const start = (args: string[], env: Record<string, string> = {}) => {
    const child = spawn('taskset', ['-c', SERVER_CORE, process.execPath, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.push(child);
    return child;
  };
  try {
    await db.dataSource.synchronize();
    const begun = Date.now();
    await fillWithArticles(db, articles, bodyBytes);
    console.log(
      `data          ${articles} articles of ${bodyBytes} bytes, in ${((Date.now() - begun) / 1000).toFixed(0)} s`,
    );
    return await work({
      db,
      async startKeelson(name, settings) {
        const port = await freePort();
        const child = start([program, 'serve'], {
          NODE_ENV: 'production',
          KEELSON_DATABASE_URL: services.databaseUrl,
          KEELSON_REDIS_URL: services.redisUrl,
          KEELSON_STORAGE_DIRECTORY: join(directory, 'storage'),
          KEELSON_HTTP_PORT: String(port),
          ...settings,
        });
        await untilReady(port);
        return { name, port, pid: child.pid as number };
      },
      async startFloor() {
        const port = await freePort();
        const child = start(['-r', hook, join(__dirname, 'floor.ts'), String(port), services.databaseUrl]);
        await new Promise((resolve, reject) => {
          child.once('message', resolve);
          child.once('exit', () => reject(new Error('The floor ended before it was ready.')));
        });
        return { name: 'floor', port, pid: child.pid as number };
      },
    });
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await db.close();
    await services.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Microseconds of CPU per request for each side, by its name: the median of interleaved rounds. */
export async function race(
  sides: readonly Side[],
  question: (n: number) => Question,
  { rounds = 15, requests = 400 } = {},
): Promise<Record<string, number>> {
  for (const side of sides) await ask(side, question, WARM_UP_REQUESTS);
  const samples = new Map(sides.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const side of sides) {
      const before = cpuMicroseconds(side.pid);
      await ask(side, question, requests);
      samples.get(side.name)?.push((cpuMicroseconds(side.pid) - before) / requests);
    }
  }
  return Object.fromEntries([...samples].map(([name, all]) => [name, median(all)]));
}

/** The body that a side answers with; throws when it is no success. */
export async function answerOf(side: Side, question: Question): Promise<string> {
  const { status, body } = await post(side, JSON.stringify(question));
  if (status !== 200 || body.includes('"errors"'))
    throw new Error(`${side.name} answered ${status}: ${body.slice(0, 500)}`);
  return body;
}

/** Prints a line for people. */
export function report(name: string, microseconds: number, floor: number): void {
  console.log(
    `${name.padEnd(14)}${microseconds.toFixed(0)} us of CPU a request, ${(microseconds / floor).toFixed(2)} times the floor`,
  );
}

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT });

async function ask(side: Side, question: (n: number) => Question, requests: number): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < requests) {
      const { status } = await post(side, JSON.stringify(question(next++)));
      if (status !== 200) throw new Error(`${side.name} answered ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, lane));
}

function post({ port }: Side, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request({ port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function untilReady(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await delay(100);
  }
  throw new Error('The server does not become ready.');
}

/** Linux: /proc/<pid>/task/<tid>/schedstat begins with the nanoseconds that the thread has run. */
function cpuMicroseconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => {
    const [nanoseconds] = readFileSync(join(tasks, task, 'schedstat'), 'utf8').split(' ');
    return sum + Number(nanoseconds) / 1000;
  }, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function pin(pid: number, core: string): void {
  execFileSync('taskset', ['-a', '-cp', core, String(pid)], { stdio: 'ignore' });
}

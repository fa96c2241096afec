/**
 * Rows per second of `exportContent`, and the worker's memory, against what a careful person would write who had just this table to give
 * out: mysql2's stream through csv-stringify into a file (`bare-export.ts`), and against the database's own client writing the same join.
 * Everything runs as it does in production, but for the durability of the private MariaDB: the API and one worker as processes of their
 * own. Articles have an author and four tags each, whose ids and slugs are part of the table. Meanwhile the API is asked for a list.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'graphql';
import { query } from '../src/cli/api-client';
import { startEmbeddedServices } from '../src/cli/embedded-services';
import type { ServerAddress } from '../src/cli/find-server';
import { followExport } from '../src/cli/followed-export';
import { freePort } from '../src/cli/free-port';
import { ExportContentDocument } from '../src/cli/generated/graphql';
import { fillWithArticles } from './fill-with-articles';
import { openDatabase } from './noop-job';

const hook = join(__dirname, '../src/cli/bootstrap/typescript-hook.cjs');
const program = join(__dirname, '../dist/src/main.js');
const ARTICLES = 100_000;
const BODY_BYTES = 500;
const ANY = parse('{ __typename }');
const LIST = parse('{ articles(first: 10) { nodes { title author { name } } } }');

/** `npm run bench -- export [articles]` */
export async function run([articles = String(ARTICLES)]: string[]) {
  const rows = Number(articles);
  const directory = mkdtempSync(join(tmpdir(), 'keelson-bench-'));
  const children: ChildProcess[] = [];
  const services = await startEmbeddedServices({
    directory,
    wanted: { database: true, redis: true },
    durable: false,
    log: { info: () => undefined, warn: message => console.error(message) },
  });
  try {
    const db = await openDatabase(services.databaseUrl);
    await db.dataSource.synchronize();
    await fillWithArticles(db, rows, BODY_BYTES);
    await db.close();
    const token = randomBytes(32).toString('hex');
    const port = await freePort();
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      KEELSON_DATABASE_URL: services.databaseUrl,
      KEELSON_REDIS_URL: services.redisUrl,
      KEELSON_STORAGE_DIRECTORY: join(directory, 'storage'),
      KEELSON_AUTH_ADMIN_TOKEN: token,
      KEELSON_HTTP_PORT: String(port),
      KEELSON_LOG_LEVEL: 'warn',
    };
    const start = (role: string) => {
      const child = spawn(process.execPath, [program, role], { env, stdio: 'inherit' });
      children.push(child);
      return child;
    };
    start('serve');
    const worker = start('work').pid as number;
    const server = { endpoint: new URL(`http://127.0.0.1:${port}/graphql`), token };
    await answering(server, children);

    const client = byClient(services.databaseUrl, join(directory, 'client.tsv'), rows);
    if (client) console.log(`client        ${figures(client)}: the database's own, --batch --quick`);
    const bare = byHand(services.databaseUrl, join(directory, 'bare.csv'), rows);
    console.log(`bare          ${figures(bare)}: mysql2's stream through csv-stringify`);
    const idle = await latencies(server, () => delay(5_000));
    const idleMb = peakMemory(worker);
    const results = new Map<string, Measured>();
    let busy = 0;
    for (const format of ['CSV', 'JSONL'] as const) {
      let measured: Measured | null = null;
      const p99 = await latencies(server, async () => {
        measured = await byKeelson(server, format, worker, rows);
      });
      busy = Math.max(busy, p99);
      const found = measured as Measured | null;
      if (!found) throw new Error('Nothing was measured.');
      results.set(format, found);
      console.log(
        `${format.padEnd(13)} ${figures(found)}; a list's p99 ${p99.toFixed(1)} ms, ${idle.toFixed(1)} ms without`,
      );
    }
    const rssMb = peakMemory(worker);
    console.log(`memory        ${rssMb ?? 'unknown'} MB, the worker's peak; ${idleMb ?? 'unknown'} MB before`);
    const csv = results.get('CSV') as Measured;
    return {
      name: 'export',
      ratio: round(csv.rate / (client ?? bare).rate),
      ratioToBare: round(csv.rate / bare.rate),
      cpuToBare: round(csv.cpuSeconds / bare.cpuSeconds),
      csvRowsPerSecond: Math.round(csv.rate),
      jsonlRowsPerSecond: Math.round((results.get('JSONL') as Measured).rate),
      p99Ratio: round(busy / idle),
      rssMb,
    };
  } finally {
    await Promise.all(children.map(stop));
    await services.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Measured {
  /** Rows per second. */
  rate: number;
  /** Of the process that writes the rows. */
  cpuSeconds: number;
}

async function byKeelson(
  server: ServerAddress,
  format: 'CSV' | 'JSONL',
  worker: number,
  rows: number,
): Promise<Measured> {
  const before = cpuSecondsOf(worker);
  const begun = performance.now();
  const { exportContent } = await query(server, ExportContentDocument, { input: { type: 'Article', format } });
  if (!exportContent.job) throw new Error(exportContent.userErrors[0]?.message);
  let written = 0;
  let fault = '';
  for await (const job of followExport(server, exportContent.job.id, new AbortController().signal)) {
    written = job.result?.file?.rows ?? 0;
    fault = job.error?.message ?? '';
  }
  const seconds = (performance.now() - begun) / 1000;
  if (written !== rows) throw new Error(`${written} of ${rows} rows were exported. ${fault}`);
  return { rate: rows / seconds, cpuSeconds: cpuSecondsOf(worker) - before };
}

/** In a process of its own, which tells what it took. */
function byHand(databaseUrl: string, file: string, rows: number): Measured {
  const output = execFileSync(process.execPath, ['-r', hook, join(__dirname, 'bare-export.ts'), databaseUrl, file], {
    encoding: 'utf8',
  });
  const { seconds, cpuSeconds } = JSON.parse(output) as { seconds: number; cpuSeconds: number };
  return { rate: rows / seconds, cpuSeconds };
}

function byClient(databaseUrl: string, file: string, rows: number): Measured | null {
  const { hostname, port, username, password, pathname, searchParams } = new URL(databaseUrl);
  const socket = searchParams.get('socketPath');
  const place = socket ? [`--socket=${socket}`] : [`--host=${hostname}`, `--port=${port}`];
  const args = [...place, `--user=${username}`, '--batch', '--quick', pathname.slice(1), '-e', JOIN];
  const begun = performance.now();
  const command = `exec mariadb "$@" > "${file}"`;
  const { status, stderr } = spawnSync('sh', ['-c', command, 'sh', ...args], {
    env: { ...process.env, MYSQL_PWD: decodeURIComponent(password) },
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.error(`client        not measured: ${stderr.trim()}`);
    return null;
  }
  return { rate: rows / ((performance.now() - begun) / 1000), cpuSeconds: 0 };
}

/** The same table in one statement. */
export const JOIN = `SELECT a.*, u.slug AS author_slug, GROUP_CONCAT(t.id ORDER BY j.position) AS tag_ids,
    GROUP_CONCAT(t.slug ORDER BY j.position) AS tag_slugs
  FROM articles a LEFT JOIN authors u ON u.id = a.author_id
  LEFT JOIN article_tags j ON j.owner_id = a.id LEFT JOIN tags t ON t.id = j.target_id
  WHERE a.live_at IS NOT NULL GROUP BY a.id`;

/** The 99th percentile of a list's latency while the work runs, in ms. */
async function latencies(server: ServerAddress, work: () => Promise<unknown>): Promise<number> {
  let running = true;
  const found: number[] = [];
  const asking = (async () => {
    while (running) {
      const begun = performance.now();
      await query(server, LIST, {});
      found.push(performance.now() - begun);
      await delay(20);
    }
  })();
  await work().finally(() => {
    running = false;
  });
  await asking;
  found.sort((a, b) => a - b);
  return found[Math.floor(found.length * 0.99)] ?? 0;
}

async function answering(server: ServerAddress, children: readonly ChildProcess[]): Promise<void> {
  for (;;) {
    if (children.some(({ exitCode }) => exitCode !== null))
      throw new Error('The API or the worker ended before it was ready.');
    const answered = await query(server, ANY, {}).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await delay(50);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** Of all threads of a process, by Linux; 0 elsewhere. */
function cpuSecondsOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function peakMemory(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

function figures({ rate, cpuSeconds }: Measured): string {
  return `${Math.round(rate)} rows/s${cpuSeconds > 0 ? `, ${cpuSeconds.toFixed(2)} s of CPU` : ''}`;
}

function round(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}

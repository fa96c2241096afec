/**
 * Posts per second of `importContent`, and the worker's peak memory, against merely parsing the same file. Everything runs as it does
 * in production: private MariaDB (durable) and Redis, the API and one worker as processes of their own, the file sent by HTTP. The
 * import is timed by the job's own clock, from its first attempt to its end; parsing is timed inside a fresh process.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { ImportFileDocument } from '../src/cli/generated/graphql';
import { query } from '../src/cli/api-client';
import { startEmbeddedServices } from '../src/cli/embedded-services';
import type { ServerAddress } from '../src/cli/find-server';
import { followImport } from '../src/cli/followed-import';
import { freePort } from '../src/cli/free-port';
import { findFile, uploadFile } from '../src/cli/upload-file';
import { writeBlog } from './blog-export';

const hook = join(__dirname, '../src/cli/bootstrap/typescript-hook.cjs');
const program = join(__dirname, '../dist/src/main.js');
const POSTS = 5_000;
const LIST = parse('{ articles(first: 10) { nodes { title author { name } } } }');
type Times = { job: { startedAt: string; finishedAt: string } };
const TIMES: TypedDocumentNode<Times, { id: string }> = parse(
  'query ($id: ID!) { job(id: $id) { startedAt finishedAt } }',
);
const ANY = parse('{ __typename }');

/** `npm run bench -- import [posts]` */
export async function run([posts = String(POSTS)]: string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'keelson-bench-'));
  const children: ChildProcess[] = [];
  const services = await startEmbeddedServices({
    directory,
    wanted: { database: true, redis: true },
    log: { info: () => undefined, warn: message => console.error(message) },
  });
  try {
    const file = join(directory, 'blog.xml');
    const written = await writeBlog(file, Number(posts));
    console.log(`file          ${written.posts} posts, ${written.comments} comments, ${megabytes(written.bytes)}`);

    const parsed = parseAlone(file);
    console.log(
      `parse alone   ${parsed.rate.toFixed(0)} posts/s, ${parsed.seconds.toFixed(2)} s, peak ${megabytes(parsed.peakBytes)}`,
    );

    const token = randomBytes(32).toString('hex');
    const port = await freePort();
    const env = {
      ...process.env,
      KEELSON_DATABASE_URL: services.databaseUrl,
      KEELSON_REDIS_URL: services.redisUrl,
      KEELSON_STORAGE_DIRECTORY: join(directory, 'storage'),
      KEELSON_AUTH_ADMIN_TOKEN: token,
      KEELSON_HTTP_PORT: String(port),
      KEELSON_LOG_LEVEL: 'warn',
    };
    execFileSync(process.execPath, [program, 'migrate'], { env, stdio: 'inherit' });
    const start = (role: string) => {
      const child = spawn(process.execPath, [program, role], { env, stdio: 'inherit' });
      children.push(child);
      return child;
    };
    start('serve');
    const worker = start('work');
    const server = { endpoint: new URL(`http://127.0.0.1:${port}/graphql`), token };
    await answering(server, children);

    const imported = await importBlog(server, file, written.posts);
    const peakBytes = peakMemory(worker.pid as number);
    console.log(
      `import        ${imported.rate.toFixed(0)} posts/s, ${imported.seconds.toFixed(2)} s, worker's peak ${megabytes(peakBytes)}`,
    );
    console.log(
      `meanwhile     ${imported.queries} queries answered, the slowest in ${imported.slowestMs.toFixed(0)} ms`,
    );
    console.log(
      `progress      ${imported.updates} updates seen, ${(imported.updates / imported.seconds).toFixed(1)} a second`,
    );

    const again = await importBlog(server, file, written.posts, 'unchanged');
    console.log(`once more     ${again.rate.toFixed(0)} posts/s, nothing created`);

    return {
      name: 'import',
      ratio: round(imported.rate / parsed.rate),
      postsPerSecond: Math.round(imported.rate),
      parsePostsPerSecond: Math.round(parsed.rate),
      againPostsPerSecond: Math.round(again.rate),
      workerPeakBytes: peakBytes,
      slowestQueryMs: Math.round(imported.slowestMs),
    };
  } finally {
    await Promise.all(children.map(stop));
    await services.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Imports the file, asking for articles all the while; throws unless every post had the expected outcome. */
async function importBlog(
  server: ServerAddress,
  path: string,
  posts: number,
  outcome: 'created' | 'unchanged' = 'created',
) {
  const { signal } = new AbortController();
  const operation = { document: ImportFileDocument, variables: { format: 'WXR' }, variable: 'upload' };
  const { importContent } = await uploadFile(server, await findFile(path), operation, {
    onSent: () => undefined,
    signal,
  });
  if (!importContent.job) throw new Error(importContent.userErrors[0]?.message);

  let running = true;
  const latencies = askMeanwhile(server, () => running);
  let updates = 0;
  let state = '';
  let created = 0;
  for await (const job of followImport(server, importContent.job.id, signal)) {
    updates += 1;
    state = job.error ? `${job.state}: ${job.error.message}` : job.state;
    created = job.result?.counts?.find(({ kind }) => kind.toLowerCase() === 'article')?.[outcome] ?? 0;
  }
  running = false;
  if (state !== 'SUCCEEDED' || created !== posts)
    throw new Error(`The import ended ${state} with ${created} of ${posts} articles ${outcome}.`);
  const { job } = await query(server, TIMES, { id: importContent.job.id });
  const seconds = (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000;
  const answered = await latencies;
  return { seconds, rate: posts / seconds, updates, queries: answered.length, slowestMs: Math.max(0, ...answered) };
}

/** Milliseconds that each query took, one after the other, four a second. */
async function askMeanwhile(server: ServerAddress, wanted: () => boolean): Promise<number[]> {
  const latencies: number[] = [];
  while (wanted()) {
    const begun = performance.now();
    await query(server, LIST, {});
    latencies.push(performance.now() - begun);
    await delay(250);
  }
  return latencies;
}

/** Reads the file in a process of its own. */
function parseAlone(file: string): { seconds: number; rate: number; peakBytes: number } {
  const output = execFileSync(process.execPath, ['-r', hook, join(__dirname, 'parse-wxr.ts'), file], {
    encoding: 'utf8',
  });
  const { posts, seconds, peakBytes } = JSON.parse(output) as { posts: number; seconds: number; peakBytes: number };
  return { seconds, rate: posts / seconds, peakBytes };
}

async function answering(server: ServerAddress, children: ChildProcess[]): Promise<void> {
  for (;;) {
    if (children.some(({ exitCode }) => exitCode !== null))
      throw new Error('The API or the worker ended before it was ready.');
    try {
      await query(server, ANY, {});
      return;
    } catch {
      await delay(50);
    }
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** The most memory that the process ever held, by Linux; elsewhere there is no such figure. */
function peakMemory(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

function megabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${(bytes / 1e6).toFixed(1)} MB`;
}

function round(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}

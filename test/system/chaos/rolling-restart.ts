import { mkdtempSync, rmSync } from 'node:fs';
import { request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../src/cli/free-port';
import { ADMIN_TOKEN } from '../../harness/http-server';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { auditJobs } from '../../harness/job-ledger';
import { eventually } from '../../harness/jobs';
import { testRedisUrl } from '../../harness/redis';
import { startRoundRobinProxy } from '../../harness/round-robin-proxy';
import { report } from '../../harness/seeded-random';
import { type RoleProcess, startProgram } from '../../harness/worker-fleet';

const IMPORT =
  'mutation ($upload: Upload!) { importContent(input: { upload: $upload, format: WXR }) { job { id } userErrors { message } } }';
const EXPORT = `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
  <title>Sea</title><link>https://sea.example.org</link><wp:wxr_version>1.2</wp:wxr_version></channel></rss>`;
const authorization = `Bearer ${ADMIN_TOKEN}`;

let database: TestDatabase;
let directory: string;
let env: Record<string, string>;
const running = new Set<RoleProcess>();

async function open(): Promise<void> {
  database = await createTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'keelson-rolling-'));
  env = {
    KEELSON_DATABASE_URL: database.url,
    KEELSON_REDIS_URL: testRedisUrl(),
    KEELSON_STORAGE_DIRECTORY: directory,
    KEELSON_AUTH_ADMIN_TOKEN: ADMIN_TOKEN,
    KEELSON_HTTP_ANNOUNCE_SECONDS: '1',
  };
}

async function close(): Promise<void> {
  await Promise.all([...running].map(role => role.stop()));
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
}

async function start(role: 'serve' | 'work', port = 0): Promise<RoleProcess> {
  const started = startProgram({
    file: 'dist/src/main.js',
    args: [role],
    env: { ...env, ...(port ? { KEELSON_HTTP_PORT: String(port) } : {}) },
  });
  running.add(started);
  void started.exited.then(() => running.delete(started));
  await started.ready;
  return started;
}

/** The tests of servers and workers that are stopped and replaced; `rounds` says how often each of them is. */
export function describeRollingRestart(rounds: number): void {
  beforeAll(open);
  afterAll(close);

  it('two servers and two workers are replaced one after the other under load: no request fails, no job runs twice', async () => {
    const ports = [await freePort(), await freePort()];
    const servers = await Promise.all(ports.map(port => start('serve', port)));
    const workers = await Promise.all([start('work'), start('work')]);
    const proxy = await startRoundRobinProxy(ports);
    const failures: string[] = [];
    const handles: string[] = [];
    let requests = 0;
    let over = false;

    async function ask(body: () => string | FormData, headers: Record<string, string>): Promise<{ data?: any }> {
      requests++;
      const answer = await fetch(`${proxy.url}/graphql`, { method: 'POST', headers, body: body() })
        .then(async response => ({ status: response.status, text: await response.text() }))
        .catch(error => ({ status: 0, text: String(error.cause ?? error) }));
      if (answer.status !== 200 || answer.text.includes('"errors"')) failures.push(`${answer.status} ${answer.text}`);
      return answer.status === 200 ? JSON.parse(answer.text) : {};
    }
    async function read(): Promise<void> {
      const body = JSON.stringify({ query: '{ articles(first: 1) { totalCount } }' });
      while (!over) await ask(() => body, { authorization, 'content-type': 'application/json' });
    }
    async function write(): Promise<void> {
      while (!over) {
        const { data } = await ask(importForm, { authorization, 'apollo-require-preflight': 'true' });
        if (data?.importContent?.job) handles.push(data.importContent.job.id);
        await pause(50);
      }
    }

    const load = Promise.all([read(), read(), write()]);
    try {
      for (let round = 0; round < rounds; round++) {
        for (const [index, server] of servers.entries()) {
          expect(await server.stop()).toBe(0);
          servers[index] = await start('serve', ports[index]);
          // As whoever replaces servers has to wait for the load balancer before the next one.
          await eventually(() => proxy.passesTo(ports[index]));
        }
        for (const [index, worker] of workers.entries()) {
          expect(await worker.stop()).toBe(0);
          workers[index] = await start('work');
        }
      }
    } finally {
      over = true;
      await load;
      await proxy.close();
    }
    report(`rolling restart: ${requests} requests, ${failures.length} failed; ${handles.length} jobs`);
    expect(failures).toEqual([]);
    const { db } = database;
    await eventually(async () => {
      const [row] = await db.select<{ jobs: string }>("SELECT COUNT(*) AS jobs FROM jobs WHERE state = 'succeeded'");
      return Number(row.jobs) === handles.length;
    });
    // A claim that was given back is not a second run.
    const [{ extra }] = await db.select<{ extra: string }>(
      "SELECT COUNT(*) AS extra FROM (SELECT SUM(step = 'T2') - SUM(step = 'T7') AS runs FROM job_events GROUP BY job_id HAVING runs <> 1) AS odd",
    );
    expect(Number(extra)).toBe(0);
    expect(await auditJobs(db)).toEqual([]);
  }, 900_000);

  describe('a server that is told to stop', () => {
    it('finishes the request that is under way, and ends with status 0', async () => {
      const port = await freePort();
      const server = await start('serve', port);
      const slow = slowRequest(port);
      await slow.begun;
      const stopped = server.stop();
      await eventually(async () => !(await isReady(port)));
      slow.finish();
      expect(await slow.status).toBe(200);
      expect(await stopped).toBe(0);
    }, 60_000);

    it('ends at once when it is told a second time', async () => {
      const port = await freePort();
      const server = await start('serve', port);
      const slow = slowRequest(port);
      await slow.begun;
      server.child.kill('SIGTERM');
      await eventually(async () => !(await isReady(port)));
      server.child.kill('SIGTERM');
      expect(await server.exited).toBe(1);
      await slow.status;
    }, 60_000);
  });
}

function importForm(): FormData {
  const form = new FormData();
  form.append('operations', JSON.stringify({ query: IMPORT, variables: { upload: null } }));
  form.append('map', JSON.stringify({ 0: ['variables.upload'] }));
  form.append('0', new Blob([EXPORT]), 'export.xml');
  return form;
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A request whose body ends when the test says so. */
function slowRequest(port: number) {
  const body = JSON.stringify({ query: '{ __typename }' });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization };
  const request = send({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers, agent: false });
  const status = new Promise<number>(resolve => {
    request.once('response', response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', () => resolve(0));
  });
  const begun = new Promise<void>(resolve => {
    request.write(body.slice(0, 5), () => resolve());
  });
  return { begun, status, finish: () => void request.end(body.slice(5)) };
}

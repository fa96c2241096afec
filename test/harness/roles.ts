import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/cli/free-port';
import type { GraphqlAnswer } from './api';
import { createTestDatabase, type TestDatabase } from './database';
import { ADMIN_TOKEN } from './http-server';
import { until } from './keelson-process';
import { testRedisUrl } from './redis';

const PROGRAM = join(__dirname, '../../dist/src/main.js');

/** The API and any number of workers as processes of their own, around a database of the test's own. */
export interface Roles {
  /** Of the API: `http://127.0.0.1:<port>`. */
  url: string;
  database: TestDatabase;
  /** Where files lie. */
  directory: string;
  startWorker(): ChildProcess;
  /** The process id of the API. */
  serverPid(): number;
  /** Ends the API as a power cut would, and starts it again. */
  killServer(): Promise<void>;
  query<Data = Record<string, any>>(query: string, variables?: object): Promise<GraphqlAnswer<Data>>;
  upload<Data = Record<string, any>>(query: string, file: Buffer): Promise<GraphqlAnswer<Data>>;
  close(): Promise<void>;
}

/** Starts `serve` on a free port; the program must have been built. */
export async function startRoles(settings: Record<string, string> = {}): Promise<Roles> {
  const database = await createTestDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'keelson-roles-'));
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    KEELSON_DATABASE_URL: database.url,
    KEELSON_REDIS_URL: testRedisUrl(),
    KEELSON_STORAGE_DIRECTORY: directory,
    KEELSON_AUTH_ADMIN_TOKEN: ADMIN_TOKEN,
    KEELSON_HTTP_PORT: String(port),
    KEELSON_LOG_LEVEL: 'error',
    KEELSON_HTTP_ANNOUNCE_SECONDS: '0',
    ...settings,
  };
  const children: ChildProcess[] = [];
  const start = (role: string) => {
    const child = spawn(process.execPath, [PROGRAM, role], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    children.push(child);
    return child;
  };
  const url = `http://127.0.0.1:${port}`;
  const endpoint = `${url}/graphql`;
  const authorization = `Bearer ${ADMIN_TOKEN}`;
  const startServer = async () => {
    const child = start('serve');
    await until(() =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return child;
  };
  let server = await startServer();

  async function send<Data>(body: string | FormData, headers: Record<string, string>): Promise<GraphqlAnswer<Data>> {
    const response = await fetch(endpoint, { method: 'POST', headers: { authorization, ...headers }, body });
    return (await response.json()) as GraphqlAnswer<Data>;
  }

  return {
    url,
    database,
    directory,
    startWorker: () => start('work'),
    serverPid: () => server.pid as number,
    async killServer() {
      const gone = new Promise(resolve => server.once('exit', resolve));
      server.kill('SIGKILL');
      await gone;
      server = await startServer();
    },
    query: (query, variables = {}) =>
      send(JSON.stringify({ query, variables }), { 'content-type': 'application/json' }),
    upload(query, file) {
      const form = new FormData();
      form.append('operations', JSON.stringify({ query, variables: { upload: null } }));
      form.append('map', JSON.stringify({ 0: ['variables.upload'] }));
      form.append('0', new Blob([new Uint8Array(file)]), 'export.xml');
      return send(form, { 'apollo-require-preflight': 'true' });
    },
    async close() {
      await Promise.all(children.filter(child => child.exitCode === null && child.signalCode === null).map(stop));
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function stop(child: ChildProcess): Promise<unknown> {
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  return gone;
}

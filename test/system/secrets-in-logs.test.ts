import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allSettings } from '../../src/config/config';
import { freePort } from '../../src/cli/free-port';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { type KeelsonProcess, spawnKeelson, stopKeelsonProcesses } from '../harness/keelson-process';
import { testRedisUrl } from '../harness/redis';

/*
 * Secrets that come in files and in addresses, sought in all that a server and a worker write from their start to their end.
 */

const secret = (what: string) => `planted-${what}-${randomBytes(12).toString('hex')}`;
const PLANTED = {
  token: secret('token'),
  key: secret('key'),
  database: secret('database'),
  redis: secret('redis'),
  mail: secret('mail'),
};

const withPassword = (url: string, user: string, password: string) =>
  Object.assign(new URL(url), { username: user, password }).href;

let database: TestDatabase;
let directory: string;
let settings: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'keelson-secrets-'));
  const values = {
    KEELSON_AUTH_ADMIN_TOKEN: PLANTED.token,
    KEELSON_AUTH_KEYS: PLANTED.key,
    KEELSON_DATABASE_URL: database.url,
    KEELSON_REDIS_URL: withPassword(testRedisUrl(), 'default', PLANTED.redis),
    KEELSON_MAIL_URL: `smtp://somebody:${PLANTED.mail}@127.0.0.1:1`,
  };
  settings = { KEELSON_LOG_LEVEL: 'debug', KEELSON_STORAGE_DIRECTORY: directory };
  for (const [name, value] of Object.entries(values)) {
    settings[`${name}_FILE`] = join(directory, name);
    writeFileSync(join(directory, name), `${value}\n`, { mode: 0o600 });
  }
});
afterEach(stopKeelsonProcesses);
afterAll(async () => {
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

const toldIn = (text: string) =>
  Object.values(PLANTED).filter(value => text.includes(value) || text.includes(encodeURIComponent(value)));

async function end(...processes: KeelsonProcess[]): Promise<string> {
  for (const each of processes) each.kill('SIGTERM');
  await Promise.all(processes.map(({ exited }) => exited));
  return processes.map(each => each.output()).join('\n');
}

it('a server and a worker write none of their secrets, whatever goes wrong', async () => {
  const port = String(await freePort());
  const server = spawnKeelson(['keelson', 'serve'], { ...settings, KEELSON_HTTP_PORT: port });
  await server.untilOutput(/listening|127\.0\.0\.1:\d+/i);
  const worker = spawnKeelson(['keelson', 'work'], settings);
  const url = `http://127.0.0.1:${port}`;
  const ask = (query: string, headers: Record<string, string>) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
  const admin = { authorization: `Bearer ${PLANTED.token}` };
  expect((await ask('{ roles { name } }', admin)).status).toBe(200);
  await ask('{ roles { nothing } }', admin);
  await ask('{ roles { name } }', { authorization: `Basic ${PLANTED.token}` });
  await ask('{ roles { name } }', { authorization: `Bearer ${PLANTED.token}x` });
  await ask('{', { ...admin, cookie: `session=${PLANTED.key}` });
  await fetch(`${url}/nowhere?token=${PLANTED.token}`);
  await ask(
    'mutation { inviteUser(input: { email: "ben@example.org", name: "Ben", roleIds: [] }) { userErrors { code } } }',
    admin,
  );
  await worker.untilOutput(/ECONNREFUSED|mail/i);
  const written = await end(worker, server);
  expect(written.length).toBeGreaterThan(500);
  expect(toldIn(written)).toEqual([]);
  expect(written).not.toContain(`:${new URL(database.url).password}@`);
});

it('a server that is refused by its database does not say by which password', async () => {
  const { KEELSON_DATABASE_URL_FILE: _file, ...others } = settings;
  const server = spawnKeelson(['keelson', 'serve'], {
    ...others,
    KEELSON_DATABASE_URL: withPassword(database.url, 'nobody', PLANTED.database),
  });
  expect(await server.exited).not.toBe(0);
  expect(toldIn(server.output())).toEqual([]);
});

it('a setting that is refused is not shown when it is a secret', async () => {
  const secrets = allSettings().filter(setting => setting.secret);
  expect(secrets.length).toBeGreaterThan(1);
  const wrong = Object.fromEntries(secrets.map(({ envName }) => [envName, 'planted é']));
  const server = spawnKeelson(['keelson', 'serve'], { ...settings, ...wrong });
  expect(await server.exited).not.toBe(0);
  expect(server.output()).not.toContain('planted é');
});

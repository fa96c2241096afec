import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import {
  freePort,
  type KeelsonProcess,
  processesWith,
  spawnKeelson,
  stopKeelsonProcesses,
  until,
} from '../harness/keelson-process';

const directories: string[] = [];

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'keelson-start-'));
  directories.push(directory);
  return directory;
}

function start(directory: string, port: number, settings: Record<string, string> = {}): KeelsonProcess {
  return spawnKeelson(['start'], {
    KEELSON_STATE_DIRECTORY: directory,
    KEELSON_STORAGE_DIRECTORY: join(directory, 'storage'),
    KEELSON_HTTP_PORT: String(port),
    ...settings,
  });
}

async function typename(port: number): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  return response.json();
}

const answered = { data: { __typename: 'Query' } };

interface Local {
  url: string;
  adminToken: string;
  pid: number;
  children: [api: number, worker: number];
}

function localOf(directory: string): Local {
  return JSON.parse(readFileSync(join(directory, 'local.json'), 'utf8')) as Local;
}

async function sql(directory: string, statement: string): Promise<unknown> {
  const { port, password } = JSON.parse(readFileSync(join(directory, 'servers/mariadb/server.json'), 'utf8'));
  const connection = await createConnection(`mysql://keelson:${password}@127.0.0.1:${port}/keelson`);
  try {
    const [rows] = await connection.query(statement);
    return rows;
  } finally {
    await connection.end();
  }
}

afterEach(async () => {
  await stopKeelsonProcesses();
  for (const directory of directories.splice(0)) {
    await until(() => processesWith(directory).length === 0);
    rmSync(directory, { recursive: true, force: true });
  }
});

describe('npm start', () => {
  test('two of them run side by side, and another one in the same directory says what runs there', async () => {
    const [first, second] = [newDirectory(), newDirectory()];
    const [firstPort, secondPort] = [await freePort(), await freePort()];
    const processes = [start(first, firstPort), start(second, secondPort)];
    for (const each of processes) await each.untilOutput(/Keelson is running/);
    expect(await typename(firstPort)).toEqual(answered);
    expect(await typename(secondPort)).toEqual(answered);

    const again = start(first, await freePort());
    expect(await again.exited).toBe(0);
    expect(again.output()).toContain(`Keelson is running already in this clone (process ${processes[0]?.pid})`);
    expect(again.output()).toContain(`http://localhost:${firstPort}/graphiql#token=${localOf(first).adminToken}`);
    expect(await typename(firstPort)).toEqual(answered);
  }, 120_000);

  test('Ctrl-C stops the API, the worker and the servers in this order and leaves no process', async () => {
    const directory = newDirectory();
    const keelson = start(directory, await freePort());
    await keelson.untilOutput(/Ctrl-C stops everything/);
    expect(localOf(directory).adminToken.length).toBeGreaterThanOrEqual(32);
    for (const secret of ['local.json', 'admin-token', 'servers/mariadb/server.json', 'servers/redis/redis.conf']) {
      expect(statSync(join(directory, secret)).mode & 0o077).toBe(0);
    }

    keelson.kill('SIGINT');
    expect(await keelson.exited).toBe(0);
    expect(keelson.output()).toMatch(/✓ Stop API .*✓ Stop worker .*✓ Stop private servers /s);
    expect(processesWith(directory)).toEqual([]);
    expect(existsSync(join(directory, 'local.json'))).toBe(false);
  }, 120_000);

  test('kill -9 leaves no process and does not stop the next start, and the data is there', async () => {
    const directory = newDirectory();
    const port = await freePort();
    const keelson = start(directory, port);
    await keelson.untilOutput(/Keelson is running/);
    const { adminToken } = localOf(directory);
    await sql(directory, 'CREATE TABLE survivor (word varchar(20))');
    await sql(directory, "INSERT INTO survivor VALUES ('still here')");

    keelson.kill('SIGKILL');
    const next = start(directory, port);
    await next.untilOutput(/Keelson is running/);
    expect(await typename(port)).toEqual(answered);
    expect(await sql(directory, 'SELECT word FROM survivor')).toEqual([{ word: 'still here' }]);
    expect(localOf(directory).adminToken).toBe(adminToken);

    next.kill('SIGKILL');
    await until(() => processesWith(directory).length === 0);
  }, 120_000);

  test('an API, a worker, a MariaDB or a Redis that dies is started again', async () => {
    const directory = newDirectory();
    const port = await freePort();
    const keelson = start(directory, port);
    await keelson.untilOutput(/Keelson is running/);
    const [api, worker] = localOf(directory).children;

    process.kill(api, 'SIGKILL');
    await keelson.untilOutput(/The api was killed by SIGKILL; starting it again/);
    await until(() =>
      typename(port).then(
        () => true,
        () => false,
      ),
    );
    process.kill(worker, 'SIGKILL');
    await keelson.untilOutput(/The worker was killed by SIGKILL; starting it again/);
    await until(() => !localOf(directory).children.includes(worker));

    for (const [name, title] of [
      ['redis', 'Redis|Valkey'],
      ['mariadb', 'MariaDB|MySQL'],
    ] as const) {
      process.kill(Number(readFileSync(join(directory, `servers/${name}/server.pid`), 'utf8')), 'SIGKILL');
      await keelson.untilOutput(new RegExp(`(${title}) ended unasked .*starting it again`));
    }
    await until(() =>
      sql(directory, 'SELECT 1').then(
        () => true,
        () => false,
      ),
    );
    keelson.kill('SIGTERM');
    expect(await keelson.exited).toBe(0);
  }, 120_000);

  test('an API that dies three times in a row ends it with the reason', async () => {
    const directory = newDirectory();
    const keelson = start(directory, await freePort());
    await keelson.untilOutput(/Keelson is running/);
    let over = false;
    void keelson.exited.then(() => {
      over = true;
    });
    const killed = new Set<number>();
    await until(() => {
      const pid = existsSync(join(directory, 'local.json')) ? localOf(directory).children[0] : 0;
      if (pid && !killed.has(pid) && !over) process.kill(pid, 'SIGKILL');
      killed.add(pid);
      return over;
    });
    expect(await keelson.exited).toBe(1);
    expect(keelson.output()).toMatch(/✗ The api was killed by SIGKILL/);
    expect(processesWith(directory)).toEqual([]);
  }, 120_000);
});

describe('npm start says in one sentence why it can not, before it starts anything', () => {
  async function refusal(settings: Record<string, string>, port?: number): Promise<string> {
    const directory = newDirectory();
    const keelson = start(directory, port ?? (await freePort()), settings);
    expect(await keelson.exited).toBe(1);
    expect(existsSync(join(directory, 'servers'))).toBe(false);
    expect(keelson.output()).not.toMatch(/\n\s+at /);
    return keelson.output();
  }

  test('a port in use', async () => {
    const port = await freePort();
    const squatter = createServer();
    await new Promise<void>(resolve => squatter.listen(port, '127.0.0.1', resolve));
    try {
      expect(await refusal({}, port)).toContain(
        `Port ${port} on 127.0.0.1 is used by another program: stop it, or choose another port, for example KEELSON_HTTP_PORT=${port + 1} npm start`,
      );
    } finally {
      squatter.close();
    }
  });

  test('several wrong settings at once', async () => {
    const output = await refusal({ KEELSON_HTTP_PORT: 'http', KEELSON_LOG_LEVEL: 'loud', KEELSON_HTTP_PROT: '1' });
    expect(output).toContain('3 settings are wrong:');
    expect(output).toContain('KEELSON_HTTP_PORT must be a number; it is "http".');
    expect(output).toContain('KEELSON_LOG_LEVEL must be one of');
    expect(output).toContain('KEELSON_HTTP_PROT is not a setting; did you mean KEELSON_HTTP_PORT?');
  });

  test('a URL that is none', async () => {
    expect(await refusal({ KEELSON_DATABASE_URL: 'localhost:3306' })).toContain(
      'KEELSON_DATABASE_URL must look like mysql://user:password@host:port/database; it is "localhost:3306".',
    );
  });

  test('a database or a Redis that is not there', async () => {
    const port = await freePort();
    expect(
      await refusal({
        KEELSON_DATABASE_URL: `mysql://a:b@127.0.0.1:${port}/keelson`,
        KEELSON_REDIS_URL: 'redis://127.0.0.1:1',
      }),
    ).toContain(
      `The database server at 127.0.0.1:${port} (KEELSON_DATABASE_URL) is not running: the connection is refused.`,
    );
    expect(await refusal({ KEELSON_REDIS_URL: `redis://127.0.0.1:${port}` })).toContain(
      `The Redis server at 127.0.0.1:${port} (KEELSON_REDIS_URL) is not running: the connection is refused.`,
    );
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { type EmbeddedServices, startEmbeddedServices } from '../../src/cli/embedded-services';
import { isAlive } from '../../src/cli/processes';
import { until } from '../harness/keelson-process';

let directory: string;
const running: EmbeddedServices[] = [];
const said: string[] = [];
const log = { info: (message: string) => void said.push(message), warn: (message: string) => void said.push(message) };

async function start(options: { redis?: boolean; directory?: string } = {}): Promise<EmbeddedServices> {
  const services = await startEmbeddedServices({
    directory: options.directory ?? directory,
    log,
    durable: false,
    wanted: { database: true, redis: options.redis ?? false },
  });
  running.push(services);
  return services;
}

async function query(url: string, sql: string): Promise<unknown> {
  const connection = await createConnection(url);
  try {
    return (await connection.query(sql))[0];
  } finally {
    connection.destroy();
  }
}

function pidOf(name: string): number {
  return Number(readFileSync(join(directory, name, 'server.pid'), 'utf8'));
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keelson-servers-'));
  said.length = 0;
});
afterEach(async () => {
  for (const services of running.splice(0)) await services.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('data, address and password survive a restart, and nothing runs in between', async () => {
  const first = await start({ redis: true });
  await query(first.databaseUrl, 'CREATE TABLE t (id int)');
  const pids = [pidOf('mariadb'), pidOf('redis')];
  await first.stop();
  expect(pids.filter(isAlive)).toEqual([]);

  const second = await start({ redis: true });
  expect(second.databaseUrl).toBe(first.databaseUrl);
  expect(second.redisUrl).toBe(first.redisUrl);
  expect(await query(second.databaseUrl, 'SHOW TABLES')).toHaveLength(1);
});

test('the server is UTC and utf8mb4, and its user reaches its own databases alone', async () => {
  const { databaseUrl } = await start();
  expect(
    await query(databaseUrl, 'SELECT @@time_zone AS zone, @@character_set_server AS charset, @@log_bin AS binlog'),
  ).toEqual([{ zone: '+00:00', charset: 'utf8mb4', binlog: 0 }]);
  await expect(query(databaseUrl, 'SELECT * FROM mysql.user')).rejects.toThrow(/denied/);
  await expect(query(databaseUrl, 'CREATE DATABASE elsewhere')).rejects.toThrow(/denied/);
  await query(databaseUrl, 'CREATE DATABASE keelson_other');
});

test('nobody signs in without a password', async () => {
  const url = new URL((await start()).databaseUrl);
  for (const user of ['', 'root', 'keelson']) {
    await expect(query(`mysql://${user}@127.0.0.1:${url.port}/`, 'SELECT 1')).rejects.toThrow(/denied/);
  }
});

test('a data directory that a kill left half-made is thrown away', async () => {
  const partial = join(directory, 'mariadb/data.partial-1');
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'ibdata1'), 'half');
  const { databaseUrl } = await start();
  expect(await query(databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(existsSync(partial)).toBe(false);
});

test('a server whose guard was killed too is stopped by the next start', async () => {
  const program = await startInAnotherProcess();
  const orphan = pidOf('mariadb');
  const guard = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${orphan}/status`, 'utf8'))?.[1]);
  const watchers = readFileSync(`/proc/${guard}/task/${guard}/children`, 'utf8').trim().split(' ').map(Number);
  program.kill('SIGSTOP');
  for (const pid of [guard, ...watchers.filter(child => child !== orphan)]) process.kill(pid, 'SIGKILL');
  program.kill('SIGKILL');
  await until(() => !isAlive(guard) && !isAlive(program.pid as number));
  expect(isAlive(orphan)).toBe(true);

  const next = await start();
  expect(isAlive(orphan)).toBe(false);
  expect(await query(next.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('when its port was taken meanwhile, a server moves to another one', async () => {
  const first = await start();
  await first.stop();
  const { port } = new URL(first.databaseUrl);
  const squatter = createServer();
  await new Promise<void>(resolve => squatter.listen(Number(port), '127.0.0.1', resolve));
  try {
    const second = await start();
    expect(new URL(second.databaseUrl).port).not.toBe(port);
    expect(await query(second.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  } finally {
    squatter.close();
  }
});

test('a directory with a path that is too long for a socket, and with spaces, will do', async () => {
  const deep = join(directory, 'a directory with a long name '.repeat(3), 'and another '.repeat(4));
  const { databaseUrl } = await start({ redis: true, directory: deep });
  expect(await query(databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a server that is killed is started again at the same address', async () => {
  const { databaseUrl } = await start();
  process.kill(pidOf('mariadb'), 'SIGKILL');
  await until(() =>
    said.some(message => message.startsWith('MariaDB ended unasked') || message.startsWith('MySQL ended unasked')),
  );
  await until(() =>
    query(databaseUrl, 'SELECT 1').then(
      () => true,
      () => false,
    ),
  );
});

test('kill -9 of the program that uses them ends the servers', async () => {
  const program = await startInAnotherProcess();
  const pids = [pidOf('mariadb'), pidOf('redis')];
  expect(pids.every(isAlive)).toBe(true);
  program.kill('SIGKILL');
  await until(() => !pids.some(isAlive));
});

async function startInAnotherProcess(): Promise<ChildProcess> {
  const source = (file: string) => JSON.stringify(join(__dirname, '../../src/cli', file));
  const program = `
    require(${source('bootstrap/typescript-hook.cjs')});
    const { startEmbeddedServices } = require(${source('embedded-services.ts')});
    const log = { info() {}, warn() {} };
    startEmbeddedServices({ directory: process.argv[1], log, durable: false, wanted: { database: true, redis: true } })
      .then(() => console.log('up'), error => { console.error(error); process.exit(1); });
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', program, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', status => reject(new Error(`It ended with ${status}.`)));
  });
  return child;
}

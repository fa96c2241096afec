import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { searchPathAnd } from '../config/search-path';
import { probeDatabase } from '../platform/database/probe-database';
import type { EmbeddedServer, EmbeddedServicesOptions } from './embedded-services';
import { freePort } from './free-port';
import { type GuardedServer, lastLines, startGuarded, stopOrphan } from './guarded-server';
import { readPrivateJson, writePrivateFile, writePrivateJson } from './private-files';
import { type DatabaseProgram, findDatabaseProgram, findProgram } from './server-programs';
import { leaveSocketDirectory, shortSocketPath } from './short-socket-path';
import { StartFault } from './start-fault';
import { untilReady } from './until-ready';

/** What is remembered from the first start on: the data directory belongs to these. */
interface Remembered {
  flavour: 'mysql' | 'mariadb';
  rootPassword: string;
  password: string;
  port: number;
}

const USER = 'keelson';
const run = promisify(execFile);

/** Starts the private database server, and first creates its data directory where there is none. */
export async function startEmbeddedDatabase(options: EmbeddedServicesOptions): Promise<EmbeddedServer> {
  const { directory, log } = options;
  const program = findDatabaseProgram();
  if (!program) throw new StartFault('Neither MariaDB nor MySQL is installed on this machine.');
  const name = program.flavour === 'mariadb' ? 'MariaDB' : 'MySQL';
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const remembered = remember(directory, program);
  await stopOrphan(join(directory, 'server.pid'), program.path);
  if (!existsSync(join(directory, 'data'))) {
    log.info(`Creating a private ${name} in ${directory}`);
    await createDataDirectory(directory, program);
  }

  for (let tries = 1; ; tries++) {
    remembered.port = await freePort(remembered.port);
    writePrivateJson(join(directory, 'server.json'), remembered);
    const server = await startOn(directory, program, remembered, options);
    if (server === 'port-taken' && tries < 5) {
      remembered.port = 0;
      continue;
    }
    if (server === 'port-taken') throw new StartFault(`${name} found no free port on loopback.`);
    const url = urlOf(remembered, options.databaseName ?? USER);
    return { name, url, process: server, restart: () => startEmbeddedDatabase(options) };
  }
}

/** The passwords are made once; a data directory of the other kind of server is not touched. */
function remember(directory: string, { flavour }: DatabaseProgram): Remembered {
  const known = readPrivateJson<Remembered>(join(directory, 'server.json'));
  if (!known) return { flavour, rootPassword: newPassword(), password: newPassword(), port: 0 };
  if (known.flavour !== flavour && existsSync(join(directory, 'data'))) {
    throw new StartFault(
      `The data in ${directory} was written by ${known.flavour}, and the server installed here is ${flavour}: install the former, or move that directory away to begin anew.`,
    );
  }
  return { ...known, flavour };
}

/** Made beside its place and moved there when it is whole: one that a kill left half-made is never mistaken for data. */
async function createDataDirectory(directory: string, { path, flavour }: DatabaseProgram): Promise<void> {
  for (const name of readdirSync(directory)) {
    if (name.startsWith('data.partial')) rmSync(join(directory, name), { recursive: true, force: true });
  }
  const partial = join(directory, `data.partial-${process.pid}`);
  mkdirSync(partial, { mode: 0o700 });
  const install = flavour === 'mariadb' ? findProgram(['mariadb-install-db', 'mysql_install_db']) : path;
  if (!install)
    throw new StartFault(
      `MariaDB is installed here (${path}) without mariadb-install-db, which creates its data directory.`,
    );
  const args =
    flavour === 'mariadb'
      ? [
          '--auth-root-authentication-method=normal',
          '--skip-test-db',
          '--skip-name-resolve',
          '--innodb-log-file-size=48M',
        ]
      : ['--initialize-insecure', ...asRoot()];
  try {
    await run(install, ['--no-defaults', `--datadir=${partial}`, ...args], {
      env: searchPathAnd({ TMPDIR: ownTemporary(directory) }),
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    writeFileSync(join(directory, 'install.log'), `${stdout}\n${stderr}`, { mode: 0o600 });
    throw new StartFault(
      `The data directory of the private database could not be created; see ${join(directory, 'install.log')}.`,
      error,
    );
  }
  renameSync(partial, join(directory, 'data'));
}

async function startOn(
  directory: string,
  program: DatabaseProgram,
  remembered: Remembered,
  options: EmbeddedServicesOptions,
): Promise<GuardedServer | 'port-taken'> {
  const logFile = join(directory, 'server.log');
  const accounts = join(directory, 'accounts.sql');
  writePrivateFile(accounts, accountStatements(remembered, options));
  const socket = shortSocketPath(directory, 'mysql.sock');
  const server = startGuarded({
    command: program.path,
    args: serverArguments(directory, socket, accounts, program.flavour, remembered.port, options.durable ?? true),
    pidFile: join(directory, 'server.pid'),
    logFile,
  });
  void server.exited.then(() => leaveSocketDirectory(directory, socket));
  try {
    await untilReady(server, () => probeDatabase(urlOf(remembered, options.databaseName ?? USER)), 120_000);
    return server;
  } catch (cause) {
    await server.stop();
    const words = lastLines(logFile, 8);
    if (/address already in use|Do you already have another/i.test(words)) return 'port-taken';
    throw new StartFault(`The private database did not start. The end of ${logFile}:\n${words}`, cause);
  } finally {
    rmSync(accounts, { force: true });
  }
}

/** Runs at every start, before the server listens: whatever happened before, exactly these can sign in. One statement a line. */
function accountStatements({ rootPassword, password }: Remembered, options: EmbeddedServicesOptions): string {
  const database = options.databaseName ?? USER;
  const granted = options.grantedDatabases ?? [database, `${database}\\_%`];
  const forUser = ['localhost', '127.0.0.1'].flatMap(host => [
    `CREATE USER IF NOT EXISTS '${USER}'@'${host}' IDENTIFIED BY '${password}';`,
    `ALTER USER '${USER}'@'${host}' IDENTIFIED BY '${password}';`,
    ...granted.map(pattern => `GRANT ALL PRIVILEGES ON \`${pattern}\`.* TO '${USER}'@'${host}';`),
  ]);
  return [
    `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`,
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${rootPassword}';`,
    ...['127.0.0.1', '::1'].map(host => `DROP USER IF EXISTS 'root'@'${host}';`),
    `DROP USER IF EXISTS ''@'localhost';`,
    ...forUser,
    '',
  ].join('\n');
}

function serverArguments(
  directory: string,
  socket: string,
  accounts: string,
  flavour: 'mysql' | 'mariadb',
  port: number,
  durable: boolean,
): string[] {
  return [
    '--no-defaults',
    ...asRoot(),
    `--datadir=${join(directory, 'data')}`,
    `--tmpdir=${ownTemporary(directory)}`,
    `--socket=${socket}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--pid-file=${join(directory, 'data', 'own.pid')}`,
    `--init-file=${accounts}`,
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--default-time-zone=+00:00',
    '--skip-log-bin',
    '--skip-name-resolve',
    '--local-infile=0',
    '--max-connections=200',
    '--max-allowed-packet=64M',
    '--innodb-buffer-pool-size=128M',
    ...(durable
      ? ['--innodb-flush-log-at-trx-commit=1']
      : ['--innodb-flush-log-at-trx-commit=0', '--innodb-flush-method=nosync', '--innodb-doublewrite=0']),
    ...(flavour === 'mysql' ? ['--mysqlx=OFF', '--performance-schema=OFF'] : ['--innodb-log-file-size=48M']),
  ];
}

function urlOf({ password, port }: Remembered, database: string): string {
  return `mysql://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

/** A MariaDB that starts deletes what looks like temporary tables in its temporary directory, also those of another one in /tmp. */
function ownTemporary(directory: string): string {
  const temporary = join(directory, 'tmp');
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  return temporary;
}

/** Both servers refuse to run as root unless told to. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

function newPassword(): string {
  return randomBytes(24).toString('hex');
}

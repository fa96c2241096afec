import { withoutPassword } from '../config/load-config';
import { type DatabaseVersion, probeDatabase } from '../platform/database/probe-database';
import { probeRedis } from '../platform/redis/probe-redis';
import { StartFault } from './start-fault';

const OLDEST_DATABASE = { mysql: [8, 0], mariadb: [10, 6] } as const;
const OLDEST_REDIS = [6, 2] as const;

/** Says what the database is; throws one sentence when it can't be used: unreachable, wrong credentials, no such database, too old. */
export async function checkDatabase(url: string): Promise<DatabaseVersion> {
  const found = await probeDatabase(url).catch(error => {
    throw new StartFault(databaseSentence(url, error as NodeJS.ErrnoException), error);
  });
  const { flavour, version, release } = found;
  const oldest = OLDEST_DATABASE[flavour];
  if (isOlder(release, oldest)) {
    const name = flavour === 'mysql' ? 'MySQL' : 'MariaDB';
    throw new StartFault(
      `The database at ${placeOf(url)} is ${name} ${version}; Keelson needs ${name} ${oldest.join('.')} or newer.`,
    );
  }
  return found;
}

/** Throws one sentence when Redis can't be used: unreachable, wrong password, too old, or set to forget keys. */
export async function checkRedis(url: string): Promise<void> {
  const { version, release, maxmemoryPolicy } = await probeRedis(url).catch(error => {
    throw new StartFault(redisSentence(url, error as NodeJS.ErrnoException), error);
  });
  if (isOlder(release, OLDEST_REDIS)) {
    throw new StartFault(
      `The Redis at ${placeOf(url)} has version ${version}; Keelson needs ${OLDEST_REDIS.join('.')} or newer.`,
    );
  }
  if (maxmemoryPolicy !== null && maxmemoryPolicy !== 'noeviction') {
    throw new StartFault(
      `The Redis at ${placeOf(url)} drops keys when its memory is full (maxmemory-policy ${maxmemoryPolicy}); set it to noeviction.`,
    );
  }
}

function databaseSentence(url: string, error: NodeJS.ErrnoException): string {
  const { username, pathname } = new URL(url);
  const user = decodeURIComponent(username);
  const database = decodeURIComponent(pathname.slice(1));
  const where = `The database server at ${placeOf(url)} (KEELSON_DATABASE_URL)`;
  switch (error.code) {
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
      return `${where} refuses the user "${user}": the name or the password is wrong.`;
    case 'ER_DBACCESS_DENIED_ERROR':
      return `${where} gives the user "${user}" no right to use the database "${database}".`;
    case 'ER_BAD_DB_ERROR':
      return `${where} has no database "${database}"; create it: CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4;`;
    default:
      return `${where} ${unreachable(error)}`;
  }
}

function redisSentence(url: string, error: NodeJS.ErrnoException): string {
  const where = `The Redis server at ${placeOf(url)} (KEELSON_REDIS_URL)`;
  if (/^(WRONGPASS|NOAUTH|ERR invalid password|ERR .*without any password)/.test(error.message)) {
    return `${where} refuses the user or the password: ${error.message}`;
  }
  return `${where} ${unreachable(error)}`;
}

function unreachable(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'is not running: the connection is refused.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'is not known: its name does not resolve to an address.';
    case 'ETIMEDOUT':
      return 'does not answer.';
    case 'ENOENT':
      return 'is not running: there is no such socket.';
    default:
      return `can't be used: ${error.message || String(error.code)}`;
  }
}

function placeOf(url: string): string {
  const { host, searchParams } = new URL(withoutPassword(url));
  return searchParams.get('socketPath') ?? host;
}

function isOlder([major, minor]: readonly [number, number], [oldMajor, oldMinor]: readonly [number, number]): boolean {
  return major < oldMajor || (major === oldMajor && minor < oldMinor);
}

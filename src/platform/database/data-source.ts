import { createConnection } from 'mysql2/promise';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { unavailable } from '../../errors';
import { SnakeNaming } from './snake-naming';

/** The oldest servers whose SQL Keelson is written for. */
const OLDEST = { mysql: [8, 0], mariadb: [10, 6] } as const;

export interface DataSourceSettings {
  /** `mysql://user:password@host:port/database`, with `?socketPath=/path` for a local socket. */
  url: string;
  poolSize: number;
  entities: (string | (new () => object))[];
  migrations: string[];
}

/**
 * Makes TypeORM's DataSource, not yet initialised. The server is asked which of the two it is first: `type: 'mysql'` against
 * MariaDB makes `migration:generate` emit column drops.
 */
export async function createDataSource(settings: DataSourceSettings): Promise<DataSource> {
  const { flavour } = await askVersion(settings.url);
  const { user, ...server } = connectionOptions(settings.url);
  const options: DataSourceOptions = {
    type: flavour,
    ...server,
    username: user,
    charset: 'utf8mb4_unicode_ci',
    timezone: 'Z',
    poolSize: settings.poolSize,
    connectTimeout: 3000,
    supportBigNumbers: true,
    namingStrategy: new SnakeNaming(),
    entities: settings.entities,
    migrations: settings.migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: {
      maxPreparedStatements: 300,
      waitForConnections: true,
      queueLimit: 500,
      idleTimeout: 60_000,
      enableKeepAlive: true,
    },
  };
  return new DataSource(options);
}

/** Asks a server what it is; throws UNAVAILABLE with the reason when it can't be reached, refuses the login or is too old. */
export async function askVersion(url: string): Promise<{ flavour: 'mysql' | 'mariadb'; version: string }> {
  const connection = await createConnection({ ...connectionOptions(url), connectTimeout: 3000 }).catch(cause => {
    throw unavailable(`The database at ${withoutPassword(url)}`, cause);
  });
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    const version = (rows as { version: string }[])[0].version;
    const flavour = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
    const [major, minor] = version.split('.').map(Number);
    const [oldMajor, oldMinor] = OLDEST[flavour];
    if (major < oldMajor || (major === oldMajor && minor < oldMinor)) {
      throw unavailable(
        `The database is ${flavour === 'mysql' ? 'MySQL' : 'MariaDB'} ${version}, and Keelson needs ${OLDEST[flavour].join('.')} or newer; it`,
      );
    }
    return { flavour, version };
  } finally {
    connection.destroy();
  }
}

/** Host, port, user, password, database and socket of a database URL. */
export function connectionOptions(url: string) {
  const parsed = new URL(url);
  const socketPath = parsed.searchParams.get('socketPath') ?? undefined;
  return {
    host: parsed.hostname || 'localhost',
    port: Number(parsed.port || 3306),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    ...(socketPath ? { socketPath } : {}),
  };
}

/** The URL as it may be shown in a message or a log. */
export function withoutPassword(url: string): string {
  const parsed = new URL(url);
  if (parsed.password) parsed.password = '***';
  return parsed.toString();
}

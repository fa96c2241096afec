import { DataSource, type DataSourceOptions } from 'typeorm';
import { connectionOptions } from './connection-options';
import { SnakeNaming } from './snake-naming';

export interface DataSourceSettings {
  /** `mysql://user:password@host:port/database`, with `?socketPath=/path` for a local socket. */
  url: string;
  /** As `probeDatabase` found it. `mysql` against MariaDB makes `migration:generate` emit column drops. */
  flavour: 'mysql' | 'mariadb';
  poolSize: number;
  entities: (string | (new () => object))[];
  migrations: string[];
}

/** Makes TypeORM's DataSource, not yet initialised. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const { user, ...server } = connectionOptions(settings.url);
  const options: DataSourceOptions = {
    type: settings.flavour,
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

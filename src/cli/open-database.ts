import { join } from 'node:path';
import type { Config } from '../config/config';
import { discoverEntities } from '../engine/discovery';
import { createDatabase } from '../platform/database/create-database';
import { createDataSource } from '../platform/database/data-source';
import type { Database } from '../platform/database/database';
import type { Logger } from '../platform/telemetry/log';

/** Beside `src`, compiled or not. */
export const MIGRATIONS = join(__dirname, '../../migrations/*{.js,.ts}');

/** Opens the pool that the configuration names. */
export async function openDatabase({ database }: Config, log: Logger): Promise<Database> {
  const dataSource = await createDataSource({
    url: database.url,
    poolSize: database.poolSize,
    entities: discoverEntities(),
    migrations: [MIGRATIONS],
  });
  return createDatabase(dataSource, database, log);
}

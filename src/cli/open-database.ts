import { join } from 'node:path';
import type { Config } from '../config/config';
import { discoverEntities } from '../engine/discovery';
import { createDatabase } from '../platform/database/create-database';
import { createDataSource } from '../platform/database/data-source';
import type { Database } from '../platform/database/database';
import type { Logger } from '../platform/telemetry/log';
import { checkDatabase } from './check-services';

/** Beside `src`, compiled or not. */
export const MIGRATIONS = join(__dirname, '../../migrations/*{.js,.ts}');

/** Opens the pool that the configuration names; throws a sentence when the server can't be used. */
export async function openDatabase({ database }: Config, log: Logger): Promise<Database> {
  const { flavour } = await checkDatabase(database.url);
  const dataSource = createDataSource({
    url: database.url,
    flavour,
    poolSize: database.poolSize,
    entities: discoverEntities(),
    migrations: [MIGRATIONS],
  });
  return createDatabase(dataSource, database, log);
}

import { type Environment, loadConfig } from '../config/load-config';
import { createLog } from '../platform/telemetry/log';
import { applyMigrations } from './migrate';
import { openDatabase } from './open-database';
import { StartFault } from './start-fault';
import { withThrowAwayServices } from './throw-away-services';

/**
 * `check-migrations`: fails when the entities ask for a change of the tables that no migration makes. It applies all migrations;
 * without KEELSON_DATABASE_URL to a database of its own, which is gone afterwards.
 */
export async function run(_argv: string[], env: Environment): Promise<void> {
  await withThrowAwayServices(env, checkMigrations);
}

async function checkMigrations(env: Environment): Promise<void> {
  const config = loadConfig(env);
  const db = await openDatabase(config, createLog({ ...config.log, role: 'migrate' }));
  try {
    await applyMigrations(db);
    const { upQueries } = await db.dataSource.driver.createSchemaBuilder().log();
    if (upQueries.length === 0) return;
    const statements = upQueries.map(({ query }) => `  ${query}`).join('\n');
    throw new StartFault(`The migrations lag behind the entities; generate one for:\n${statements}`);
  } finally {
    await db.close();
  }
}

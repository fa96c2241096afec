import 'reflect-metadata';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { loadConfig } from './src/config/load-config';
import { discoverEntities } from './src/engine/discovery';
import { probeDatabase } from './src/platform/database/probe-database';
import { createDataSource } from './src/platform/database/data-source';

/** The DataSource of the TypeORM command line; the program makes its own with the same function and the same entities. */
async function openForTypeorm(): Promise<DataSource> {
  const { url } = loadConfig({ KEELSON_REDIS_URL: 'redis://unused', ...process.env }).database;
  const { flavour } = await probeDatabase(url);
  return createDataSource({
    url,
    flavour,
    poolSize: 2,
    entities: discoverEntities(),
    migrations: [join(__dirname, 'migrations/*.js')],
  });
}

export default openForTypeorm();

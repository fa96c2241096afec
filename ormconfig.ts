import 'reflect-metadata';
import { join } from 'node:path';
import { loadConfig } from './src/config/load-config';
import { discoverEntities } from './src/engine/discovery';
import { createDataSource } from './src/platform/database/data-source';

/** The DataSource of the TypeORM command line; the program makes its own with the same function and the same entities. */
export default createDataSource({
  url: loadConfig({ KEELSON_REDIS_URL: 'redis://unused', ...process.env }).database.url,
  poolSize: 2,
  entities: discoverEntities(),
  migrations: [join(__dirname, 'migrations/*.js')],
});

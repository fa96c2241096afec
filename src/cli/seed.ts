import { type Environment, loadConfig } from '../config/load-config';
import { seedRoles } from '../engine/access/roles';
import { seedSiteSettings } from '../features/site/load-site-settings';
import { createLog } from '../platform/telemetry/log';
import { openDatabase } from './open-database';

/** `seed`: makes the rows that every site has. Safe to repeat: what is there stays as it is. */
export async function run(_argv: string[], env: Environment): Promise<void> {
  const config = loadConfig(env);
  const log = createLog({ ...config.log, role: 'seed' });
  const db = await openDatabase(config, log);
  try {
    await seedSiteSettings(db);
    await seedRoles(db);
    log.info('The site has its settings and its roles');
  } finally {
    await db.close();
  }
}

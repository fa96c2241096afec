import { type Environment, loadConfig } from '../config/load-config';
import { readLocales } from '../engine/content/locales';
import { reindexContent } from '../engine/content/reindex';
import { createLog } from '../platform/telemetry/log';
import { withOwnConnections } from './find-server';
import { openDatabase } from './open-database';

/**
 * `reindex`: makes the search entries of all documents anew. It works on the database itself, beside a running site; where none is named,
 * on that of the clone that `npm start` runs.
 */
export async function run(_argv: string[], env: Environment): Promise<void> {
  const config = loadConfig(withOwnConnections(env, process.cwd()));
  const log = createLog({ ...config.log, role: 'reindex' });
  const locales = readLocales(config.content.locales, config.content.fallbacks);
  const db = await openDatabase(config, log);
  try {
    let told = 0;
    const reindexed = await reindexContent(db, locales.default, (type, documents) => {
      const now = Date.now();
      if (now - told < 5000) return;
      told = now;
      log.info('Documents are made findable', { type, documents });
    });
    log.info('The search knows every document', { ...reindexed });
  } finally {
    await db.close();
  }
}

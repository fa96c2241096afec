import type { Config } from '../config/config';
import { type Environment, loadConfig } from '../config/load-config';
import { readLocales } from '../engine/content/locales';
import { inviteFirst } from '../features/auth/invitations';
import { seedRoles } from '../engine/access/roles';
import { keepDefaultLocale } from '../features/site/keep-default-locale';
import { seedSiteSettings } from '../features/site/load-site-settings';
import type { Database } from '../platform/database/database';
import { createLog } from '../platform/telemetry/log';
import { NOBODY_YET } from './first-invitation';
import { openDatabase } from './open-database';
import { StartFault } from './start-fault';

const LOCK = 'keelson_migrations';
const LOCK_SECONDS = 300;

/**
 * `migrate`: brings the database's tables up to date; with `--seed` it then does what `seed` does, and with `--invite-first <hash>` it lets
 * who holds the token of this hash make the first account. Two at once wait for each other.
 */
export async function run(argv: string[], env: Environment): Promise<void> {
  const config = loadConfig(env);
  const log = createLog({ ...config.log, role: 'migrate' });
  const db = await openDatabase(config, log);
  try {
    const applied = await applyMigrations(db);
    log.info(applied.length ? `Applied ${applied.length} migrations` : 'The database is up to date', { applied });
    await demandSameLocale(db, config);
    if (argv.includes('--seed')) {
      await seedSiteSettings(db);
      await seedRoles(db);
    }
    const hash = argv[argv.indexOf('--invite-first') + 1];
    if (argv.includes('--invite-first') && (await inviteFirst(db, hash))) {
      // Whatever the log leaves out, `npm start` waits for this line.
      process.stdout.write(`${NOBODY_YET}\n`);
    }
  } finally {
    await db.close();
  }
}

async function demandSameLocale(db: Database, { content }: Config): Promise<void> {
  const wanted = readLocales(content.locales, content.fallbacks).default;
  const writtenIn = await keepDefaultLocale(db, wanted);
  if (writtenIn === null) return;
  throw new StartFault(
    `The content is written in ${writtenIn}, and KEELSON_CONTENT_LOCALES begins with ${wanted}: name ${writtenIn} first.`,
  );
}

/** Runs what has not run yet, each migration in a transaction of its own, under a lock of the database server. Gives their names. */
export async function applyMigrations(db: Database): Promise<string[]> {
  const lock = db.dataSource.createQueryRunner();
  try {
    const [{ locked }] = (await lock.query(`SELECT GET_LOCK('${LOCK}', ${LOCK_SECONDS}) AS locked`)) as {
      locked: number;
    }[];
    if (Number(locked) !== 1) throw new Error(`Another migration has been running for ${LOCK_SECONDS} s.`);
    const applied = await db.dataSource.runMigrations({ transaction: 'each' });
    await lock.query(`SELECT RELEASE_LOCK('${LOCK}')`);
    return applied.map(({ name }) => name);
  } finally {
    await lock.release();
  }
}

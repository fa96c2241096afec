import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { cloneDirectory } from '../config/clone-directory';
import { type Environment, loadConfig } from '../config/load-config';
import { createLog } from '../platform/telemetry/log';
import { applyMigrations } from './migrate';
import { openDatabase } from './open-database';
import { StartFault } from './start-fault';
import { withThrowAwayServices } from './throw-away-services';

/**
 * `generate-migration <verb-phrase>`: writes migrations/<timestamp>-<verb-phrase>.ts with the statements that the entities ask for and no
 * migration makes yet. It compares with a database of its own, unless KEELSON_DATABASE_URL names one.
 */
export async function run([name = ''], env: Environment): Promise<void> {
  if (!/^[a-z][a-z0-9-]+$/.test(name)) {
    throw new StartFault('Say what the migration does, in kebab-case: npm run migration:generate create-recipes');
  }
  await withThrowAwayServices(env, async settings => {
    const config = loadConfig(settings);
    const db = await openDatabase(config, createLog({ ...config.log, role: 'migrate' }));
    try {
      await applyMigrations(db);
    } finally {
      await db.close();
    }
    generate(name, settings);
  });
}

function generate(name: string, settings: Environment): void {
  const root = cloneDirectory();
  const typeorm = join(root, 'node_modules/typeorm/cli.js');
  const command = [
    'migration:generate',
    '-d',
    join(root, 'dist/ormconfig.js'),
    '--pretty',
    join(root, 'migrations', name),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [typeorm, ...command], {
    cwd: root,
    env: settings as NodeJS.ProcessEnv,
    encoding: 'utf8',
  });
  if (/No changes in database schema were found/.test(stdout)) {
    throw new StartFault('There is nothing to write: the migrations already make what the entities ask for.');
  }
  if (status !== 0) throw new StartFault(`TypeORM could not write the migration:\n${stderr || stdout}`);
  process.stdout.write(stdout);
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', 'migrations'],
    { cwd: root },
  );
}

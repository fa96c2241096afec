import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneDirectory } from '../config/clone-directory';
import { withSettingsTable } from '../config/settings-table';
import { StartFault } from './start-fault';

/** Writes the README's table of settings from the config classes; with `--check` it only says whether the table is stale. */
export async function run(argv: string[]): Promise<void> {
  const file = join(cloneDirectory(), 'README.md');
  const current = readFileSync(file, 'utf8');
  const wanted = withSettingsTable(current);
  if (wanted === current) return;
  if (argv.includes('--check')) {
    throw new StartFault('The table of settings in README.md is stale: run "npm run docs:settings" and commit it.');
  }
  writeFileSync(file, wanted);
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { filesUnder, fingerprint } from './fingerprint.mjs';
import { runLogged } from './logged-command.mjs';
import { Fault } from './fault.mjs';

const settings = 'src/graphiql/vite.config.mts';
const stamp = 'dist/graphiql/.build-stamp';

/** Says whether the explorer's page was built from its sources as they are. */
export function explorerIsFresh(root) {
  if (!existsSync(join(root, settings))) return true;
  return existsSync(join(root, stamp)) && readFileSync(join(root, stamp), 'utf8') === sourcesFingerprint(root);
}

/** Builds GraphiQL's page into dist/graphiql. */
export async function buildExplorer(root, steps, logs) {
  const log = join(logs, 'vite.log');
  await steps.run('GraphiQL', async note => {
    note('vite build');
    const wanted = sourcesFingerprint(root);
    const { status, last } = await runLogged(
      process.execPath,
      [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', settings],
      { log, cwd: root },
    );
    if (status !== 0) throw new Fault(`GraphiQL could not be built. The end of ${log}:\n\n${last.join('\n')}`);
    writeFileSync(join(root, stamp), wanted);
  });
}

function sourcesFingerprint(root) {
  return fingerprint([...filesUnder(join(root, 'src/graphiql'), () => true), join(root, 'node_modules/.keelson-lock')]);
}

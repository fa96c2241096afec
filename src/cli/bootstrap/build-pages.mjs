import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { filesUnder, fingerprint } from './fingerprint.mjs';
import { runLogged } from './logged-command.mjs';
import { Fault } from './fault.mjs';

/** What runs in the browser, each built by Vite from its folder in src/ into the one of the same name in dist/. */
const pages = [
  { folder: 'admin', name: 'Dashboard' },
  { folder: 'graphiql', name: 'GraphiQL' },
];

/** Says whether the pages were built from their sources as they are. */
export function pagesAreFresh(root) {
  return pages.every(page => pageIsFresh(root, page));
}

/** Builds the pages that are not fresh. */
export async function buildPages(root, steps, logs) {
  // One after the other: each takes all the processors that there are.
  for (const page of pages) if (!pageIsFresh(root, page)) await buildPage(root, steps, logs, page);
}

async function buildPage(root, steps, logs, { folder, name }) {
  const log = join(logs, `vite-${folder}.log`);
  await steps.run(name, async note => {
    note('vite build');
    const wanted = sourcesFingerprint(root, folder);
    const { status, last } = await runLogged(
      process.execPath,
      [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', `src/${folder}/vite.config.mts`],
      { log, cwd: root },
    );
    if (status !== 0) throw new Fault(`${name} could not be built. The end of ${log}:\n\n${last.join('\n')}`);
    writeFileSync(stampOf(root, folder), wanted);
  });
}

function pageIsFresh(root, { folder }) {
  const stamp = stampOf(root, folder);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesFingerprint(root, folder);
}

function stampOf(root, folder) {
  return join(root, 'dist', folder, '.build-stamp');
}

function sourcesFingerprint(root, folder) {
  return fingerprint([...filesUnder(join(root, 'src', folder), () => true), join(root, 'node_modules/.keelson-lock')]);
}

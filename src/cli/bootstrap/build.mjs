import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { filesUnder, fingerprint } from './fingerprint.mjs';
import { Fault } from './fault.mjs';

const stamp = 'dist/.build-stamp';

/** Says whether dist/ was compiled from the sources as they are. */
export function buildIsFresh(root) {
  return existsSync(join(root, stamp)) && readFileSync(join(root, stamp), 'utf8') === sourcesFingerprint(root);
}

/** Compiles the program into dist/. */
export async function buildProgram(root, steps) {
  await steps.run('Program', async note => {
    note('tsc');
    const wanted = sourcesFingerprint(root);
    mkdirSync(join(root, 'dist'), { recursive: true });
    rmSync(join(root, stamp), { force: true });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json', '--pretty', 'false'],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Fault(`The program does not compile:\n\n${firstLines(`${stdout}${stderr}`, 20)}`);
    removeOutputWithoutSource(root);
    writeFileSync(join(root, stamp), wanted);
  });
}

function sourcesFingerprint(root) {
  return fingerprint([
    ...filesUnder(join(root, 'src'), path => path.endsWith('.ts')),
    ...filesUnder(join(root, 'migrations'), path => path.endsWith('.ts')),
    ...['ormconfig.ts', 'tsconfig.json', 'node_modules/.keelson-lock'].map(name => join(root, name)),
  ]);
}

/** Entities, jobs and resolvers are found by their names in dist/: what was deleted from src/ must not go on living there. */
function removeOutputWithoutSource(root) {
  for (const folder of ['src', 'migrations']) {
    for (const output of filesUnder(join(root, 'dist', folder), path => path.endsWith('.js'))) {
      const source = join(root, relative(join(root, 'dist'), output)).replace(/\.js$/, '.ts');
      if (existsSync(source) || existsSync(`${source}x`)) continue;
      rmSync(output, { force: true });
      rmSync(`${output}.map`, { force: true });
    }
  }
}

function firstLines(text, count) {
  const lines = text.trim().split('\n');
  return [
    ...lines.slice(0, count),
    ...(lines.length > count ? [`... and ${lines.length - count} more lines`] : []),
  ].join('\n');
}

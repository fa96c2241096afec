import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runLogged } from './logged-command.mjs';
import { Fault } from './fault.mjs';

const stampName = 'node_modules/.keelson-lock';

/** Says whether node_modules is what package-lock.json asks for, whoever installed it. */
export function modulesAreInstalled(root) {
  const wanted = lockHash(root);
  if (readText(join(root, stampName)) === wanted) return true;
  if (!sameVersions(root)) return false;
  writeFileSync(join(root, stampName), wanted);
  return true;
}

export async function installModules(root, steps, logs) {
  const log = join(logs, 'npm-ci.log');
  await steps.run('Node modules', async note => {
    note('npm ci');
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
    // The compiler and the pages are development dependencies: NODE_ENV=production must not leave them out.
    const args = [...npm.slice(1), 'ci', '--include=dev', '--no-audit', '--no-fund'];
    const { status, last } = await runLogged(npm[0], args, { log, cwd: root });
    if (status !== 0) {
      throw new Fault(`The node modules could not be installed (npm ci). The end of ${log}:\n\n${last.join('\n')}`);
    }
    writeFileSync(join(root, stampName), lockHash(root));
  });
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** npm writes down what it installed: a developer's own `npm ci` or `npm install` need not be repeated. */
function sameVersions(root) {
  const installed = parse(join(root, 'node_modules/.package-lock.json'))?.packages;
  const wanted = parse(join(root, 'package-lock.json'))?.packages;
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    // Packages for other systems are optional and absent.
    return installed[path]
      ? installed[path].version === entry.version
      : entry.optional === true || entry.devOptional === true;
  });
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

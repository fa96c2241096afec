import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildIsFresh, buildProgram } from './build.mjs';
import { buildPages, pagesAreFresh } from './build-pages.mjs';
import { underLock } from './clone-lock.mjs';
import { Fault } from './fault.mjs';
import { installModules, modulesAreInstalled } from './node-modules.mjs';
import { createSteps } from './steps.mjs';
import { installSystemPackages, missingPrograms } from './system-packages.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const require = createRequire(import.meta.url);

/**
 * What each command needs, and the script that it becomes. The script runs in this very process: one process less to start, and
 * signals reach it directly.
 */
const commands = {
  start: { script: 'dist/src/main.js', first: ['start'], servers: true, pages: true },
  keelson: { script: 'dist/src/main.js', first: [] },
  test: {
    script: 'node_modules/jest/bin/jest.js',
    first: [],
    servers: true,
    browser: true,
    pages: true,
    anyServer: true,
  },
  'test:long': { script: 'node_modules/jest/bin/jest.js', first: [], servers: true, pages: true, anyServer: true },
  bench: { script: 'bench/run.cjs', first: [], servers: true, pages: true, anyServer: true },
  'check-migrations': { script: 'dist/src/main.js', first: ['check-migrations'], servers: true },
  build: { script: null, first: [], pages: true },
};

/** Gets what the command needs, then becomes it. */
export async function prepareAndRun([name, ...rest]) {
  const command = commands[name];
  if (!command) {
    console.error(`There is no command "${name ?? ''}"; there are ${Object.keys(commands).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  try {
    await prepare(command);
  } catch (error) {
    console.error(error instanceof Fault ? `\n${error.message}\n` : error);
    process.exitCode = 1;
    return;
  }
  if (command.script) handOver(join(root, command.script), [...command.first, ...argumentsFor(name, rest)]);
}

async function prepare(command) {
  const state = resolve(root, process.env.KEELSON_STATE_DIRECTORY || '.keelson');
  const logs = join(state, 'logs');
  const missing = missingPrograms(wantedPrograms(command));
  const modules = modulesAreInstalled(root);
  const built = modules && buildIsFresh(root) && (!command.pages || pagesAreFresh(root));
  if (modules && built && missing.length === 0) return;

  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const steps = createSteps(process.stdout);
  try {
    await underLock(join(state, 'bootstrap.lock'), steps, async () => {
      const programs = missing.length > 0 ? installSystemPackages(missing, steps, logs) : undefined;
      const outcomes = await Promise.allSettled([
        programs,
        modulesAreInstalled(root) || installModules(root, steps, logs),
      ]);
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
      if (!buildIsFresh(root)) await buildProgram(root, steps);
      if (command.pages) await buildPages(root, steps, logs);
    });
  } finally {
    steps.end();
  }
}

/** The tests always bring servers of their own; a start only where no URL says which ones to use. */
function wantedPrograms({ servers, browser, anyServer }) {
  const given = name => Boolean(process.env[name] || process.env[`${name}_FILE`]);
  return [
    ...(servers && (anyServer || !given('KEELSON_DATABASE_URL')) ? ['database'] : []),
    ...(servers && (anyServer || !given('KEELSON_REDIS_URL')) ? ['redis'] : []),
    ...(browser ? ['browser'] : []),
  ];
}

/** `npm run test:long -- <group>` runs test/long/<group>*.long.ts, one file after the other. */
function argumentsFor(name, rest) {
  if (name !== 'test:long') return rest;
  const [group = '', ...others] = rest;
  return ['--runInBand', '--testTimeout', '1800000', '--testMatch', `<rootDir>/test/long/${group}*.long.ts`, ...others];
}

function handOver(script, args) {
  if (!existsSync(script)) {
    console.error(`${script} is not there.`);
    process.exitCode = 1;
    return;
  }
  // npm changes to the clone; a file named on the command line is meant from where it was typed.
  if (args[0] === 'import' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  process.argv = [process.argv[0], script, ...args];
  require(script);
}

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { runLogged } from './logged-command.mjs';
import { Fault } from './fault.mjs';

/** What may be wanted, the programs that will do, and what the package managers call them. */
const programs = {
  database: {
    title: 'MariaDB',
    names: ['mariadbd', 'mysqld'],
    packages: { apt: 'mariadb-server', brew: 'mariadb', dnf: 'mariadb-server', apk: 'mariadb', pacman: 'mariadb' },
  },
  redis: {
    title: 'Redis',
    names: ['redis-server', 'valkey-server'],
    packages: { apt: 'redis-server', brew: 'redis', dnf: 'redis', apk: 'redis', pacman: 'valkey' },
  },
  browser: {
    title: 'Chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    packages: { apt: 'chromium' },
    optional: 'the tests in a browser are skipped',
  },
};

const serverDirectories = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/usr/local/bin', '/usr/bin'].concat([
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/usr/local/opt/mariadb/bin',
]);

/** Of the wanted kinds of program, those of which the machine has none. */
export function missingPrograms(kinds) {
  return kinds.filter(kind => !findProgram(programs[kind].names));
}

/** Installs them from the system's packages where that is allowed; otherwise says what to type. */
export async function installSystemPackages(kinds, steps, logs) {
  const needed = kinds.filter(kind => !programs[kind].optional);
  const optional = kinds.filter(kind => programs[kind].optional);
  const installer = findInstaller();
  if (!installer) {
    for (const kind of optional) steps.say(`${programs[kind].title} is not installed: ${programs[kind].optional}.`);
    if (needed.length > 0) throw new Fault(advice(needed));
    return;
  }
  const install = installer.name === 'apt' ? installByApt : installByBrew;
  const wanted = [...needed, ...optional.filter(kind => programs[kind].packages[installer.name])];
  if (wanted.length > 0) await install(wanted, installer, steps, logs);
}

async function installByApt(kinds, { prefix }, steps, logs) {
  const log = join(logs, 'apt-get.log');
  const [command, ...head] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-q',
    '-o',
    'DPkg::Lock::Timeout=120',
  ];
  await steps.run(titles(kinds), async note => {
    note('apt-get update');
    const follow = { log, onLine: line => note(line) };
    // A stale or partly unreachable list may still do: only the installation decides.
    await runLogged(command, [...head, 'update'], follow);
    const packages = kinds.map(kind => programs[kind].packages.apt);
    const options = ['-y', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0'];
    const { last } = await runLogged(command, [...head, 'install', ...options, ...packages], follow);
    checkInstalled(kinds, steps, log, last);
  });
}

async function installByBrew(kinds, _installer, steps, logs) {
  const log = join(logs, 'brew.log');
  await steps.run(titles(kinds), async note => {
    const packages = kinds.map(kind => programs[kind].packages.brew);
    const { last } = await runLogged('brew', ['install', ...packages], { log, onLine: line => note(line) });
    checkInstalled(kinds, steps, log, last);
  });
}

function checkInstalled(kinds, steps, log, last) {
  const missing = missingPrograms(kinds);
  for (const kind of missing.filter(each => programs[each].optional)) {
    steps.say(`${programs[kind].title} could not be installed: ${programs[kind].optional}.`);
  }
  const fatal = missing.filter(kind => !programs[kind].optional);
  if (fatal.length > 0) throw new Fault(`The end of ${log}:\n\n${last.join('\n')}\n\n${advice(fatal)}`);
}

/** apt-get as root or by a sudo that asks for no password, Homebrew on macOS; null where we may install nothing. */
function findInstaller() {
  if (process.platform === 'darwin') return findProgram(['brew']) ? { name: 'brew' } : null;
  if (!findProgram(['apt-get'])) return null;
  if (process.getuid() === 0) return { name: 'apt', prefix: [] };
  if (findProgram(['sudo']) && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) {
    return { name: 'apt', prefix: ['sudo', '-n'] };
  }
  return null;
}

/** The exact command for this system, and the way that needs no servers here. */
function advice(kinds) {
  const names = manager => kinds.map(kind => programs[kind].packages[manager]).join(' ');
  const sudo = process.getuid() === 0 ? '' : 'sudo ';
  const lines = {
    'apt-get': `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${names('apt')}`,
    brew: `brew install ${names('brew')}`,
    dnf: `${sudo}dnf install -y ${names('dnf')}`,
    apk: `${sudo}apk add ${names('apk')}`,
    pacman: `${sudo}pacman -S ${names('pacman')}`,
  };
  const manager =
    Object.keys(lines).find(name => findProgram([name])) ?? (process.platform === 'darwin' ? 'brew' : 'apt-get');
  return [
    `${titles(kinds)} ${kinds.length > 1 ? 'are' : 'is'} not installed, and Keelson may not install system packages here. Type`,
    '',
    `  ${lines[manager]}`,
    '',
    'and start again; or name servers of your own by KEELSON_DATABASE_URL and KEELSON_REDIS_URL; or use Docker:',
    '',
    '  docker compose -f deploy/compose.yaml up',
  ].join('\n');
}

function titles(kinds) {
  const names = kinds.map(kind => programs[kind].title);
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0];
}

function findProgram(names) {
  const directories = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...serverDirectories];
  return names.flatMap(name => directories.map(directory => join(directory, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { searchPath } from '../config/search-path';

/** Debian keeps servers in sbin, which is not on everybody's PATH; Homebrew has its own places. */
const SERVER_DIRECTORIES = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/usr/local/bin',
  '/usr/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/usr/local/opt/mariadb/bin',
];

export interface DatabaseProgram {
  path: string;
  flavour: 'mysql' | 'mariadb';
}

/** The MariaDB or MySQL server that is installed here, or null. */
export function findDatabaseProgram(): DatabaseProgram | null {
  const path = findProgram(['mariadbd', 'mysqld']);
  if (!path) return null;
  const version = execFileSync(path, ['--no-defaults', '--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { path, flavour: /mariadb/i.test(version) ? 'mariadb' : 'mysql' };
}

/** The Redis or Valkey server that is installed here, or null. */
export function findRedisProgram(): string | null {
  return findProgram(['redis-server', 'valkey-server']);
}

/** The first of these programs that can be run. */
export function findProgram(names: string[]): string | null {
  const directories = [...searchPath(), ...SERVER_DIRECTORIES];
  for (const name of names) {
    for (const directory of directories) {
      const path = join(directory, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not here
      }
    }
  }
  return null;
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readPrivateJson, writePrivateFile, writePrivateJson } from './private-files';
import { commandOf, isAlive } from './processes';

/** `.keelson/local.json`: how the command line client of this clone finds the server, and the next start what this one left. */
export interface LocalState {
  url: string;
  adminToken: string;
  /** The supervisor's process. */
  pid: number;
  /** Its API and worker. */
  children: number[];
  /** Where the database and Redis are, as settings: a program of this clone finds them, too. */
  connections?: Record<string, string>;
}

/** Where things lie in the state directory, which is created for its owner alone. */
export function statePlaces(directory: string) {
  mkdirSync(join(directory, 'logs'), { recursive: true, mode: 0o700 });
  return {
    directory,
    logs: join(directory, 'logs'),
    logOf: (role: string) => join(directory, 'logs', `${role}.log`),
    local: join(directory, 'local.json'),
    adminToken: join(directory, 'admin-token'),
    key: join(directory, 'key'),
  };
}

/** The admin token of this clone, made at the first start. */
export function ownAdminToken(file: string): string {
  return ownSecret(file, 'kln_');
}

/** The key that seals what only this clone's server may read, made at the first start. */
export function ownKey(file: string): string {
  return ownSecret(file, '');
}

function ownSecret(file: string, prefix: string): string {
  try {
    const known = readFileSync(file, 'utf8').trim();
    if (known.length >= 32) return known;
  } catch {
    // the first start
  }
  const token = `${prefix}${randomBytes(24).toString('base64url')}`;
  writePrivateFile(file, `${token}\n`);
  return token;
}

export function writeLocalState(file: string, state: LocalState): void {
  writePrivateJson(file, state);
}

/** Waits until the API and the worker of a killed run have ended (they do so by themselves), and ends those that do not. */
export async function endLeftovers(file: string, program: string): Promise<void> {
  const before = readPrivateJson<LocalState>(file);
  rmSync(file, { force: true });
  const leftovers = (before?.children ?? []).filter(pid => isAlive(pid) && commandOf(pid).includes(program));
  const deadline = Date.now() + 10_000;
  while (leftovers.some(isAlive) && Date.now() < deadline) await delay(50);
  for (const pid of leftovers.filter(isAlive)) process.kill(pid, 'SIGKILL');
  while (leftovers.some(isAlive)) await delay(20);
}

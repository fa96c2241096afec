import { spawn } from 'node:child_process';
import type { Environment } from '../config/load-config';
import type { RoleLog } from './role-log';
import { StartFault } from './start-fault';

/** Runs a role that ends by itself (`migrate`) as a process, and gives what it said; throws its last words when it fails. */
export async function runRole(
  args: [role: string, ...string[]],
  program: string,
  env: Environment,
  log: RoleLog,
): Promise<string> {
  const [role] = args;
  const child = spawn(process.execPath, [program, ...args], {
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', chunk => {
    said += String(chunk);
  });
  log.follow(role, child.stdout);
  log.follow(role, child.stderr);
  const status = await new Promise<number | null>(resolve => {
    child.once('error', () => resolve(127));
    child.once('close', resolve);
  });
  if (status === 0) return said;
  const words = log.lastLines(role).slice(-6);
  throw new StartFault(
    `"${role}" failed${words.length > 0 ? `:\n\n${words.map(word => `    ${word}`).join('\n')}` : '.'}`,
  );
}

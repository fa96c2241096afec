import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = join(__dirname, '../..');

/** Keelson as a process of its own, as a person starts it. */
export interface KeelsonProcess {
  pid: number;
  /** Everything that it has written to the terminal so far. */
  output(): string;
  /** Waits until the output matches; throws with the output when the process ends before. */
  untilOutput(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit status, null after a signal. */
  exited: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

const spawned: ChildProcess[] = [];

/** Runs `node src/cli/bootstrap.mjs <args>`; settings of the surrounding environment do not reach it. */
export function spawnKeelson(args: string[], settings: Record<string, string> = {}): KeelsonProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KEELSON_|TEST_|JEST_|NODE_ENV$|FORCE_COLOR$)/.test(name),
  );
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/bootstrap.mjs'), ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  spawned.push(child);
  let text = '';
  const take = (chunk: string) => {
    text += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  let over = false;
  const exited = new Promise<number | null>(resolve => {
    child.once('close', status => {
      over = true;
      resolve(status);
    });
  });
  return {
    pid: child.pid as number,
    output: () => text,
    exited,
    kill: signal => void child.kill(signal),
    async untilOutput(pattern) {
      for (;;) {
        const match = pattern.exec(text);
        if (match) return match;
        if (over) throw new Error(`It ended without writing ${String(pattern)}:\n${text}`);
        await delay(20);
      }
    },
  };
}

/** For afterEach: asks what a failed test left running to stop, and waits for it. */
export async function stopKeelsonProcesses(): Promise<void> {
  const running = spawned.splice(0).filter(child => child.exitCode === null && child.signalCode === null);
  await Promise.all(
    running.map(child => {
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      return gone;
    }),
  );
}

/** Waits until the condition holds; the test's own timeout is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(25);
}

/** The processes that were started with this text in their environment or command line (Linux only). */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter(pid => `${read(`/proc/${pid}/environ`)}\0${read(`/proc/${pid}/cmdline`)}`.includes(text))
    .map(Number);
}

/** A port on loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

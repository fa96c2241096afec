import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const HOOK = join(ROOT, 'src/cli/bootstrap/typescript-hook.cjs');

/** A program of Keelson's as a process of its own. */
export interface RoleProcess {
  readonly child: ChildProcess;
  /** Resolves once it says that it is ready; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Its exit status, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  isOver(): boolean;
  /** SIGTERM, and waits for its end. */
  stop(): Promise<number | NodeJS.Signals>;
}

export interface RoleProgram {
  /** From the clone: a `.ts` file is compiled as it is loaded. */
  file: string;
  args?: string[];
  env: Record<string, string>;
  nodeOptions?: string[];
}

/** Starts a program that ends with this process; it is quiet unless KEELSON_TEST_LOG is set. */
export function startProgram({ file, args = [], env, nodeOptions = [] }: RoleProgram): RoleProcess {
  const level = process.env.KEELSON_TEST_LOG;
  const output = level ? 'inherit' : 'ignore';
  const hook = file.endsWith('.ts') ? ['-r', HOOK] : [];
  const child = spawn(process.execPath, [...nodeOptions, ...hook, join(ROOT, file), ...args], {
    env: { PATH: process.env.PATH, KEELSON_LOG_LEVEL: level ?? 'error', ...env },
    stdio: ['ignore', output, output, 'ipc'],
  });
  let over = false;
  const exited = new Promise<number | NodeJS.Signals>(resolve => {
    child.once('exit', (status, signal) => {
      over = true;
      resolve(signal ?? status ?? 0);
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    void exited.then(how => reject(new Error(`${file} ended (${how}) before it was ready.`)));
  });
  ready.catch(() => undefined);
  return {
    child,
    ready,
    exited,
    isOver: () => over,
    async stop() {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** A number of equal workers, each started again when it ends. */
export interface WorkerFleet {
  /** Those that run and are not frozen. */
  awake(): RoleProcess[];
  /** SIGKILL; another one takes its place. */
  kill(worker: RoleProcess): void;
  /** SIGSTOP; gives what thaws it. */
  freeze(worker: RoleProcess): () => void;
  /** How many were started, all in all. */
  started(): number;
  stop(): Promise<void>;
}

/** Starts the workers and waits until they take jobs. */
export async function startFleet(program: RoleProgram, size: number): Promise<WorkerFleet> {
  const workers = new Set<RoleProcess>();
  const frozen = new Set<RoleProcess>();
  let started = 0;
  let stopping = false;

  function launch(): RoleProcess {
    const worker = startProgram(program);
    started++;
    workers.add(worker);
    void worker.exited.then(() => {
      workers.delete(worker);
      frozen.delete(worker);
      if (!stopping) launch();
    });
    return worker;
  }

  function thaw(worker: RoleProcess): void {
    if (frozen.delete(worker)) worker.child.kill('SIGCONT');
  }

  await Promise.all(Array.from({ length: size }, () => launch().ready));
  return {
    awake: () => [...workers].filter(worker => !frozen.has(worker)),
    kill: worker => void worker.child.kill('SIGKILL'),
    freeze(worker) {
      worker.child.kill('SIGSTOP');
      frozen.add(worker);
      return () => thaw(worker);
    },
    started: () => started,
    async stop() {
      stopping = true;
      await Promise.all([...workers].map(worker => worker.stop()));
    },
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from '../config/load-config';
import type { RoleLog } from './role-log';
import { StartFault } from './start-fault';

export interface RoleOptions {
  /** The first argument of the program: `serve`, `work`. */
  role: string;
  /** What it is called in messages and logs: `api`, `worker`. */
  name: string;
  program: string;
  env: Environment;
  log: RoleLog;
  /** How long it may take to stop before it is killed. */
  stopSeconds: number;
  /** Called whenever it has a new process. */
  onLaunch(pid: number): void;
  /** Called with a sentence when it ended unasked and is started again. */
  onRestart(message: string): void;
  /** Called instead when it keeps ending at once; without it, it is started again for ever, at longer and longer intervals. */
  onGiveUp?(fault: StartFault): void;
}

/** A child process that is started again when it ends unasked. */
export interface SupervisedRole {
  /** Resolves when it says that it is ready; throws a StartFault when it ends first. */
  ready: Promise<void>;
  /** SIGTERM, then SIGKILL when its time is up. */
  stop(): Promise<void>;
  kill(): void;
}

/** One that ended sooner than this after its start crashed quickly; after three of those in a row it is given up. */
const QUICK_MS = 10_000;
const MOST_QUICK_CRASHES = 3;

/**
 * Starts the role. It leads a process group of its own, so that Ctrl-C reaches only us and the order of stopping is ours; it ends
 * by itself when the channel to us closes, so that not even SIGKILL of this process leaves it behind.
 */
export function superviseRole(options: RoleOptions): SupervisedRole {
  const { role, name, program, env, log } = options;
  let child: ChildProcess;
  let ended: Promise<string>;
  let stopping = false;
  const wakeUp = new AbortController();
  let quickCrashes = 0;

  function launch(): Promise<void> {
    child = fork(program, [role], {
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    if (child.stdout) log.follow(name, child.stdout);
    if (child.stderr) log.follow(name, child.stderr);
    ended = new Promise(resolve => {
      child.once('error', error => resolve(error.message));
      child.once('close', (status, signal) =>
        resolve(signal ? `was killed by ${signal}` : `ended with exit status ${status}`),
      );
    });
    const started = child;
    if (child.pid) options.onLaunch(child.pid);
    const ready = new Promise<void>(resolve => {
      started.on('message', message => {
        if ((message as { type?: string } | null)?.type === 'ready') resolve();
      });
    });
    return Promise.race([
      ready,
      ended.then(reason => {
        throw faultOf(reason);
      }),
    ]);
  }

  function faultOf(reason: string): StartFault {
    const words = log.lastLines(name).slice(-4);
    return new StartFault(
      `The ${name} ${reason}.${words.length > 0 ? ` Its last words:\n\n${words.map(word => `    ${word}`).join('\n')}` : ''}`,
    );
  }

  async function keepRunning(): Promise<void> {
    for (;;) {
      const startedAt = Date.now();
      const reason = await ended;
      if (stopping) return;
      quickCrashes = Date.now() - startedAt < QUICK_MS ? quickCrashes + 1 : 0;
      if (options.onGiveUp && quickCrashes >= MOST_QUICK_CRASHES) return options.onGiveUp(faultOf(reason));
      options.onRestart(`The ${name} ${reason}; starting it again.`);
      const pauseMs = Math.min(30_000, 250 * 2 ** quickCrashes);
      await delay(pauseMs, undefined, { ref: false, signal: wakeUp.signal }).catch(() => undefined);
      if (stopping) return;
      launch().catch(() => undefined);
    }
  }

  const ready = launch();
  const watching = ready.then(keepRunning, () => undefined);
  return {
    ready,
    async stop() {
      stopping = true;
      wakeUp.abort();
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), options.stopSeconds * 1000).unref();
      await ended;
      clearTimeout(timer);
      await watching;
    },
    kill() {
      stopping = true;
      wakeUp.abort();
      child.kill('SIGKILL');
    },
  };
}

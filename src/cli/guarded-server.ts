import { spawn } from 'node:child_process';
import { closeSync, copyFileSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { commandOf, isAlive } from './processes';

/**
 * A server that can't outlive us. It runs under a small shell that holds the reading end of a pipe whose writing end is ours:
 * when we stop, crash or are killed with SIGKILL, the pipe closes and the shell sends the server SIGTERM. The shell leads a
 * session of its own, so that Ctrl-C in the terminal reaches us alone and the servers go last. It writes the server's pid to a
 * file; should somebody kill the shell as well, the next start finds the orphan there and stops it.
 */
const GUARD = `
pid_file=$1; shift
exec 3<&0
"$@" </dev/null 3<&- & server=$!
echo $server >"$pid_file"
( read -r _ <&3; kill $server ) 2>/dev/null & watch=$!
exec 3<&-
wait $server; status=$?
kill $watch 2>/dev/null
rm -f "$pid_file"
exit $status`;

const MOST_LOG_BYTES = 5 * 1024 * 1024;
const PATIENCE_MS = 30_000;

export interface ServerCommand {
  command: string;
  args: string[];
  pidFile: string;
  logFile: string;
}

export interface GuardedServer {
  /** Resolves with the exit status (null after a signal), whoever ended it. */
  exited: Promise<number | null>;
  hasExited(): boolean;
  /** SIGTERM, and SIGKILL after half a minute; resolves once it is gone. */
  stop(): Promise<void>;
}

/** Starts the server under its guard. */
export function startGuarded({ command, args, pidFile, logFile }: ServerCommand): GuardedServer {
  boundLog(logFile);
  const output = openSync(logFile, 'a', 0o600);
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', pidFile, command, ...args], {
    stdio: ['pipe', output, output],
    detached: true,
  });
  closeSync(output);
  const lifeline = guard.stdin as Writable;
  lifeline.on('error', () => undefined);
  const bounding = setInterval(() => boundLog(logFile), 3_600_000).unref();

  let gone = false;
  const exited = new Promise<number | null>(resolve => {
    const settle = (status: number | null) => {
      gone = true;
      clearInterval(bounding);
      lifeline.destroy();
      resolve(status);
    };
    guard.once('error', () => settle(127));
    guard.once('exit', settle);
  });

  return {
    exited,
    hasExited: () => gone,
    async stop() {
      lifeline.end();
      const stopped = await Promise.race([exited.then(() => true), delay(PATIENCE_MS, false, { ref: false })]);
      if (!stopped) await stopOrphan(pidFile, command, 0);
      await exited;
    },
  };
}

/** Stops a server that an earlier run left behind (or waits until it has stopped by itself). */
export async function stopOrphan(pidFile: string, command: string, patienceMs = PATIENCE_MS): Promise<void> {
  const pid = pidIn(pidFile);
  if (pid !== null && commandOf(pid).includes(command)) {
    process.kill(pid, 'SIGTERM');
    const deadline = Date.now() + patienceMs;
    while (isAlive(pid) && Date.now() < deadline) await delay(50);
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await delay(20);
  }
  rmSync(pidFile, { force: true });
}

/** The end of a server's log, for the message that says why it did not start. */
export function lastLines(logFile: string, count: number): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

function pidIn(pidFile: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 1 && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** The server appends, so that a full log can be emptied under it; what it held is kept once beside it. */
function boundLog(logFile: string): void {
  try {
    if (statSync(logFile).size < MOST_LOG_BYTES) return;
    copyFileSync(logFile, `${logFile}.1`);
    truncateSync(logFile);
  } catch {
    // there is no log yet
  }
}

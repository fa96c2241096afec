import { Worker } from 'node:worker_threads';
import type { Logger } from '../platform/telemetry/log';

/** How often the thread looks; a process that was suspended and goes on has missed one look, not many. */
const LOOK_EVERY_MS = 500;

/** It can't log through the program, whose thread is the one that is stuck. */
const GUARD = `
const { workerData: { beats, looks, everyMs } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let seen = -1, still = 0;
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  still = beat === seen ? still + 1 : 0;
  seen = beat;
  if (still < looks) return;
  writeSync(2, 'A job has blocked the event loop for ' + (still * everyMs) / 1000 + ' s; the worker ends so that others can go on.\\n');
  process.kill(process.pid, 'SIGKILL');
}, everyMs);`;

/**
 * Ends the process when its event loop has been blocked for the time: such a worker neither renews its leases nor takes jobs, and
 * whatever blocks it would never end by itself. Whoever supervises it starts it again, and the reconciler counts the job as lost.
 */
export function guardEventLoop({ blockedMs, log }: { blockedMs: number; log: Logger }): void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const looks = Math.ceil(blockedMs / LOOK_EVERY_MS);
  setInterval(() => Atomics.add(beats, 0, 1), LOOK_EVERY_MS / 2).unref();
  const thread = new Worker(GUARD, { eval: true, workerData: { beats, looks, everyMs: LOOK_EVERY_MS } });
  thread.on('error', error => log.warn('Nobody watches the event loop any more', { error }));
  thread.unref();
}

/**
 * Work that would keep the event loop busy, in threads of this process. A thread can't be asked to stop, so one whose work is no
 * longer wanted is ended; work that runs out of memory takes its thread with it and nothing else.
 */
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Piscina } from 'piscina';
import { unavailable } from '../../errors';

/** Threads of one process; they start with the first work and end when there has been none for a while. */
export interface Threads {
  /**
   * Calls the function that a module exports (as `default` or `module.exports`), in a thread. Input and output are copied. Rejects
   * with what the function threw, or with the signal's reason, as soon as that aborts.
   */
  run<Output>(modulePath: string, input: unknown, signal: AbortSignal): Promise<Output>;
  /** Ends every thread, whatever it does. */
  close(): Promise<void>;
}

export interface ThreadLimits {
  /** How many threads work at once; one less than the processors when left out, but at least one. */
  most?: number;
  /** How much a thread may have on its heap, in MB. */
  heapMegabytes?: number;
}

const IDLE_MS = 30_000;
const HEAP_MEGABYTES = 512;

/** From the sources, a thread has to be taught to read TypeScript, as the process itself was. */
const FROM_SOURCES = extname(__filename) === '.ts';
const TYPESCRIPT_HOOK = join(__dirname, '../../cli/bootstrap/typescript-hook.cjs');

/** Makes the threads of the process; none is started yet. */
export function createThreads({ most, heapMegabytes = HEAP_MEGABYTES }: ThreadLimits = {}): Threads {
  let pool: Piscina | null = null;
  let closed = false;

  function open(): Piscina {
    if (closed) throw unavailable('The pool of threads');
    pool ??= new Piscina({
      minThreads: 0,
      maxThreads: most ?? Math.max(1, availableParallelism() - 1),
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
      ...(FROM_SOURCES ? { execArgv: ['-r', TYPESCRIPT_HOOK] } : {}),
    });
    return pool;
  }

  return {
    async run(modulePath, input, signal) {
      signal.throwIfAborted();
      try {
        return await open().run(input, { filename: modulePath, signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
    async close() {
      closed = true;
      await pool?.destroy();
    },
  };
}

/**
 * Whether the database answers. A server that is stopped or cut off without a word neither answers nor refuses: each statement would
 * wait for its own timeout, and behind it everybody who needs a connection. So while some work has been waiting for a while, a
 * connection of its own asks the server for a sign of life. When that fails twice in a row the database counts as away: all that
 * waits for it fails at once, and so does whoever comes, until it answers again.
 */
import { unavailable } from '../../errors';

/** Work that takes longer than this is worth asking after, in ms. */
const PATIENCE_MS = 500;
const LOOK_EVERY_MS = 750;
/** How long the server has for a sign of life, in ms; a busy event loop of our own may use up one of them. */
const PROBE_TIMEOUT_MS = 1000;
const PROBE_AGAIN_MS = 500;
const PROBES_BEFORE_AWAY = 2;

/** What waits for the database. */
interface Waiting {
  since: number;
  fail(error: Error): void;
}

export interface Pulse {
  /** The work's outcome, or UNAVAILABLE as soon as the database is known to be away; `onLost` is called in that case. */
  guard<T>(work: () => Promise<T>, onLost: () => void): Promise<T>;
  stop(): void;
}

/** Takes the pulse with `probe`, which rejects when the server does not answer within the time that it is given. */
export function createPulse(probe: (timeoutMs: number) => Promise<unknown>): Pulse {
  const waiting = new Set<Waiting>();
  let silent = 0;
  let timer: NodeJS.Timeout | null = null;
  let probing = false;
  let stopped = false;

  const isAway = () => silent >= PROBES_BEFORE_AWAY;

  async function look(): Promise<void> {
    const [oldest] = waiting;
    if (silent === 0 && (!oldest || performance.now() - oldest.since < PATIENCE_MS)) return;
    probing = true;
    silent = await probe(PROBE_TIMEOUT_MS).then(
      () => 0,
      () => silent + 1,
    );
    probing = false;
    if (!isAway()) return;
    for (const one of waiting) one.fail(unavailable('The database'));
    waiting.clear();
  }

  /** Runs only while there is something to look after. */
  function schedule(): void {
    if (stopped || timer || probing || (waiting.size === 0 && silent === 0)) return;
    const begin = () => {
      timer = null;
      void look().finally(schedule);
    };
    timer = setTimeout(begin, silent > 0 ? PROBE_AGAIN_MS : LOOK_EVERY_MS).unref();
  }

  return {
    guard(work, onLost) {
      if (isAway()) return Promise.reject(unavailable('The database'));
      return new Promise((resolve, reject) => {
        const entry: Waiting = {
          since: performance.now(),
          fail(error) {
            reject(error);
            onLost();
          },
        };
        waiting.add(entry);
        schedule();
        work()
          .then(resolve, reject)
          .finally(() => waiting.delete(entry));
      });
    },
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

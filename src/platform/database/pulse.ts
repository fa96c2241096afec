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

/** Something that waits for the database. */
export interface Waiting {
  since: number;
  /** When it has waited too long, as `performance.now()` tells the time; looked at every now and then. */
  until: number;
  /** Where it stands among those who wait; negative when it does no longer. */
  place: number;
  fail(error: Error): void;
}

export interface Pulse {
  /**
   * Notes that somebody waits until `leave`; `fail` is called as soon as the database is known to be away, or less than a second after
   * `until`. Throws UNAVAILABLE when it is away.
   */
  enter(fail: (error: Error) => void, withinMs: number): Waiting;
  /** Whoever entered has what he waited for, or has given up. */
  leave(waiting: Waiting): void;
  /** The work's outcome, or UNAVAILABLE as soon as the database is known to be away; `onLost` is called in that case. */
  guard<T>(work: () => Promise<T>, onLost: () => void): Promise<T>;
  stop(): void;
}

/** Takes the pulse with `probe`, which rejects when the server does not answer within the time that it is given. */
export function createPulse(probe: (timeoutMs: number) => Promise<unknown>): Pulse {
  const waiting: Waiting[] = [];
  let silent = 0;
  let timer: NodeJS.Timeout | null = null;
  let probing = false;
  let stopped = false;

  const isAway = () => silent >= PROBES_BEFORE_AWAY;

  async function look(): Promise<void> {
    const now = performance.now();
    for (const one of waiting.filter(({ until }) => until < now)) {
      leave(one);
      one.fail(unavailable('The database'));
    }
    const patience = now - PATIENCE_MS;
    if (silent === 0 && !waiting.some(({ since }) => since <= patience)) return;
    probing = true;
    silent = await probe(PROBE_TIMEOUT_MS).then(
      () => 0,
      () => silent + 1,
    );
    probing = false;
    if (!isAway()) return;
    for (const one of waiting.splice(0)) {
      one.place = -1;
      one.fail(unavailable('The database'));
    }
  }

  function enter(fail: (error: Error) => void, withinMs: number): Waiting {
    if (isAway()) throw unavailable('The database');
    const since = performance.now();
    const one = { since, until: since + withinMs, place: waiting.length, fail };
    waiting.push(one);
    schedule();
    return one;
  }

  /** The last one takes its place. */
  function leave(one: Waiting): void {
    const { place } = one;
    if (place < 0) return;
    one.place = -1;
    const last = waiting.pop();
    if (last === undefined || last === one) return;
    waiting[place] = last;
    last.place = place;
  }

  /** Runs only while there is something to look after. */
  function schedule(): void {
    if (stopped || timer || probing || (waiting.length === 0 && silent === 0)) return;
    const begin = () => {
      timer = null;
      void look().finally(schedule);
    };
    timer = setTimeout(begin, silent > 0 ? PROBE_AGAIN_MS : LOOK_EVERY_MS).unref();
  }

  return {
    enter,
    leave,
    guard(work, onLost) {
      return new Promise((resolve, reject) => {
        const one = enter(error => {
          reject(error);
          onLost();
        }, Number.POSITIVE_INFINITY);
        work()
          .then(resolve, reject)
          .finally(() => leave(one));
      });
    },
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

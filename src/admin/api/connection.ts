import { useSyncExternalStore } from 'react';

/*
 * Whether the server answers. Requests and sockets say what they see; while nothing gets through, `probe` asks again, more and more
 * seldom, until it does.
 */

/** `lost`: nothing gets through at the moment. */
export type ConnectionState = 'online' | 'lost';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

let state: ConnectionState = 'online';
let probe: (() => Promise<boolean>) | null = null;
let waiting: ReturnType<typeof setTimeout> | null = null;
const listeners = new Set<() => void>();
const recoveries = new Set<() => void>();

/** The state, for components. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(subscribe, () => state);
}

/** Gives the question by which it is found out whether the server answers again. */
export function probeBy(question: () => Promise<boolean>): void {
  probe = question;
}

/** Calls back each time that the connection has come back; returns the function that ends it. */
export function onRecovery(listener: () => void): () => void {
  recoveries.add(listener);
  return () => recoveries.delete(listener);
}

/** Something got through. */
export function connectionWorks(): void {
  if (waiting !== null) clearTimeout(waiting);
  waiting = null;
  if (!change('online')) return;
  for (const listener of recoveries) listener();
}

/** Something did not get through, or a socket broke. */
export function connectionFails(): void {
  if (change('lost')) askAfter(FIRST_WAIT_MS);
}

/** Asks at once instead of when the wait is over. */
export function askNow(): void {
  if (state === 'lost') askAfter(0);
}

window.addEventListener('online', askNow);
window.addEventListener('offline', connectionFails);

function askAfter(waitMs: number): void {
  if (waiting !== null) clearTimeout(waiting);
  waiting = setTimeout(() => {
    void (probe?.() ?? Promise.resolve(true)).then(works => {
      if (works) connectionWorks();
      else if (state === 'lost') askAfter(Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, waitMs * 2)));
    });
  }, waitMs);
}

function change(next: ConnectionState): boolean {
  if (state === next) return false;
  state = next;
  for (const listener of listeners) listener();
  return true;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

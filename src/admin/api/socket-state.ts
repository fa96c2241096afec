import { useSyncExternalStore } from 'react';

/*
 * Whether subscriptions are heard. Apart from connection.ts, which is about requests too: those may get through while the socket still
 * waits to be opened again, and what is called live then is not.
 */

/** `connecting`: for the first time; `lost`: it was open and will be opened again. */
export type SocketState = 'connecting' | 'open' | 'lost';

let state: SocketState = 'connecting';
const listeners = new Set<() => void>();
const openings = new Set<() => void>();

/** The state, for components. */
export function useSocketState(): SocketState {
  return useSyncExternalStore(subscribe, () => state);
}

/** Calls back each time that the socket has been opened, before any subscription is heard; returns the function that ends it. */
export function onSocketOpen(listener: () => void): () => void {
  openings.add(listener);
  return () => openings.delete(listener);
}

/** The socket is open, and what is subscribed to begins anew. */
export function socketOpened(): void {
  change('open');
  for (const listener of openings) listener();
}

/** The socket is gone; `resting` when nobody needed it any more. */
export function socketClosed(resting: boolean): void {
  change(resting ? 'connecting' : 'lost');
}

function change(next: SocketState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import type { WebSocket } from 'ws';

export interface SlowReaderLimits {
  /** A socket that has taken nothing of what waits for it for this long is cut. */
  drainMs?: number;
  /** What may wait for a socket to take it, in bytes. */
  maxWaitingBytes?: number;
}

/**
 * A `send` that waits until the text has left for the client. Who sends one thing after the other so takes the next event from its
 * source only when the last one is gone, and a source that keeps the newest value costs nothing while its reader is stopped. Such
 * a reader is cut after a time; one that asks for much and reads nothing, at once.
 */
export function sendWhenDrained(
  client: WebSocket,
  { drainMs = 30_000, maxWaitingBytes = 8 * 1024 * 1024 }: SlowReaderLimits,
): (text: string) => Promise<void> {
  let waiting = 0;
  let timer: NodeJS.Timeout | null = null;
  const stop = () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  client.once('close', stop);

  return text =>
    new Promise(resolve => {
      if (client.readyState !== client.OPEN) return resolve();
      if (client.bufferedAmount > maxWaitingBytes) {
        client.terminate();
        return resolve();
      }
      waiting += 1;
      timer ??= setTimeout(() => client.terminate(), drainMs);
      // An error means that the wire is broken; the close that follows ends everything.
      client.send(text, () => {
        waiting -= 1;
        if (waiting === 0) stop();
        else timer?.refresh();
        resolve();
      });
    });
}

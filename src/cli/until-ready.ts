import { setTimeout as delay } from 'node:timers/promises';
import type { GuardedServer } from './guarded-server';

/** Asks until the server answers; throws when it ends first, or the last refusal when the time is up. */
export async function untilReady(
  server: GuardedServer,
  ask: () => Promise<unknown>,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (server.hasExited()) throw new Error(`It ended with exit status ${await server.exited}.`);
    try {
      await ask();
      return;
    } catch (refusal) {
      if (Date.now() > deadline) throw refusal;
      await delay(50);
    }
  }
}

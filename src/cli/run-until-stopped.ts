import type { Logger } from '../platform/telemetry/log';

/** Past the grace, how long closing connections may take before the process ends anyway. */
const LAST_RESORT_MS = 10_000;

/**
 * Tells the supervisor, if there is one, that the role is ready; then waits for SIGTERM, SIGINT or the supervisor's death, stops in
 * order, and ends the process. A second signal ends it at once.
 */
export async function runUntilStopped(
  { log, graceSeconds }: { log: Logger; graceSeconds: number },
  stop: (graceMs: number) => Promise<void>,
): Promise<void> {
  process.on('unhandledRejection', error => log.error('A promise was rejected and nobody looked', { error }));
  const signal = new Promise<string>(resolve => {
    for (const name of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(name, () => resolve(name));
  });
  process.send?.({ type: 'ready' });
  const reason = await signal;
  log.info('Stopping', { reason });
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(1));
  setTimeout(() => process.exit(1), graceSeconds * 1000 + LAST_RESORT_MS).unref();
  await stop(graceSeconds * 1000);
  process.exit(0);
}

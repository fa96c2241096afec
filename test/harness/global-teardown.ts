import { rmSync } from 'node:fs';
import type { TestServices } from './global-setup';

/** Stops what the global setup started and removes it. */
export default async function globalTeardown(): Promise<void> {
  const { testServices } = globalThis as { testServices?: TestServices };
  if (!testServices) return;
  await testServices.services.stop();
  rmSync(testServices.directory, { recursive: true, force: true });
}

import { observeQueue } from './job-metrics';
import type { JobParts } from './job-parts';
import { countJobs } from './queues';

const BULL_TIMEOUT_MS = 500;
/** Counting a long queue is not free, and figures are collected every 15 to 60 s. */
const EVERY_MS = 15_000;

/**
 * Makes the function that sets the gauges of the queues, called in each round: the table's depth beside Bull's tells whether hints get
 * lost, or are worked off too slowly.
 */
export function createQueueGauges(parts: JobParts, queues: readonly string[]): () => Promise<void> {
  let gaugedAt = Number.NEGATIVE_INFINITY;
  const inBull = (queue: string) => parts.dispatcher.lane(queue).count(BULL_TIMEOUT_MS);
  return async () => {
    if (performance.now() - gaugedAt < EVERY_MS) return;
    gaugedAt = performance.now();
    for (const queue of queues) {
      const { depth, oldestWaitSeconds } = await countJobs(parts, queue);
      const bull = parts.dispatcher.isFailing() ? null : await inBull(queue).catch(() => null);
      observeQueue(queue, { table: depth, bull, oldestSeconds: oldestWaitSeconds ?? 0 });
    }
  };
}

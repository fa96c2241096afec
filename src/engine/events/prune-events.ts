import type { Transaction } from '../../platform/database/database';

/** How many events one transaction deletes. */
const BATCH = 1000;

/**
 * Deletes a batch of the oldest events, as far as they happened more than `days` ago; gives how many. They go in the order of their
 * numbers, and the mark up to which they are gone is written with it: a feed's cursor before the mark is known to be too old.
 */
export async function pruneEvents(tx: Transaction, days: number): Promise<number> {
  const rows = await tx.select<{ seq: number; old: number }>(
    `SELECT seq, at < UTC_TIMESTAMP(6) - INTERVAL ? DAY AS old FROM events WHERE seq > 0 ORDER BY seq LIMIT ${BATCH}`,
    [days],
  );
  const kept = rows.findIndex(({ old }) => !old);
  const count = kept === -1 ? rows.length : kept;
  if (count === 0) return 0;
  const last = Number(rows[count - 1].seq);
  await tx.run('DELETE FROM events WHERE seq > 0 AND seq <= ?', [last]);
  await tx.run('UPDATE event_sequence SET pruned = GREATEST(pruned, ?) WHERE id = 1', [last]);
  return count;
}

import type { SqlValue, Transaction } from '../../../platform/database/database';

/** Rows of one INSERT: enough to save the round trips. */
const ROWS_PER_INSERT = 100;

/** Characters of one INSERT: well under the servers' packet limit (16 MiB by default on MariaDB). */
const CHARACTERS_PER_INSERT = 2_000_000;

/** Inserts any number of rows, a batch a statement; long texts make a batch smaller. */
export async function insertRows(tx: Transaction, insert: string, rows: readonly SqlValue[][]): Promise<void> {
  for (const batch of batchesOf(rows, weightOf)) {
    const marks = `(${batch[0].map(() => '?').join(', ')})`;
    await tx.run(`${insert} VALUES ${batch.map(() => marks).join(', ')}`, batch.flat());
  }
}

/** The items in batches for one statement each, by how many characters each is said to have. */
export function* batchesOf<Item>(items: readonly Item[], weigh: (item: Item) => number): Generator<Item[]> {
  let batch: Item[] = [];
  let size = 0;
  for (const item of items) {
    const weight = weigh(item);
    if (batch.length === ROWS_PER_INSERT || (batch.length > 0 && size + weight > CHARACTERS_PER_INSERT)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(item);
    size += weight;
  }
  if (batch.length > 0) yield batch;
}

/** About how many characters a row takes in a packet. */
export function weightOf(row: readonly SqlValue[]): number {
  return row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0);
}

/** `?, ?, ?` */
export function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

/** The lengths of lists in prepared statements: a statement for every length would push the others out of the server's memory. */
const LENGTHS = [1, 2, 4, 8, 16, 32, 64, 128];
const LONGEST = LENGTHS[LENGTHS.length - 1];

/** `IN (?, ?, ...)` for at most 128 values, of which the last may be repeated. */
export function inList<Value>(values: readonly Value[]): { sql: string; values: Value[] } {
  const length = LENGTHS.find(fits => fits >= values.length);
  if (length === undefined || values.length === 0) throw new Error(`A list has 1 to ${LONGEST} values.`);
  const padded = Array.from({ length }, (_, index) => values[Math.min(index, values.length - 1)]);
  return { sql: `IN (${padded.map(() => '?').join(', ')})`, values: padded };
}

/** The greatest length of a list without repetition that such a statement has for so many items. */
export function batchLength(count: number): number {
  return LENGTHS.findLast(fits => fits <= count) ?? 0;
}

/** The items in batches of few different lengths, for statements where no item may be repeated. */
export function* inBatches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; ) {
    const length = batchLength(items.length - from);
    yield items.slice(from, from + length);
    from += length;
  }
}

/** The items in batches that `inList` takes. */
export function* inLists<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += LONGEST) yield items.slice(from, from + LONGEST);
}

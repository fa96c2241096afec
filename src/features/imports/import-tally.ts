/** What became of a record. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'rejected';

/** How many records of one kind had which outcome. */
export type Counts = Record<Outcome, number>;

/** Counts by kind: content types by name, and what has no home here by the source's own name. Part of every checkpoint. */
export type Tally = Record<string, Counts>;

/** A copy of the tally with one more outcome. */
export function add(tally: Tally, kind: string, outcome: Outcome, n = 1): Tally {
  const counts = tally[kind] ?? { created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 };
  return { ...tally, [kind]: { ...counts, [outcome]: counts[outcome] + n } };
}

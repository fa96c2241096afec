/** What became of a record. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'rejected';

/** How many records of one kind had which outcome. */
export interface KindCounts extends Record<Outcome, number> {
  /** A content type's name, or for what has no home here the source's own word. */
  kind: string;
}

/** Counts by kind, in the order in which the kinds came up. Part of every checkpoint. */
export type Tally = KindCounts[];

/** One more record, or some, of a kind with an outcome. */
export interface Increment {
  kind: string;
  outcome: Outcome;
  n?: number;
}

/** A file may name any number of kinds; the ones past this are counted as one. */
const MAX_KINDS = 200;
const OTHER = 'other kinds';

/** The tally with the increments added. */
export function addAll(tally: Tally, increments: Iterable<Increment>): Tally {
  const byKind = new Map(tally.map(counts => [counts.kind, { ...counts }]));
  for (const { kind, outcome, n = 1 } of increments) {
    const name = byKind.has(kind) || byKind.size < MAX_KINDS ? kind : OTHER;
    const counts = byKind.get(name) ?? { kind: name, created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 };
    counts[outcome] += n;
    byKind.set(name, counts);
  }
  return [...byKind.values()];
}

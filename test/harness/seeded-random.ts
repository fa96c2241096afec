/** Random numbers that a seed determines, so that a run that failed can be repeated. */
export interface SeededRandom {
  readonly seed: number;
  /** From 0 to below 1. */
  next(): number;
  /** A number from `low` to below `high`. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
}

/** Mulberry32: small, and good enough to choose whom to kill next. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    seed,
    next,
    between: (low, high) => low + next() * (high - low),
    pick: items => items[Math.floor(next() * items.length)],
    chance: probability => next() < probability,
  };
}

/** The seeds of a run: `KEELSON_TEST_SEED` repeats one, and otherwise each is drawn. */
export function testSeeds(count: number): number[] {
  const given = process.env.KEELSON_TEST_SEED;
  if (given) return [Number(given)];
  return Array.from({ length: count }, () => Math.floor(Math.random() * 2 ** 32));
}

/** Prints a line among the results, where jest's own console would add a stack to each. */
export function report(line: string): void {
  process.stdout.write(`  ${line}\n`);
}

/** A part of a text: as it was, taken out, or put in. */
export interface TextPart {
  kind: 'SAME' | 'OUT' | 'IN';
  text: string;
}

/** Beyond this many steps the rest is shown as replaced: nobody reads a longer difference word by word. */
const MOST_STEPS = 4000;

/** The differences of two texts by words, spaces kept. */
export function diffWords(before: string, after: string): TextPart[] {
  const parts = diffLists(wordsOf(before), wordsOf(after), (one, other) => one === other);
  return joined(parts.map(({ kind, item }) => ({ kind, text: item })));
}

/** An item of two lists: in both, only in the first, or only in the second. */
export interface ListPart<Item> {
  kind: TextPart['kind'];
  item: Item;
}

/** The shortest way from one list to the other (Myers, An O(ND) Difference Algorithm, 1986). */
export function diffLists<Item>(
  before: readonly Item[],
  after: readonly Item[],
  same: (one: Item, other: Item) => boolean,
): ListPart<Item>[] {
  let start = 0;
  while (start < before.length && start < after.length && same(before[start], after[start])) start += 1;
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && same(before[endBefore - 1], after[endAfter - 1])) {
    endBefore -= 1;
    endAfter -= 1;
  }
  const keep = (item: Item): ListPart<Item> => ({ kind: 'SAME', item });
  return [
    ...before.slice(0, start).map(keep),
    ...middle(before.slice(start, endBefore), after.slice(start, endAfter), same),
    ...before.slice(endBefore).map(keep),
  ];
}

function middle<Item>(a: readonly Item[], b: readonly Item[], same: (one: Item, other: Item) => boolean) {
  const replaced = (): ListPart<Item>[] => [
    ...a.map(item => ({ kind: 'OUT' as const, item })),
    ...b.map(item => ({ kind: 'IN' as const, item })),
  ];
  if (a.length === 0 || b.length === 0) return replaced();
  const most = Math.min(a.length + b.length, MOST_STEPS);
  // The furthest place in `a` on each diagonal, after each number of steps.
  const trace: Map<number, number>[] = [];
  let reached = new Map<number, number>([[1, 0]]);
  for (let steps = 0; steps <= most; steps += 1) {
    trace.push(new Map(reached));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = down(reached, diagonal, steps) ? (reached.get(diagonal + 1) ?? 0) : (reached.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && same(a[x], b[x - diagonal])) x += 1;
      reached.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return wayBack(a, b, trace, steps);
    }
    reached = new Map(reached);
    if (steps * steps > MOST_STEPS * 1000) break;
  }
  return replaced();
}

function down(reached: ReadonlyMap<number, number>, diagonal: number, steps: number): boolean {
  return (
    diagonal === -steps || (diagonal !== steps && (reached.get(diagonal - 1) ?? 0) < (reached.get(diagonal + 1) ?? 0))
  );
}

function wayBack<Item>(
  a: readonly Item[],
  b: readonly Item[],
  trace: readonly Map<number, number>[],
  last: number,
): ListPart<Item>[] {
  const parts: ListPart<Item>[] = [];
  let [x, y] = [a.length, b.length];
  for (let steps = last; steps >= 0; steps -= 1) {
    const reached = trace[steps];
    const diagonal = x - y;
    const from = down(reached, diagonal, steps) ? diagonal + 1 : diagonal - 1;
    const fromX = steps === 0 ? 0 : (reached.get(from) ?? 0);
    const fromY = steps === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      parts.push({ kind: 'SAME', item: a[x] });
    }
    if (steps === 0) break;
    if (x === fromX) parts.push({ kind: 'IN', item: b[(y -= 1)] });
    else parts.push({ kind: 'OUT', item: a[(x -= 1)] });
  }
  return parts.reverse();
}

/** Words, spaces and marks of punctuation; together they are the text. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu) ?? [];
}

function joined(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === part.kind) last.text += part.text;
    else result.push({ ...part });
  }
  return result;
}

/** Whether two values of fields are the same: as JSON, where the order of keys says nothing and undefined is null. */
export function valuesEqual(one: unknown, other: unknown): boolean {
  const [a, b] = [one ?? null, other ?? null];
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => valuesEqual(item, b[at]))
    );
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  // What a document is called, and whether it is live, is no part of a reference to it.
  if (left.linked === true && right.linked === true) return left.id === right.id;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every(key => valuesEqual(left[key], right[key]));
}

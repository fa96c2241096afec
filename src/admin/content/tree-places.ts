/** Which documents stand below which, in their order; null is the top. */
export type Branches = ReadonlyMap<string | null, readonly string[]>;

/** Where a document is to stand: below a parent, beside one of its children, or last of them. */
export interface TreePlace {
  readonly parentId: string | null;
  readonly beforeId?: string;
  readonly afterId?: string;
}

/** What a key asks for: among the siblings, or a level up or down. */
export type Step = 'earlier' | 'later' | 'outdent' | 'indent';

/** Where that step leads to; null where there is nothing to step to. */
export function stepFrom(branches: Branches, id: string, step: Step): TreePlace | null {
  const parentId = parentIn(branches, id);
  if (parentId === undefined) return null;
  const siblings = branches.get(parentId) ?? [];
  const place = siblings.indexOf(id);
  const [before, after] = [siblings[place - 1], siblings[place + 1]];
  if (step === 'earlier') return before === undefined ? null : { parentId, beforeId: before };
  if (step === 'later') return after === undefined ? null : { parentId, afterId: after };
  if (step === 'indent') return before === undefined ? null : { parentId: before };
  if (parentId === null) return null;
  return { parentId: parentIn(branches, parentId) ?? null, afterId: parentId };
}

/** The document above one; undefined for one that stands nowhere. */
export function parentIn(branches: Branches, id: string): string | null | undefined {
  for (const [parentId, ids] of branches) if (ids.includes(id)) return parentId;
  return undefined;
}

/** The documents above one, the nearest first. */
export function pathToTop(branches: Branches, id: string): string[] {
  const above: string[] = [];
  for (let parent = parentIn(branches, id); parent != null; parent = parentIn(branches, parent)) {
    if (above.includes(parent)) break;
    above.push(parent);
  }
  return above;
}

/** Whether a document is another one, or stands somewhere below it. */
export function isWithin(branches: Branches, id: string, ancestor: string): boolean {
  return id === ancestor || pathToTop(branches, id).includes(ancestor);
}

/** The ids with one more at its place. */
export function placed(ids: readonly string[], id: string, { beforeId, afterId }: TreePlace): string[] {
  const others = without(ids, id);
  const before = beforeId === undefined ? -1 : others.indexOf(beforeId);
  const after = afterId === undefined ? -1 : others.indexOf(afterId);
  const index = before >= 0 ? before : after >= 0 ? after + 1 : others.length;
  return [...others.slice(0, index), id, ...others.slice(index)];
}

/** The ids but one. */
export function without(ids: readonly string[], id: string): string[] {
  return ids.filter(other => other !== id);
}

/** The part of a row over which something is held. */
export type Zone = 'before' | 'into' | 'after';

/** Where a document comes to stand that is dropped on a row; behind an open one means in front of its first child. */
export function placeAt(
  zone: Zone,
  target: { id: string; parentId: string | null; isOpen: boolean },
  firstChild: string | undefined,
): TreePlace {
  if (zone === 'into') return { parentId: target.id };
  if (zone === 'before') return { parentId: target.parentId, beforeId: target.id };
  if (target.isOpen && firstChild !== undefined) return { parentId: target.id, beforeId: firstChild };
  return { parentId: target.parentId, afterId: target.id };
}

/** The zone of a point within a row, from 0 at its upper edge to 1 at its lower one. */
export function zoneAt(fraction: number): Zone {
  if (fraction < 0.28) return 'before';
  return fraction > 0.72 ? 'after' : 'into';
}

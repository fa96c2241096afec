/** Which rows of a list are chosen: some by their ids, or everything that the list's filter finds. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** All that match, also what is not loaded yet; `ids` are then those that were taken out of it: none. */
  readonly all: boolean;
  /** Where a range starts. */
  readonly anchor: string | null;
}

export const NOTHING: Selection = { ids: new Set(), all: false, anchor: null };

/** Everything that the filter finds. */
export const EVERYTHING: Selection = { ids: new Set(), all: true, anchor: null };

/** Chooses a row or lets go of it; it becomes the start of ranges. */
export function toggle({ ids, all }: Selection, id: string): Selection {
  if (all) return { ids: new Set([id]), all: false, anchor: id };
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, all: false, anchor: id };
}

/** Adds everything between the start of the range and a row, both included, in the order of the list. */
export function extend({ ids, anchor }: Selection, id: string, order: readonly string[]): Selection {
  const from = anchor === null ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  if (to < 0) return { ids, all: false, anchor };
  const start = from < 0 ? to : Math.min(from, to);
  const end = from < 0 ? to : Math.max(from, to);
  return { ids: new Set([...ids, ...order.slice(start, end + 1)]), all: false, anchor: anchor ?? id };
}

/** Chooses these rows and no others. */
export function chooseAll(order: readonly string[]): Selection {
  return { ids: new Set(order), all: false, anchor: order[0] ?? null };
}

/** Lets go of rows that the list no longer has. */
export function keepKnown(selection: Selection, order: readonly string[]): Selection {
  if (selection.ids.size === 0) return selection;
  const known = new Set(order);
  const ids = [...selection.ids].filter(id => known.has(id));
  return ids.length === selection.ids.size ? selection : { ...selection, ids: new Set(ids) };
}

/** How many rows are chosen, of a list that has `total` in all. */
export function countOf({ ids, all }: Selection, total: number): number {
  return all ? total : ids.size;
}

/** Whether a row is chosen. */
export function isChosen({ ids, all }: Selection, id: string): boolean {
  return all || ids.has(id);
}

import { useEffect, useRef } from 'react';
import type { ContentTree, TreeSnapshot } from '../../content/content-tree';
import type { Step } from '../../content/tree-places';

/** What the keys of a tree do, beside those of every list. */
export interface TreeKeys {
  /** Opens a level, or goes to its first row. */
  inwards(): void;
  /** Closes a level, or goes to the row above it. */
  outwards(): void;
  step(step: Step): void;
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'earlier',
  ArrowDown: 'later',
  ArrowLeft: 'outdent',
  ArrowRight: 'indent',
};
const TYPED_INTO =
  'input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=menu], [role=dialog], [role=listbox], [role=radiogroup]';

/** Left and Right close and open; with Alt the arrows move the row itself. Null: there is no tree. */
export function useTreeKeys(keys: TreeKeys | null): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (!latest.current || event.defaultPrevented || target?.closest(TYPED_INTO)) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      const { inwards, outwards, step } = latest.current;
      const wanted = STEPS[event.key];
      if (event.altKey && wanted) step(wanted);
      else if (!event.altKey && event.key === 'ArrowRight') inwards();
      else if (!event.altKey && event.key === 'ArrowLeft') outwards();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** What the keys do in a tree whose row with this id is the current one. */
export function treeKeysFor(
  { tree, lines }: TreeSnapshot & { tree: ContentTree },
  id: string,
  go: (id: string) => void,
  step: (step: Step) => void,
): TreeKeys {
  const line = lines.find(one => one.kind === 'entry' && one.entry.id === id);
  const item = line?.kind === 'entry' ? line : null;
  return {
    inwards() {
      if (!item?.hasChildren) return;
      const first = tree.branches.get(id)?.[0];
      if (item.isOpen && first !== undefined) go(first);
      else void tree.open(id);
    },
    outwards() {
      if (item?.isOpen) tree.close(id);
      else if (item?.parentId) go(item.parentId);
    },
    step,
  };
}

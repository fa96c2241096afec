import { useState } from 'react';
import { toastFault } from '../../components/toast';
import type { ContentTree } from '../../content/content-tree';
import { titleOf } from '../../content/content-type';
import { type Step, stepFrom, type TreePlace } from '../../content/tree-places';
import { t } from './texts';

const STUCK = { earlier: 'moveFirst', later: 'moveLast', outdent: 'moveTop', indent: 'moveNoSibling' } as const;

/** Moves documents of a tree, and says what became of it. */
export function useTreeMoves(tree: ContentTree | undefined, titleField: string) {
  const [said, say] = useState('');
  const nameOf = (id: string) => {
    const entry = tree?.entry(id);
    return entry ? titleOf(entry, titleField) : '';
  };

  function tell(id: string, parentId: string | null, parentTitle: string): void {
    const line = tree?.get().lines.find(one => one.kind === 'entry' && one.entry.id === id);
    const title = nameOf(id);
    if (line?.kind !== 'entry') return say(t('movedInto', { title, parent: parentTitle }));
    const { place, siblings: count } = line;
    say(
      parentId === null
        ? t('movedTop', { title, place, count })
        : t('movedBelow', { title, place, count, parent: parentTitle }),
    );
  }

  async function move(id: string, place: TreePlace, parentTitle?: string): Promise<void> {
    if (!tree) return;
    const { parentId } = place;
    if (parentId !== null && tree.isWithin(parentId, id)) return toastFault(t('moveOwn'));
    const sent = tree.move(id, place);
    // What was put below a closed document would be gone from sight.
    if (parentId !== null) void tree.open(parentId);
    const named = parentTitle ?? (parentId === null ? '' : nameOf(parentId));
    tell(id, parentId, named);
    const refusal = await sent;
    if (refusal === null) return tell(id, parentId, named);
    say('');
    toastFault(t('moveRefused', { title: nameOf(id), message: refusal }));
  }

  function step(id: string, wanted: Step): void {
    const place = tree && stepFrom(tree.branches, id, wanted);
    if (place) void move(id, place);
    else say(t(STUCK[wanted], { title: nameOf(id) }));
  }

  return { said, move, step };
}

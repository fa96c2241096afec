import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../api/faults';

/** How far what was entered is. */
export type SaveState = 'saved' | 'edited' | 'saving' | 'notSaved';

/** What saves itself when nobody has typed for a moment, and when its screen is left. */
export interface Autosave<Change> {
  state: SaveState;
  problems: readonly Problem[];
  edit(change: Change): void;
  /** Saves at once what is not saved. */
  flush(): void;
}

const QUIET_MS = 700;

/** `save` sends a change and answers what is wrong with it; one is on its way at a time, later edits wait behind it. */
export function useAutosave<Change extends object>(
  save: (change: Change) => Promise<readonly Problem[]>,
): Autosave<Change> {
  const [state, setState] = useState<SaveState>('saved');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const waiting = useRef<Change | null>(null);
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(save);
  latest.current = save;

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    while (waiting.current !== null && !busy.current) {
      const change = waiting.current;
      waiting.current = null;
      busy.current = true;
      setState('saving');
      const found = await latest.current(change);
      busy.current = false;
      setProblems(found);
      if (found.length > 0) return setState('notSaved');
      setState(waiting.current === null ? 'saved' : 'edited');
    }
  }, []);
  const edit = useCallback(
    (change: Change) => {
      waiting.current = { ...waiting.current, ...change } as Change;
      setState('edited');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), QUIET_MS);
    },
    [flush],
  );
  useEffect(() => () => void flush(), [flush]);
  return { state, problems, edit, flush: useCallback(() => void flush(), [flush]) };
}

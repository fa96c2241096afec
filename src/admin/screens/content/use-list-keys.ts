import { useEffect, useRef } from 'react';

/** What the keys of a list do. */
export interface ListKeys {
  move(by: number, extending: boolean): void;
  toggle(): void;
  open(): void;
  search(): void;
  clear(): void;
}

const TYPED_INTO =
  'input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true], [role=menu], [role=dialog], [role=listbox]';

/** J, K and arrows move, Shift extends, X toggles, Enter opens, / searches, Esc clears; nowhere where keys are typed. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPED_INTO)) {
        if (event.key === 'Escape' && target instanceof HTMLInputElement) target.blur();
        return;
      }
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      // Arrows choose among radio buttons.
      if (target instanceof HTMLInputElement && target.type === 'radio' && event.key.startsWith('Arrow')) return;
      const { move, toggle, open, search, clear } = latest.current;
      const onControl = target?.closest('button, a, label, input') !== null && target !== null;
      switch (event.key) {
        case 'j':
        case 'J':
        case 'ArrowDown':
          move(1, event.shiftKey);
          break;
        case 'k':
        case 'K':
        case 'ArrowUp':
          move(-1, event.shiftKey);
          break;
        case 'x':
          toggle();
          break;
        case 'Enter':
          if (onControl) return;
          open();
          break;
        case '/':
          search();
          break;
        case 'Escape':
          clear();
          return;
        default:
          return;
      }
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

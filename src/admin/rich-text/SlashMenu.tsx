import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type RefObject, useEffect, useState } from 'react';
import { type AddressPurpose, INSERTIONS } from './insertions';
import classes from './rich-text.module.css';
import { t } from './texts';

/** Takes a key before the editor does; true when it was for the menu. */
export type KeyTaker = (event: KeyboardEvent) => boolean;

interface SlashMenuProps {
  editor: Editor;
  ask(purpose: AddressPurpose): void;
  /** Where the menu leaves its taker of keys. */
  keys: RefObject<KeyTaker | null>;
}

/** The blocks that can be begun where somebody types "/" in an empty paragraph. */
export function SlashMenu({ editor, ask, keys }: SlashMenuProps) {
  const query = useEditorState({ editor, selector: ({ editor: current }) => typedQuery(current) });
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  const found =
    query === null
      ? []
      : INSERTIONS.filter(({ label, words }) => `${label} ${words}`.toLowerCase().includes(query.toLowerCase()));
  const open = query !== null && query !== dismissed && found.length > 0 && editor.isFocused;

  useEffect(() => setChosen(0), [query]);
  useEffect(() => {
    if (query === null) setDismissed(null);
  }, [query]);

  const run = (at: number) => {
    const { $from } = editor.state.selection;
    editor.chain().focus().deleteRange({ from: $from.start(), to: $from.end() }).run();
    found[at]?.run(editor, ask);
  };
  useEffect(() => {
    keys.current = event => {
      if (!open) return false;
      if (event.key === 'ArrowDown') setChosen(at => (at + 1) % found.length);
      else if (event.key === 'ArrowUp') setChosen(at => (at + found.length - 1) % found.length);
      else if (event.key === 'Enter' || event.key === 'Tab') run(chosen);
      else if (event.key === 'Escape') setDismissed(query);
      else return false;
      return true;
    };
    return () => {
      keys.current = null;
    };
  });

  if (!open) return null;
  const { left, bottom } = editor.view.coordsAtPos(editor.state.selection.from);
  return (
    <div
      className={classes.slash}
      role="listbox"
      aria-label={t('blocks')}
      style={{ left, top: Math.max(8, Math.min(bottom + 6, window.innerHeight - 340)) }}
    >
      {found.map(({ label, icon: Icon }, at) => (
        <button
          key={label}
          type="button"
          role="option"
          aria-selected={at === chosen}
          tabIndex={-1}
          onPointerMove={() => setChosen(at)}
          onMouseDown={event => {
            event.preventDefault();
            run(at);
          }}
        >
          <Icon size={16} stroke={1.6} />
          {label}
        </button>
      ))}
    </div>
  );
}

/** What stands behind the "/" of a paragraph that holds nothing else; null when there is none. */
function typedQuery({ state }: Editor): string | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== 'paragraph') return null;
  return /^\/([\p{L}\d ]{0,20})$/u.exec($from.parent.textContent)?.[1] ?? null;
}

import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import classes from './editor.module.css';
import { t } from './texts';

/** Words that people read in a minute. */
const PACE = 220;

/** How long the text is, in words and minutes. */
export function WordCount({ editor }: { editor: Editor }) {
  const count = useEditorState({
    editor,
    selector: ({ editor: current }) =>
      (current.storage.characterCount as { words(): number } | undefined)?.words() ?? 0,
  });
  return (
    <span className={classes.count}>
      {t('words', { count })} · {t('minutes', { minutes: Math.max(1, Math.round(count / PACE)) })}
    </span>
  );
}

import { Button } from '@mantine/core';
import classes from './list.module.css';
import { t } from './texts';

/** Says what was done, and offers to take it back. */
export function UndoNotice({ text, onUndo }: { text: string; onUndo: () => void }) {
  return (
    <span className={classes.notice}>
      {text}
      <Button onClick={onUndo}>{t('undo')}</Button>
    </span>
  );
}

import { Button } from '@mantine/core';
import classes from './list.module.css';

/** A notification with something to do about it. */
export function OfferNotice({ text, action, onTake }: { text: string; action: string; onTake(): void }) {
  return (
    <div className={classes.notice}>
      <span>{text}</span>
      <Button onClick={onTake}>{action}</Button>
    </div>
  );
}

import { defineTexts } from '../i18n/texts';
import classes from './Status.module.css';

const t = defineTexts('status', {
  DRAFT: 'Draft',
  SCHEDULED: 'Scheduled',
  PUBLISHED: 'Published',
  CHANGED: 'Changed',
  TRASHED: 'In the trash',
});

/** The word for a document's state. */
export const nameOfState = (state: string): string => (t.has(state) ? t(state) : state);

/** The state of a document: a dot and a word. */
export function Status({ state }: { state: string }) {
  return (
    <span className={classes.status} data-state={state}>
      <i aria-hidden />
      {nameOfState(state)}
    </span>
  );
}

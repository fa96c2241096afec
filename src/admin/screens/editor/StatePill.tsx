import classes from './editor.module.css';
import { defineTexts } from '../../i18n/texts';

const t = defineTexts('document-state', {
  DRAFT: 'Draft',
  SCHEDULED: 'Scheduled',
  PUBLISHED: 'Published',
  CHANGED: 'Changed',
});

/** The state of a document, as a dot and a word on its own soft ground. */
export function StatePill({ state }: { state: 'DRAFT' | 'SCHEDULED' | 'PUBLISHED' | 'CHANGED' }) {
  return (
    <span className={classes.pill} data-state={state}>
      <i aria-hidden />
      {t(state)}
    </span>
  );
}

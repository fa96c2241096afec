import type { ImportFacts } from './import-documents';
import { t } from './texts';
import classes from './transfers.module.css';

const TONES: Readonly<Record<ImportFacts['state'], string>> = {
  PLANNING: 'accent',
  PLANNED: 'blue',
  APPLYING: 'accent',
  APPLIED: 'green',
  UNDOING: 'accent',
  UNDONE: 'grey',
  FAILED: 'red',
};

/** Where an import stands: a dot and words. */
export function ImportStateMark({ state }: { state: ImportFacts['state'] }) {
  return (
    <span className={classes.state} data-tone={TONES[state]}>
      <i aria-hidden />
      {t(`state.${state}`)}
    </span>
  );
}

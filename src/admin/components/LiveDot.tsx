import { useSocketState } from '../api/socket-state';
import { t } from '../jobs/texts';
import classes from './LiveDot.module.css';

/** Says whether what is shown follows what happens. */
export function LiveDot() {
  const state = useSocketState();
  return (
    <span className={classes.live} data-state={state} role="status">
      <i aria-hidden />
      {state === 'open' ? t('live') : state === 'lost' ? t('reconnecting') : t('connecting')}
    </span>
  );
}

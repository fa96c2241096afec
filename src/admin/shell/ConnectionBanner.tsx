import { askNow, useConnection } from '../api/connection';
import classes from './ConnectionBanner.module.css';
import { t } from './texts';

/** Says that nothing gets through to the server, for as long as that is so. */
export function ConnectionBanner() {
  const state = useConnection();
  return (
    <div role="status" className={classes.place}>
      {state === 'lost' && (
        <div className={classes.banner}>
          <i aria-hidden />
          <span>{t('lost')}</span>
          <button type="button" onClick={askNow}>
            {t('tryNow')}
          </button>
        </div>
      )}
    </div>
  );
}

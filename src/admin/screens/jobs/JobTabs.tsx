import { Link } from '@tanstack/react-router';
import classes from './JobTabs.module.css';
import { t } from './texts';

/** The two ways to look at jobs. */
export function JobTabs() {
  return (
    <nav className={classes.tabs} aria-label={t('views')}>
      <Link to="/jobs" activeOptions={{ exact: true }}>
        {t('now')}
      </Link>
      <Link to="/jobs/history">{t('history')}</Link>
    </nav>
  );
}

import { Outlet } from '@tanstack/react-router';
import { Mark } from '../../components/Mark';
import { useSiteTitle } from '../../shell/use-site-title';
import classes from './AccessLayout.module.css';

/** The ground of the screens for people who are not signed in. */
export function AccessLayout() {
  const site = useSiteTitle();
  return (
    <div className={classes.ground}>
      <main className={classes.main}>
        <div className={classes.site}>
          <Mark size={28} />
          <b>{site}</b>
        </div>
        <div className={classes.card}>
          <Outlet />
        </div>
      </main>
    </div>
  );
}

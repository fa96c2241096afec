import { IconCompassOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Empty } from '../components/Empty';
import { usePageTitle } from '../components/Page';
import { t } from './texts';

/** For addresses that lead nowhere at all, outside the shell. */
export function NotFoundPage() {
  return (
    <main>
      <NotFound />
    </main>
  );
}

/** For what is not there, in the place of its screen. */
export function NotFound() {
  usePageTitle(t('notFound'));
  return (
    <div className="grow">
      <Empty
        asTitle
        icon={<IconCompassOff size={20} stroke={1.6} aria-hidden />}
        title={t('notFound')}
        action={
          <Link to="/" className="link">
            {t('toOverview')}
          </Link>
        }
      >
        {t('notFoundText')}
      </Empty>
    </div>
  );
}

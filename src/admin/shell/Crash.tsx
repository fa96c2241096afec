import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { CombinedError } from '@urql/core';
import { Empty } from '../components/Empty';
import { usePageTitle } from '../components/Page';
import { t } from './texts';

/** For screens that have failed, or could not be loaded. */
export function Crash({ error }: ErrorComponentProps) {
  const unreachable = error instanceof CombinedError && error.networkError !== undefined;
  const title = unreachable ? t('unreachable') : t('crash');
  usePageTitle(title);
  return (
    <div className="grow" role="alert">
      <Empty
        asTitle
        icon={<IconAlertTriangle size={20} stroke={1.6} aria-hidden />}
        title={title}
        action={
          <Button className="solid" onClick={() => location.reload()}>
            {t('reload')}
          </Button>
        }
      >
        {unreachable ? t('unreachableText') : t('crashText')}
      </Empty>
    </div>
  );
}

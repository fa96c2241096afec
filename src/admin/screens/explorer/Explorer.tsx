import { Button } from '@mantine/core';
import { IconExternalLink, IconTerminal2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Empty } from '../../components/Empty';
import { Page } from '../../components/Page';
import classes from './Explorer.module.css';
import { t } from './texts';

const ADDRESS = '/graphiql?session';

/**
 * GraphiQL, signed in as the person is. It is a program and a page of its own, with a policy that lets it write styles; in a frame neither its
 * weight nor its policy touches the dashboard, and the navigation stays.
 */
export function Explorer() {
  const served = useIsServed();
  return (
    <Page
      title={t('title')}
      layout="bare"
      actions={
        served && (
          <Button
            component="a"
            href={ADDRESS}
            target="_blank"
            rel="noopener"
            leftSection={<IconExternalLink size={14} stroke={1.6} aria-hidden />}
          >
            {t('ownTab')}
          </Button>
        )
      }
    >
      {served && <iframe className={classes.frame} src={ADDRESS} title={t('frame')} />}
      {served === false && (
        <Empty icon={<IconTerminal2 size={20} stroke={1.6} />} title={t('offTitle')}>
          {t('offText')}
        </Empty>
      )}
    </Page>
  );
}

/** Whether this server has the explorer, which can be turned off; null until that is known. */
function useIsServed(): boolean | null {
  const [served, setServed] = useState<boolean | null>(null);
  useEffect(() => {
    let over = false;
    fetch(ADDRESS).then(
      ({ ok }) => !over && setServed(ok),
      () => !over && setServed(false),
    );
    return () => {
      over = true;
    };
  }, []);
  return served;
}

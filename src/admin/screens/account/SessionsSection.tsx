import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { sessionChanged } from '../../api/session';
import { useChange } from '../../api/use-change';
import { Ago } from '../../components/Ago';
import { Confirm } from '../../components/Confirm';
import { ErrorNote } from '../../components/ErrorNote';
import { SkeletonRows } from '../../components/Skeleton';
import { toast, toastFault } from '../../components/toast';
import { END_SESSION, SESSIONS, SIGN_OUT_EVERYWHERE } from './account-documents';
import classes from './account.module.css';
import { browserOf } from './browser-name';
import { t } from './texts';

/** Where one is signed in, and the way out of there. */
export function SessionsSection() {
  const [{ data, error }, refetch] = useQuery({ query: SESSIONS });
  const [end] = useChange(END_SESSION);
  const [leave] = useChange(SIGN_OUT_EVERYWHERE);
  const [asks, setAsks] = useState(false);
  const navigate = useNavigate();

  async function endOne(sessionId: string) {
    const { problems } = await end({ input: { sessionId } });
    if (problems.length > 0) return toastFault(problems[0].message);
    toast(t('ended'));
    refetch({ requestPolicy: 'network-only' });
  }
  async function leaveEverywhere() {
    const { problems } = await leave({});
    if (problems.length > 0) return toastFault(problems[0].message);
    await navigate({ to: '/sign-in' });
    sessionChanged();
  }

  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <div>
          <h2>{t('sessions')}</h2>
          <p className="dim">{t('sessionsText')}</p>
        </div>
        <Button size="sm" onClick={() => setAsks(true)}>
          {t('everywhere')}
        </Button>
      </div>
      {error && !data && <ErrorNote error={error} />}
      {!error && !data && <SkeletonRows rows={2} height={56} />}
      {data && (
        <ul className={classes.sessions}>
          {data.viewer.sessions.map(({ sessionId, address, userAgent, lastSeenAt, current }) => {
            const { browser, system, mobile } = browserOf(userAgent);
            const name = browser ? t('browserOn', { browser, system: system ?? '?' }) : t('unknownBrowser');
            return (
              <li key={sessionId}>
                {mobile ? <IconDeviceMobile size={20} stroke={1.6} /> : <IconDeviceDesktop size={20} stroke={1.6} />}
                <div>
                  <b>{name}</b>
                  <small>
                    {address && `${address} · `}
                    {t.rich('lastSeen', { ago: <Ago at={lastSeenAt} /> })}
                  </small>
                </div>
                {current ? (
                  <span className={classes.current}>{t('thisOne')}</span>
                ) : (
                  <Button aria-label={t('endOf', { browser: name })} onClick={() => void endOne(sessionId)}>
                    {t('end')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <Confirm
        opened={asks}
        onClose={() => setAsks(false)}
        title={t('everywhere')}
        action={t('everywhere')}
        onConfirm={leaveEverywhere}
      >
        {t('everywhereText')}
      </Confirm>
    </section>
  );
}

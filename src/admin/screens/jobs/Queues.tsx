import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconPlayerPause, IconPlayerPlay, IconStack2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import type { QueuesQuery } from '../../api/generated/graphql';
import { useMay } from '../../api/session';
import { usePolling } from '../../api/use-polling';
import { Confirm } from '../../components/Confirm';
import { toast, toastFault } from '../../components/toast';
import { formatDuration, formatNumber } from '../../i18n/formats';
import { JobsScreen } from './JobsScreen';
import { PauseAll } from './PauseAll';
import tables from './tables.module.css';
import { t } from './texts';
import { useQueueChanges } from './use-queue-changes';

const QUEUES = graphql(`
  query Queues {
    queues {
      name
      depth
      oldestWaitSeconds
      running
      paused
      workers
    }
  }
`);

const POLL_MS = 3_000;
const ICON = { size: 14, stroke: 1.6, 'aria-hidden': true };

type QueueRow = QueuesQuery['queues'][number];

/** The lanes that jobs wait in, how full they are, and who works them off. */
export function Queues() {
  const seesAll = useMay('jobs.read');
  const mayManage = useMay('jobs.manage');
  const [{ data, error }, reload] = useQuery({ query: QUEUES, pause: !seesAll });
  const again = () => reload({ requestPolicy: 'network-only' });
  usePolling(again, seesAll ? POLL_MS : null);
  const { pause, resume } = useQueueChanges();
  const [asked, setAsked] = useState<string | null>(null);
  const change = async (name: string, paused: boolean) => {
    const problems = await (paused ? resume : pause)(name);
    setAsked(null);
    if (problems.length > 0) toastFault(problems.map(({ message }) => message).join(' '));
    else toast(paused ? t('queueResumed', { queue: name }) : t('queuePaused', { queue: name }));
    again();
  };
  return (
    <JobsScreen
      title={t('queues')}
      rows={data?.queues}
      error={error}
      onRetry={again}
      empty={{ icon: IconStack2, title: t('noQueuesTitle'), text: t('noQueuesText') }}
      actions={data && <PauseAll queues={data.queues} onDone={again} />}
    >
      {queues => (
        <>
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">{t('queueName')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col" data-end>
                  {t('depth')}
                </th>
                <th scope="col" data-end data-wide>
                  {t('oldestWait')}
                </th>
                <th scope="col" data-end data-wide>
                  {t('runningJobs')}
                </th>
                <th scope="col" data-end data-wide>
                  {t('workersOf')}
                </th>
                {mayManage && <td />}
              </tr>
            </thead>
            <tbody>
              {queues.map(queue => (
                <tr key={queue.name}>
                  <th scope="row">
                    <Link to="/jobs/history" search={{ queue: queue.name }} className={`${tables.cover} mono`}>
                      {queue.name}
                    </Link>
                  </th>
                  <td>
                    <QueueStatus queue={queue} />
                  </td>
                  <td data-end>{formatNumber(queue.depth)}</td>
                  <td data-end data-wide>
                    {queue.oldestWaitSeconds !== null && formatDuration(queue.oldestWaitSeconds)}
                  </td>
                  <td data-end data-wide>
                    {formatNumber(queue.running)}
                  </td>
                  <td data-end data-wide>
                    {formatNumber(queue.workers)}
                  </td>
                  {mayManage && (
                    <td>
                      <span className={tables.actions}>
                        {queue.paused ? (
                          <Button
                            leftSection={<IconPlayerPlay {...ICON} />}
                            aria-label={t('resumeQueue', { queue: queue.name })}
                            onClick={() => void change(queue.name, true)}
                          >
                            {t('resume')}
                          </Button>
                        ) : (
                          <Button
                            leftSection={<IconPlayerPause {...ICON} />}
                            aria-label={t('pauseQueue', { queue: queue.name })}
                            onClick={() => setAsked(queue.name)}
                          >
                            {t('pause')}
                          </Button>
                        )}
                      </span>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
          <Confirm
            opened={asked !== null}
            title={t('pauseTitle')}
            action={t('pause')}
            onConfirm={() => change(asked ?? '', false)}
            onClose={() => setAsked(null)}
          >
            {t('pauseText', { queue: asked ?? '' })}
          </Confirm>
        </>
      )}
    </JobsScreen>
  );
}

function QueueStatus({ queue }: { queue: QueueRow }) {
  const [tone, text] = queue.paused
    ? (['amber', t('statePaused')] as const)
    : queue.workers === 0
      ? (['red', t('stateNoWorker')] as const)
      : (['green', t('stateOpen')] as const);
  return (
    <span className={tables.status} data-tone={tone}>
      <i aria-hidden />
      {text}
    </span>
  );
}

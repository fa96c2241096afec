import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconBolt, IconCalendarTime, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from 'urql';
import type { Problem } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { useMay } from '../../api/session';
import { useChange } from '../../api/use-change';
import { usePolling } from '../../api/use-polling';
import { Ago } from '../../components/Ago';
import { toast, toastFault } from '../../components/toast';
import { describeCron } from '../../jobs/describe-cron';
import { jobName } from '../../jobs/job-name';
import { JobsScreen } from './JobsScreen';
import tables from './tables.module.css';
import { t } from './texts';

const SCHEDULES = graphql(`
  query Schedules {
    schedules {
      kind
      cron
      timeZone
      nextFireAt
      lastFireAt
      paused
    }
  }
`);

const PAUSE = graphql(`
  mutation PauseSchedule($input: PauseScheduleInput!) {
    pauseSchedule(input: $input) {
      schedule {
        kind
        paused
        nextFireAt
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const RESUME = graphql(`
  mutation ResumeSchedule($input: ResumeScheduleInput!) {
    resumeSchedule(input: $input) {
      schedule {
        kind
        paused
        nextFireAt
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const RUN_NOW = graphql(`
  mutation RunScheduleNow($input: RunScheduleNowInput!) {
    runScheduleNow(input: $input) {
      job {
        id
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const POLL_MS = 5_000;
const ICON = { size: 14, stroke: 1.6, 'aria-hidden': true };

/** What runs by itself, and when. */
export function Schedules() {
  const seesAll = useMay('jobs.read');
  const mayManage = useMay('jobs.manage');
  const [{ data, error }, reload] = useQuery({ query: SCHEDULES, pause: !seesAll });
  const again = () => reload({ requestPolicy: 'network-only' });
  usePolling(again, seesAll ? POLL_MS : null);
  const [pause] = useChange(PAUSE);
  const [resume] = useChange(RESUME);
  const [runNow] = useChange(RUN_NOW);
  const say = ({ problems }: { problems: readonly Problem[] }, done: string) => {
    if (problems.length > 0) toastFault(problems.map(({ message }) => message).join(' '));
    else toast(done);
    again();
  };
  return (
    <JobsScreen
      title={t('schedules')}
      rows={data?.schedules}
      error={error}
      onRetry={again}
      empty={{ icon: IconCalendarTime, title: t('noSchedulesTitle'), text: t('noSchedulesText') }}
    >
      {schedules => (
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t('schedule')}</th>
              <th scope="col">{t('nextRun')}</th>
              <th scope="col" data-wide>
                {t('lastRun')}
              </th>
              {mayManage && <td />}
            </tr>
          </thead>
          <tbody>
            {schedules.map(({ kind, cron, timeZone, nextFireAt, lastFireAt, paused }) => {
              const name = jobName(kind);
              const input = { kind };
              const described = describeCron(cron);
              return (
                <tr key={kind}>
                  <th scope="row">
                    <span className={tables.named}>
                      <span>
                        <Link to="/jobs/history" search={{ kind }} className={tables.cover}>
                          {name}
                        </Link>
                        <small title={cron} className={described ? undefined : 'mono'}>
                          {t('inZone', { cron: described ?? cron, zone: timeZone })}
                        </small>
                      </span>
                    </span>
                  </th>
                  <td>
                    {paused ? (
                      <span className={tables.status} data-tone="amber">
                        <i aria-hidden />
                        {t('statePaused')}
                      </span>
                    ) : nextFireAt ? (
                      <Ago at={nextFireAt} />
                    ) : (
                      t('never')
                    )}
                  </td>
                  <td data-wide>{lastFireAt ? <Ago at={lastFireAt} /> : t('never')}</td>
                  {mayManage && (
                    <td>
                      <span className={tables.actions}>
                        <Button
                          leftSection={<IconBolt {...ICON} />}
                          aria-label={t('runScheduleNow', { schedule: name })}
                          onClick={() =>
                            void runNow({ input }).then(outcome => say(outcome, t('ran', { schedule: name })))
                          }
                        >
                          {t('runNow')}
                        </Button>
                        {paused ? (
                          <Button
                            leftSection={<IconPlayerPlay {...ICON} />}
                            aria-label={t('resumeSchedule', { schedule: name })}
                            onClick={() =>
                              void resume({ input }).then(outcome =>
                                say(outcome, t('scheduleResumed', { schedule: name })),
                              )
                            }
                          >
                            {t('resume')}
                          </Button>
                        ) : (
                          <Button
                            leftSection={<IconPlayerPause {...ICON} />}
                            aria-label={t('pauseSchedule', { schedule: name })}
                            onClick={() =>
                              void pause({ input }).then(outcome =>
                                say(outcome, t('schedulePaused', { schedule: name })),
                              )
                            }
                          >
                            {t('pause')}
                          </Button>
                        )}
                      </span>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </JobsScreen>
  );
}

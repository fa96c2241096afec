import { Link, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import type { FiguresQuery } from '../../api/generated/graphql';
import { usePolling } from '../../api/use-polling';
import { SkeletonRows } from '../../components/Skeleton';
import { TimeChart } from '../../components/TimeChart';
import { formatDuration, formatNumber } from '../../i18n/formats';
import { HEALTH } from './health-query';
import classes from './Overview.module.css';
import { HOURS, type Hours } from './overview-search';
import { t } from './texts';

const FIGURES = graphql(`
  query Figures($since: DateTime) {
    serverFigures(since: $since) {
      stepMinutes
      points {
        at
        requests
        errors
        p50Ms
        p95Ms
        p99Ms
        jobsSucceeded
        jobsFailed
        jobsWaiting
      }
    }
  }
`);

const POLL_MS = 15_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** How the server does now and did in the last hours. */
export function ServerPanel() {
  const { hours = HOURS[0] } = useSearch({ from: '/inside/' });
  return (
    <section>
      <div className={classes.serverHead}>
        <h2>{t('server')}</h2>
        <nav className={classes.hours} aria-label={t('span')}>
          {HOURS.map(one => (
            <Link
              key={one}
              to="/"
              search={one === HOURS[0] ? {} : { hours: one }}
              replace
              resetScroll={false}
              activeOptions={{ exact: true, includeSearch: true }}
              aria-current={one === hours ? 'true' : undefined}
            >
              {t('hours', { count: one })}
            </Link>
          ))}
        </nav>
      </div>
      <Health />
      <Charts hours={hours} />
    </section>
  );
}

function Health() {
  const [{ data }, reload] = useQuery({ query: HEALTH });
  usePolling(() => reload({ requestPolicy: 'network-only' }), POLL_MS);
  if (!data) return <SkeletonRows rows={1} height={64} widths={['16%', '16%', '16%', '16%']} />;
  return (
    <dl className={classes.health} aria-label={t('health')}>
      {data.systemHealth.checks.map(({ part, state, message }) => (
        <div key={part} data-state={state}>
          <dt>
            <i aria-hidden />
            {t(`part.${part}`)}
            <span className="visually-hidden">{t(`health.${state}`)}</span>
          </dt>
          <dd className="num">{message}</dd>
        </div>
      ))}
    </dl>
  );
}

type Points = FiguresQuery['serverFigures']['points'];

function Charts({ hours }: { hours: Hours }) {
  // By whole minutes, so that the same question within one is the same question.
  const since = useMemo(
    () => new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - hours * HOUR_MS).toISOString(),
    [hours],
  );
  const [{ data }, reload] = useQuery({ query: FIGURES, variables: { since } });
  usePolling(() => reload({ requestPolicy: 'network-only' }), MINUTE_MS);
  if (!data) return <SkeletonRows rows={4} height={80} widths={['48%', '48%']} />;
  const { points } = data.serverFigures;
  const moments = points.map(({ at }) => at);
  const of = <Field extends keyof Points[number]>(field: Field) => points.map(point => point[field]);
  const sum = (field: 'requests' | 'errors' | 'jobsSucceeded' | 'jobsFailed') =>
    of(field).reduce((total, value) => total + value, 0);
  const last = points.findLast(({ p50Ms }) => p50Ms !== null);
  return (
    <div className={classes.charts}>
      <TimeChart
        title={t('requests')}
        summary={t('requestsSum', { count: sum('requests'), hours, errors: sum('errors') })}
        moments={moments}
        look="lines"
        format={formatNumber}
        empty={t('noRequests')}
        series={[
          { label: t('answered'), tone: 'accent', values: of('requests') },
          { label: t('withErrors'), tone: 'red', values: of('errors') },
        ]}
      />
      <TimeChart
        title={t('latency')}
        summary={
          last
            ? t('latencyNow', {
                p50: formatMs(last.p50Ms ?? 0),
                p95: formatMs(last.p95Ms ?? 0),
                p99: formatMs(last.p99Ms ?? 0),
              })
            : ''
        }
        moments={moments}
        look="lines"
        format={formatMs}
        empty={t('noRequests')}
        series={[
          { label: 'p99', tone: 'grey', values: of('p99Ms') },
          { label: 'p95', tone: 'ink', values: of('p95Ms') },
          { label: 'p50', tone: 'accent', values: of('p50Ms') },
        ]}
      />
      <TimeChart
        title={t('jobs')}
        summary={t('jobsSum', { done: sum('jobsSucceeded'), failed: sum('jobsFailed') })}
        moments={moments}
        look="bars"
        format={formatNumber}
        empty={t('noJobs')}
        series={[
          { label: t('succeeded'), tone: 'accent', values: of('jobsSucceeded') },
          { label: t('failed'), tone: 'red', values: of('jobsFailed') },
        ]}
      />
      <TimeChart
        title={t('waiting')}
        summary={t('waitingNow', { count: of('jobsWaiting').at(-1) ?? 0 })}
        moments={moments}
        look="lines"
        format={formatNumber}
        empty={t('noWaiting')}
        series={[{ label: t('waitingLabel'), tone: 'ink', values: of('jobsWaiting') }]}
      />
    </div>
  );
}

/** 3.2 ms, 240 ms, 1 s */
function formatMs(ms: number): string {
  if (ms >= 10_000) return formatDuration(ms / 1000);
  return `${formatNumber(ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms))} ms`;
}

import { Link } from '@tanstack/react-router';
import { IconStack2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { useMay } from '../../api/session';
import { usePolling } from '../../api/use-polling';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { JobRow, roundRate } from '../../components/JobRow';
import { LinkButton } from '../../components/LinkButton';
import { LiveDot } from '../../components/LiveDot';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { formatDuration, formatNumber } from '../../i18n/formats';
import type { BoardView } from '../../jobs/job-board';
import type { JobSummary } from '../../jobs/job-fragment';
import { useJobBoard } from '../../jobs/use-job-board';
import classes from './Jobs.module.css';
import { JobTabs } from './JobTabs';
import { PauseAll } from './PauseAll';
import tables from './tables.module.css';
import { t } from './texts';

const LANES = graphql(`
  query Lanes {
    queues {
      name
      depth
      oldestWaitSeconds
      paused
    }
    workers {
      name
    }
  }
`);

const POLL_MS = 5_000;

/** What runs now, what waits and what needs somebody, live. */
export function Jobs() {
  const { view, error, refresh } = useJobBoard();
  const seesLanes = useMay('jobs.read');
  const [{ data: lanes }, readLanes] = useQuery({ query: LANES, pause: !seesLanes });
  usePolling(() => readLanes({ requestPolicy: 'network-only' }), seesLanes ? POLL_MS : null);
  const paused = lanes?.queues.filter(queue => queue.paused).map(({ name }) => name) ?? [];
  const nothing = [view.attention, view.running, view.waiting, view.finished].every(({ length }) => length === 0);
  return (
    <Page
      title={t('title')}
      note={<LiveDot />}
      layout="bare"
      actions={lanes && <PauseAll queues={lanes.queues} onDone={() => readLanes({ requestPolicy: 'network-only' })} />}
    >
      <div className={tables.filters}>
        <JobTabs />
      </div>
      <div className={classes.scroll}>
        <div className={classes.board}>
          {error && !view.known && <ErrorNote error={error} onRetry={refresh} />}
          {!view.known && !error && <SkeletonRows rows={6} height={56} widths={['32%', '28%', '10%', '8%']} />}
          {view.known && <Numbers view={view} lanes={lanes} />}
          {paused.length > 0 && (
            <p className={classes.paused} role="status">
              {t('paused', { count: paused.length, queues: paused.join(', ') })}{' '}
              <Link to="/queues">{t('seeQueues')}</Link>
            </p>
          )}
          {view.known && nothing && (
            <Empty
              icon={<IconStack2 size={20} stroke={1.6} />}
              title={t('emptyTitle')}
              action={<LinkButton to="/jobs/history">{t('seeHistory')}</LinkButton>}
            >
              {t('emptyText')}
            </Empty>
          )}
          <Group title={t('attention')} jobs={view.attention} />
          <Group title={t('running')} jobs={view.running} rates={view.rates} />
          <Group title={t('waiting')} jobs={view.waiting} />
          <Group title={t('finished')} jobs={view.finished} />
        </div>
      </div>
    </Page>
  );
}

interface Lanes {
  queues: readonly { depth: number; oldestWaitSeconds: number | null }[];
  workers: readonly unknown[];
}

function Numbers({ view, lanes }: { view: BoardView; lanes: Lanes | undefined }) {
  const rate = view.running.reduce((sum, { progress }) => sum + (progress?.ratePerSecond ?? 0), 0);
  const failed = view.attention.filter(({ state }) => state === 'FAILED').length;
  const oldest = Math.max(0, ...(lanes?.queues.map(({ oldestWaitSeconds }) => oldestWaitSeconds ?? 0) ?? []));
  const depth = lanes?.queues.reduce((sum, queue) => sum + queue.depth, 0) ?? 0;
  const workers = lanes?.workers.length;
  return (
    <dl className={classes.numbers}>
      <Figure label={t('running')} value={formatNumber(view.running.length)}>
        {workers === undefined ? '' : workers === 0 ? t('noWorkers') : t('onWorkers', { count: workers })}
      </Figure>
      <Figure label={t('waiting')} value={formatNumber(Math.max(depth, view.waiting.length))}>
        {oldest >= 1
          ? t('oldest', { duration: formatDuration(oldest) })
          : view.waiting.length === 0 && t('nothingWaits')}
      </Figure>
      <Figure label={t('attention')} value={formatNumber(view.attention.length)}>
        {failed > 0 ? t('failedCount', { count: failed }) : view.attention.length === 0 && t('allWell')}
      </Figure>
      <Figure label={t('throughput')} value={formatNumber(roundRate(rate))}>
        {t('perSecond')}
      </Figure>
    </dl>
  );
}

function Figure({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">
        {value}
        <small>{children}</small>
      </dd>
    </div>
  );
}

function Group({ title, jobs, rates }: { title: string; jobs: readonly JobSummary[]; rates?: BoardView['rates'] }) {
  if (jobs.length === 0) return null;
  return (
    <section>
      <h2>
        {title}
        <em className="num">{formatNumber(jobs.length)}</em>
      </h2>
      <ul className={classes.list}>
        {jobs.map(job => (
          <JobRow key={job.id} job={job} rates={rates?.get(job.id)} />
        ))}
      </ul>
    </section>
  );
}

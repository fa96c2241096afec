import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { IconChevronLeft, IconPlayerStop, IconRefresh, IconStack2 } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { faultOf } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { JobStanding } from '../../components/JobStanding';
import { LinkButton } from '../../components/LinkButton';
import { LiveDot } from '../../components/LiveDot';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { isOver } from '../../jobs/job-board';
import type { JobSummary } from '../../jobs/job-fragment';
import { jobName } from '../../jobs/job-name';
import { t as words } from '../../jobs/texts';
import { useJob } from '../../jobs/use-job';
import { useJobChanges } from '../../jobs/use-job-changes';
import { JobFacts } from './JobFacts';
import classes from './JobPage.module.css';
import { JobParts } from './JobParts';
import { JobResult } from './JobResult';
import { JobWarnings } from './JobWarnings';
import './job-result-fragment';
import { t } from './texts';
import '../../jobs/job-fragment';

const DETAILS = graphql(`
  query JobDetails($id: ID!) {
    job(id: $id) {
      ...JobRow
      priority
      parent {
        id
        kind
      }
      events(first: 200) {
        ver
        fromState
        toState
        actor
        reason
        at
      }
      result {
        __typename
        ...JobResultFields
      }
    }
  }
`);

const ICON = { size: 14, stroke: 1.6, 'aria-hidden': true };

/** Everything about one job, live until it has settled. */
export function JobPage() {
  const { id } = useParams({ from: '/inside/jobs/$id' });
  const [{ data, error }, reload] = useQuery({ query: DETAILS, variables: { id } });
  const known = data?.job;
  const live = useJob(known && !isOver(known) ? id : null);
  const job = known && live.job && live.job.id === id && !isOver(known) ? { ...known, ...live.job } : known;
  // The timeline and the result come with the state that they belong to.
  const stage = job && `${job.state} ${job.attempt}`;
  useEffect(() => {
    if (stage) reload({ requestPolicy: 'network-only' });
  }, [stage, reload]);
  if (error && !job) {
    return (
      <Page title={t('job')} crumbs={<Back />} layout="bare">
        {faultOf(error).code === 'NOT_FOUND' ? (
          <Empty
            icon={<IconStack2 size={20} stroke={1.6} />}
            title={t('notFoundTitle')}
            action={<LinkButton to="/jobs">{t('toJobs')}</LinkButton>}
          >
            {t('notFoundText')}
          </Empty>
        ) : (
          <ErrorNote error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
        )}
      </Page>
    );
  }
  if (!job) {
    return (
      <Page title={t('job')} crumbs={<Back />} layout="bare">
        <SkeletonRows rows={8} height={48} />
      </Page>
    );
  }
  return (
    <Page
      title={jobName(job.kind)}
      crumbs={<Back />}
      note={isOver(job) ? undefined : <LiveDot />}
      layout="bare"
      actions={<Actions job={job} />}
    >
      <div className={classes.body}>
        <div className={classes.main}>
          <JobStanding job={job} rates={live.rates} />
          {job.error && (
            <section className={classes.fault} data-tone={job.state === 'FAILED' ? 'red' : 'amber'}>
              <h2>{job.state === 'FAILED' ? t('error') : t('lastError')}</h2>
              <p>{job.error.message}</p>
              <small className="mono">{job.error.code}</small>
            </section>
          )}
          {job.state === 'SUCCEEDED' && <JobResult result={known?.result ?? null} />}
          <JobWarnings id={id} stage={stage ?? ''} running={job.state === 'RUNNING'} />
          {job.childCount > 0 && <JobParts id={id} stage={`${stage} ${job.childCount}`} running={!isOver(job)} />}
        </div>
        <JobFacts
          job={job}
          events={known?.events ?? []}
          parent={known?.parent ?? null}
          priority={known?.priority ?? 0}
        />
      </div>
    </Page>
  );
}

function Back() {
  return (
    <Link to="/jobs" className={classes.back}>
      <IconChevronLeft size={16} stroke={1.6} aria-hidden />
      {t('title')}
    </Link>
  );
}

function Actions({ job }: { job: JobSummary }) {
  const { mayManage, ask, dialog } = useJobChanges(job);
  if (!mayManage) return null;
  return (
    <>
      {job.state === 'FAILED' && (
        <Button leftSection={<IconRefresh {...ICON} />} onClick={() => ask('retry')}>
          {words('retry')}
        </Button>
      )}
      {!isOver(job) && (
        <Button
          className="danger"
          leftSection={<IconPlayerStop {...ICON} />}
          disabled={job.cancelRequestedAt !== null}
          onClick={() => ask('cancel')}
        >
          {job.cancelRequestedAt === null ? words('cancel') : words('canceling')}
        </Button>
      )}
      {dialog}
    </>
  );
}

import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { usePerson } from '../../api/session';
import { Ago } from '../../components/Ago';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { JobIcon } from '../../components/JobIcon';
import { LinkButton } from '../../components/LinkButton';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { formatDuration, formatNumber } from '../../i18n/formats';
import { historyFilter, type HistorySearch, isNarrowed, narrowed } from '../../jobs/history-search';
import type { JobSummary } from '../../jobs/job-fragment';
import { jobName } from '../../jobs/job-name';
import { t as words } from '../../jobs/texts';
import { useNames } from '../../jobs/use-names';
import { HistoryFilters } from './HistoryFilters';
import tables from './tables.module.css';
import { t } from './texts';
import '../../jobs/job-fragment';

const PAGE = 30;

const HISTORY = graphql(`
  query JobHistory($first: Int, $after: String, $last: Int, $before: String, $filter: JobFilter) {
    jobs(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      totalCount
      nodes {
        ...JobRow
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

/** All jobs that the person may see, newest first; what is looked for stands in the address. */
export function JobHistory() {
  const search = useSearch({ from: '/inside/jobs/history' });
  const { user } = usePerson();
  const filter = useMemo(() => historyFilter(search, user.id, Date.now()), [search, user.id]);
  const place = search.before ? { last: PAGE, before: search.before } : { first: PAGE, after: search.after };
  const [{ data, error, fetching }, reload] = useQuery({ query: HISTORY, variables: { ...place, filter } });
  const jobs = data?.jobs;
  return (
    <Page title={t('title')} note={jobs && t('total', { count: jobs.totalCount })} layout="bare">
      <HistoryFilters search={search} />
      <div className={tables.scroll} aria-busy={fetching}>
        {error && !jobs && <ErrorNote error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />}
        {!jobs && !error && <SkeletonRows rows={12} widths={['24%', '10%', '14%', '12%', '8%']} />}
        {jobs && jobs.nodes.length > 0 && <HistoryTable jobs={jobs.nodes} search={search} />}
        {jobs && jobs.nodes.length === 0 && <NoJobs search={search} />}
      </div>
      {jobs && (jobs.pageInfo.hasNextPage || jobs.pageInfo.hasPreviousPage) && (
        <nav className={tables.pages} aria-label={t('pages')}>
          <PageLink
            search={search}
            to={{ before: jobs.pageInfo.startCursor ?? undefined }}
            off={!jobs.pageInfo.hasPreviousPage}
          >
            {t('previous')}
          </PageLink>
          <PageLink
            search={search}
            to={{ after: jobs.pageInfo.endCursor ?? undefined }}
            off={!jobs.pageInfo.hasNextPage}
          >
            {t('next')}
          </PageLink>
        </nav>
      )}
    </Page>
  );
}

function PageLink({ search, to, off, children }: PageLinkProps) {
  return off ? (
    <Button disabled>{children}</Button>
  ) : (
    <LinkButton to="/jobs/history" search={narrowed(search, to)}>
      {children}
    </LinkButton>
  );
}

interface PageLinkProps {
  search: HistorySearch;
  to: Pick<HistorySearch, 'after' | 'before'>;
  off: boolean;
  children: string;
}

function HistoryTable({ jobs, search }: { jobs: readonly JobSummary[]; search: HistorySearch }) {
  const names = useNames(jobs.map(({ requestedBy }) => requestedBy));
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th scope="col">{t('job')}</th>
          <th scope="col" data-wide>
            {t('state')}
          </th>
          <th scope="col" data-wide>
            {t('queue')}
          </th>
          <th scope="col" data-wide>
            {t('requester')}
          </th>
          <th scope="col" data-end>
            {t('asked')}
          </th>
          <th scope="col" data-end data-wide>
            {t('took')}
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map(job => (
          <tr key={job.id}>
            <th scope="row">
              <span className={tables.named}>
                <JobIcon job={job} />
                <span>
                  <Link to="/jobs/$id" params={{ id: job.id }} className={tables.cover}>
                    {jobName(job.kind)}
                  </Link>
                  <small className={tables.narrow} data-state={job.state}>
                    {job.state === 'FAILED' && job.error ? job.error.message : words(`state.${job.state}`)}
                  </small>
                </span>
              </span>
            </th>
            <td data-wide>
              {words(`state.${job.state}`)}
              {job.error && job.state === 'FAILED' && <span className={tables.fault}>{job.error.message}</span>}
            </td>
            <td data-wide className="mono">
              {job.queue}
            </td>
            <td data-wide>
              {job.requestedBy === null ? (
                <span className="dim">{t('server')}</span>
              ) : (
                <Link to="/jobs/history" search={narrowed(search, { by: job.requestedBy })} className={tables.above}>
                  {names(job.requestedBy) ?? job.requestedBy}
                </Link>
              )}
            </td>
            <td data-end>
              <Ago at={job.createdAt} />
            </td>
            <td data-end data-wide className="num">
              {durationOf(job)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How long it took, or nothing while it is not over. */
export function durationOf({ startedAt, finishedAt }: JobSummary): string {
  if (!startedAt || !finishedAt) return '';
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return seconds < 1 ? `${formatNumber(Math.round(seconds * 1000))} ms` : formatDuration(seconds);
}

function NoJobs({ search }: { search: HistorySearch }) {
  const some = isNarrowed(search);
  return (
    <Empty
      icon={<IconHistory size={20} stroke={1.6} />}
      title={some ? t('noMatchTitle') : t('noJobsTitle')}
      action={
        some && (
          <LinkButton to="/jobs/history" search={{}}>
            {t('clear')}
          </LinkButton>
        )
      }
    >
      {some ? t('noMatchText') : t('noJobsText')}
    </Empty>
  );
}

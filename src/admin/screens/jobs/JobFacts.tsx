import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JobDetailsQuery } from '../../api/generated/graphql';
import { Face } from '../../components/Face';
import { formatMoment, formatTime } from '../../i18n/formats';
import type { JobSummary } from '../../jobs/job-fragment';
import { jobName } from '../../jobs/job-name';
import { useNames } from '../../jobs/use-names';
import classes from './JobFacts.module.css';
import { durationOf } from './JobHistory';
import { t } from './texts';

type JobDetails = JobDetailsQuery['job'];

interface JobFactsProps {
  job: JobSummary;
  events: JobDetails['events'];
  parent: JobDetails['parent'];
  priority: number;
}

/** The side panel: what is known of the job, and what has become of it step by step. */
export function JobFacts({ job, events, parent, priority }: JobFactsProps) {
  const names = useNames([
    job.requestedBy,
    ...events.map(({ actor }) => (/^[0-9A-Z]{26}$/.test(actor) ? actor : null)),
  ]);
  return (
    <aside className={classes.panel} aria-label={t('facts')}>
      <section>
        <dl className={classes.facts}>
          <Fact label={t('kind')}>
            <Link to="/jobs/history" search={{ kind: job.kind }} className="mono">
              {job.kind}
            </Link>
          </Fact>
          <Fact label={t('queue')}>
            <Link to="/jobs/history" search={{ queue: job.queue }} className="mono">
              {job.queue}
            </Link>
          </Fact>
          <Fact label={t('requester')}>
            {job.requestedBy === null ? (
              t('server')
            ) : (
              <span className={classes.person}>
                <Face id={job.requestedBy} name={names(job.requestedBy) ?? '?'} size={18} />
                {names(job.requestedBy) ?? job.requestedBy}
              </span>
            )}
          </Fact>
          <Fact label={t('asked')}>{formatMoment(job.createdAt)}</Fact>
          {job.startedAt && <Fact label={t('begun')}>{formatMoment(job.startedAt)}</Fact>}
          {job.finishedAt && <Fact label={t('ended')}>{formatMoment(job.finishedAt)}</Fact>}
          {job.startedAt && job.finishedAt && <Fact label={t('took')}>{durationOf(job)}</Fact>}
          <Fact label={t('attempts')}>{t('attemptsOf', { attempt: job.attempt, attempts: job.maxAttempts })}</Fact>
          <Fact label={t('priority')}>{priority}</Fact>
          {parent && (
            <Fact label={t('partOf')}>
              <Link to="/jobs/$id" params={{ id: parent.id }}>
                {jobName(parent.kind)}
              </Link>
            </Fact>
          )}
          <Fact label={t('id')}>
            <span className="mono">{job.id}</span>
          </Fact>
        </dl>
      </section>
      <section>
        <h2>{t('timeline')}</h2>
        <ol className={classes.timeline}>
          {[...events].reverse().map(event => (
            <li key={event.ver} data-state={event.toState}>
              <i aria-hidden />
              <div>
                <b>{event.fromState === null ? t('event.created') : t(`event.${event.toState}`)}</b>
                <time dateTime={event.at} title={formatMoment(event.at)}>
                  {formatTime(event.at)}
                </time>
                <small>{event.reason ?? t('eventBy', { actor: names(event.actor) ?? event.actor })}</small>
              </div>
            </li>
          ))}
        </ol>
      </section>
    </aside>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

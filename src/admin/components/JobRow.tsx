import { Link } from '@tanstack/react-router';
import { formatDuration, formatNumber, formatPercent } from '../i18n/formats';
import { isOver, isRetrying } from '../jobs/job-board';
import type { JobSummary } from '../jobs/job-fragment';
import { jobName } from '../jobs/job-name';
import { t } from '../jobs/texts';
import { Ago } from './Ago';
import { JobActions } from './JobActions';
import { JobIcon, toneOf } from './JobIcon';
import classes from './JobRow.module.css';
import { ProgressBar } from './ProgressBar';
import { Sparkline } from './Sparkline';

/** A job in a list: what it is, how far it is and what can be done about it. `rates` are its last units per second. */
export function JobRow({ job, rates }: { job: JobSummary; rates?: readonly number[] }) {
  const { progress } = job;
  const name = jobName(job.kind);
  return (
    <li className={classes.job} data-state={job.state} data-busy={job.state === 'RUNNING' || undefined}>
      <JobIcon job={job} />
      <div className={classes.name}>
        <Link to="/jobs/$id" params={{ id: job.id }}>
          {name}
        </Link>
        <small>
          <i className={classes.queue}>{job.queue}</i>
          <Note job={job} />
        </small>
      </div>
      {job.state === 'RUNNING' && (
        <>
          <div className={classes.progress}>
            <ProgressBar label={name} fraction={progress?.fraction ?? null} text={countsOf(job)} />
            <small className="num">
              <b>{typeof progress?.fraction === 'number' ? percentOf(progress.fraction) : (progress?.stage ?? '')}</b>
              <span>{countsOf(job)}</span>
            </small>
          </div>
          <div className={classes.rate}>
            {typeof progress?.ratePerSecond === 'number' && (
              <>
                <Sparkline values={rates ?? []} />
                <small className="num">{t('rate', { rate: formatNumber(roundRate(progress.ratePerSecond)) })}</small>
              </>
            )}
          </div>
          <div className={`${classes.eta} num`}>
            {typeof progress?.etaSeconds === 'number' &&
              t.rich('left', { duration: <b>{formatDuration(progress.etaSeconds)}</b> })}
          </div>
        </>
      )}
      <JobActions job={job} />
    </li>
  );
}

/** The part that is done, never rounded up to a whole that it is not. */
export const percentOf = (fraction: number): string => formatPercent(Math.floor(fraction * 100) / 100);

/** Small rates keep a decimal place. */
export const roundRate = (rate: number): number => (rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate));

/** "147,865 of 250,000", or what is known of it. */
export function countsOf({ progress }: JobSummary): string {
  if (!progress) return '';
  const completed = formatNumber(progress.completed);
  if (typeof progress.total === 'number') return t('counted', { completed, total: formatNumber(progress.total) });
  return progress.completed === 0 ? '' : t('countedOnly', { count: progress.completed, unit: progress.unit ?? '' });
}

function Note({ job }: { job: JobSummary }) {
  const tone = toneOf(job);
  if (isRetrying(job)) {
    const { attempt, maxAttempts, error, runAt } = job;
    const next = <Ago at={runAt} />;
    return (
      <span className={classes.note} data-tone={tone}>
        {t.rich('retrying', { message: error?.message ?? '', attempt, attempts: maxAttempts, ago: next })}
      </span>
    );
  }
  if (job.state === 'FAILED') {
    return (
      <span className={classes.note} data-tone={tone}>
        {job.error?.message}
      </span>
    );
  }
  if (job.cancelRequestedAt && !isOver(job)) {
    return (
      <span className={classes.note} data-tone="amber">
        {t('canceling')}
      </span>
    );
  }
  return (
    <span>
      <When job={job} />
    </span>
  );
}

function When({ job }: { job: JobSummary }) {
  if (job.state === 'RUNNING') return t.rich('started', { ago: <Ago at={job.startedAt ?? job.createdAt} /> });
  if (job.state === 'SCHEDULED') return t.rich('runs', { ago: <Ago at={job.runAt} /> });
  if (job.state === 'QUEUED') return t.rich('waitingSince', { ago: <Ago at={job.runAt} /> });
  const done = { ago: <Ago at={job.finishedAt ?? job.createdAt} /> };
  const counts = countsOf(job);
  return (
    <>
      {counts && job.state === 'SUCCEEDED'
        ? `${formatNumber(job.progress?.completed ?? 0)} ${job.progress?.unit ?? ''} · `
        : ''}
      {job.state === 'CANCELED' ? t.rich('canceled', done) : t.rich('finished', done)}
    </>
  );
}

import { formatDuration, formatNumber } from '../i18n/formats';
import { isOver, isRetrying } from '../jobs/job-board';
import type { JobSummary } from '../jobs/job-fragment';
import { jobName } from '../jobs/job-name';
import { t } from '../jobs/texts';
import { JobIcon, toneOf } from './JobIcon';
import { countsOf, percentOf, roundRate } from './JobRow';
import classes from './JobStanding.module.css';
import { ProgressBar } from './ProgressBar';
import { Sparkline } from './Sparkline';

/** Where the job stands, in large. */
export function JobStanding({ job, rates }: { job: JobSummary; rates: readonly number[] }) {
  const { progress } = job;
  const busy = job.state === 'RUNNING';
  return (
    <section className={classes.standing} aria-label={t('progress')}>
      <div className={classes.state}>
        <JobIcon job={job} />
        <b data-tone={toneOf(job)}>
          {job.cancelRequestedAt && !isOver(job) ? t('canceling') : t(`state.${job.state}`)}
        </b>
        {isRetrying(job) && (
          <span className="dim">{t('attemptsOf', { attempt: job.attempt, attempts: job.maxAttempts })}</span>
        )}
        <span className="grow" />
        {busy && typeof progress?.ratePerSecond === 'number' && (
          <span className={classes.rate}>
            <Sparkline values={rates} />
            <span className="num">{t('rate', { rate: formatNumber(roundRate(progress.ratePerSecond)) })}</span>
          </span>
        )}
        {busy && typeof progress?.etaSeconds === 'number' && (
          <span className={`${classes.eta} num`}>{t('left', { duration: formatDuration(progress.etaSeconds) })}</span>
        )}
      </div>
      {progress && job.state !== 'SUCCEEDED' && (busy || typeof progress.fraction === 'number') && (
        <ProgressBar label={jobName(job.kind)} fraction={progress.fraction} text={countsOf(job)} size="tall" />
      )}
      {progress && (
        <div className={`${classes.counts} num`}>
          {typeof progress.fraction === 'number' && job.state !== 'SUCCEEDED' && <b>{percentOf(progress.fraction)}</b>}
          {busy && <span>{[progress.stage, progress.message].filter(Boolean).join(' · ')}</span>}
          {job.state !== 'SUCCEEDED' && <span className="grow" />}
          <span>
            {countsOf(job)} {typeof progress.total === 'number' ? progress.unit : ''}
          </span>
        </div>
      )}
    </section>
  );
}

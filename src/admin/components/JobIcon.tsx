import {
  IconAlertTriangle,
  IconCalendarTime,
  IconCheck,
  IconClock,
  IconLoader2,
  IconMinus,
  IconX,
} from '@tabler/icons-react';
import { isRetrying } from '../jobs/job-board';
import type { JobSummary } from '../jobs/job-fragment';
import classes from './JobIcon.module.css';

const LOOKS = {
  SCHEDULED: [IconCalendarTime, 'grey'],
  QUEUED: [IconClock, 'grey'],
  RUNNING: [IconLoader2, 'accent'],
  SUCCEEDED: [IconCheck, 'green'],
  FAILED: [IconX, 'red'],
  CANCELED: [IconMinus, 'grey'],
} as const;

/** The tone of a job's state. */
export function toneOf(job: JobSummary): 'grey' | 'accent' | 'green' | 'red' | 'amber' {
  return isRetrying(job) ? 'amber' : LOOKS[job.state][1];
}

/** Where a job stands, as a disc; its words stand beside it. */
export function JobIcon({ job }: { job: JobSummary }) {
  const Icon = isRetrying(job) ? IconAlertTriangle : LOOKS[job.state][0];
  return (
    <span className={classes.disc} data-tone={toneOf(job)} aria-hidden>
      <Icon size={14} stroke={2} className={job.state === 'RUNNING' ? classes.turning : undefined} />
    </span>
  );
}

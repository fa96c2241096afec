import type { Context } from '../../engine/context';
import { countWarnings, listWarnings } from '../../engine/jobs/warnings';
import { type Connection, type PageArgs, paginate } from '../../engine/pagination/connection';
import type { Job, JobEvent, JobWarning, JobWarningSeverity } from './job';

/** The most events that a job shows; a job with more of them has its newest left out. */
const MAX_EVENTS = 200;

/** What a job met and went on, in that order. */
export function pageOfWarnings(
  ctx: Context,
  job: Job,
  args: PageArgs,
  severity: JobWarningSeverity | null,
): Promise<Connection<JobWarning>> {
  return paginate<JobWarning>(args, {
    order: 'JobWarning:SEQ',
    keyOf: ({ seq }) => [String(seq)],
    async fetch({ limit, backward, beyond }) {
      const slice = { limit, backward, beyond: beyond && Number(beyond[0]), severity };
      return (await listWarnings(ctx.db, job.rowId, slice)) as JobWarning[];
    },
    count: () => countWarnings(ctx.db, job.rowId, severity),
  });
}

/** Each change of the job's state, oldest first. */
export function eventsOf(ctx: Context, job: Job): Promise<JobEvent[]> {
  return ctx.db.select<JobEvent>(
    `SELECT ver, from_state AS fromState, to_state AS toState, actor, reason, at FROM job_events
     WHERE job_id = ? ORDER BY ver LIMIT ${MAX_EVENTS}`,
    [job.rowId],
  );
}

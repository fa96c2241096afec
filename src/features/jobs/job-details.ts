import type { Context } from '../../engine/context';
import { listEvents } from '../../engine/jobs/job-events';
import { countWarnings, listWarnings } from '../../engine/jobs/warnings';
import { type Connection, type PageArgs, paginate } from '../../engine/pagination/connection';
import { badUserInput } from '../../errors';
import type { Job, JobEvent, JobWarning, JobWarningSeverity } from './job';

/** The most events of a job that one list shows. */
const MAX_EVENTS = 200;

/** What a job met and went on, in that order. What many jobs are asked for at once is read together. */
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
      const name = `job-warnings:${JSON.stringify(slice)}`;
      const warnings = await loadOfJob(ctx, name, job, jobIds => listWarnings(ctx.db, jobIds, slice));
      return (warnings ?? []) as JobWarning[];
    },
    async count() {
      const name = `job-warnings:count:${severity}`;
      return (await loadOfJob(ctx, name, job, jobIds => countWarnings(ctx.db, jobIds, severity))) ?? 0;
    },
  });
}

/** Changes of the job's state, oldest first, behind the one with the number `after`. Throws BAD_USER_INPUT. */
export async function eventsOf(
  ctx: Context,
  job: Job,
  { after, first }: { after: number; first: number },
): Promise<JobEvent[]> {
  if (first < 1 || first > MAX_EVENTS)
    throw badUserInput(`first is ${first}; it must be between 1 and ${MAX_EVENTS}.`, { path: ['first'] });
  if (after < 0) throw badUserInput(`after is ${after}; it must not be negative.`, { path: ['after'] });
  const events = await loadOfJob(ctx, `job-events:${after}:${first}`, job, jobIds =>
    listEvents(ctx.db, jobIds, { after, limit: first }),
  );
  return (events ?? []) as unknown as JobEvent[];
}

/** Loads what hangs on a job together with that of others; a job that has changed within the operation is asked anew. */
function loadOfJob<Value>(
  ctx: Context,
  name: string,
  { rowId, ver }: Job,
  read: (jobIds: readonly number[]) => Promise<Map<number, Value>>,
): Promise<Value | null> {
  return ctx.load.load<Value | null>(name, `${rowId}:${ver}`, async keys => {
    const ids = keys.map(key => Number(key.split(':')[0]));
    const found = await read([...new Set(ids)]);
    return ids.map(id => found.get(id) ?? null);
  });
}

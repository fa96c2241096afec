import { may } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import type { Job as JobRow } from '../../engine/jobs/job.entity';
import { DB_NOW, selectJobs } from '../../engine/jobs/job-row';
import { type Connection, type PageArgs, paginate } from '../../engine/pagination/connection';
import { unauthenticated } from '../../errors';
import type { SqlValue } from '../../platform/database/database';
import { type Job, JobState, jobNode, stateOf } from './job';
import { asAscii } from '../../platform/database/as-ascii';

/** What a list of jobs is narrowed to. */
export interface JobConditions {
  state?: JobState[] | null;
  kind?: string[] | null;
  queue?: string[] | null;
  requestedBy?: string[] | null;
  hasParent?: boolean | null;
  /** Asked for at this time or later. */
  since?: Date | null;
  /** Asked for before this time. */
  until?: Date | null;
}

/** Jobs that the viewer may see, newest first. Throws UNAUTHENTICATED for nobody in particular. */
export async function listJobs(ctx: Context, args: PageArgs, conditions: JobConditions): Promise<Connection<Job>> {
  const { where, values } = jobsWhere(ctx, conditions);
  const now = ctx.now();
  return paginate<Job>(args, {
    order: 'Job:NEWEST',
    keyOf: job => [String(job.rowId)],
    async fetch({ limit, backward, beyond }) {
      const rows = await selectJobs(
        ctx.db,
        `${where}${beyond ? ` AND id ${backward ? '>' : '<'} ?` : ''} ORDER BY id ${backward ? 'ASC' : 'DESC'} LIMIT ${Math.trunc(limit)}`,
        beyond ? [...values, Number(beyond[0])] : values,
      );
      return rows.map(row => jobNode(row, now));
    },
    async count() {
      const [{ n }] = await ctx.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM jobs WHERE ${where}`, values);
      return Number(n);
    },
  });
}

const STATES: Record<JobState, string> = {
  [JobState.SCHEDULED]: `(state = 'queued' AND run_at > ${DB_NOW} AND NOT (children <=> 'awaited'))`,
  [JobState.QUEUED]: `(state = 'queued' AND run_at <= ${DB_NOW})`,
  [JobState.RUNNING]: `(state = 'running' OR (state = 'queued' AND children = 'awaited'))`,
  [JobState.SUCCEEDED]: `state = 'succeeded'`,
  [JobState.FAILED]: `state = 'failed'`,
  [JobState.CANCELED]: `state = 'canceled'`,
};

/** The same conditions for one row: what `jobsWhere` selects, apart from who may see it. */
export function meetsConditions(row: JobRow, wanted: JobConditions, now: Date): boolean {
  const { state, kind, queue, requestedBy, hasParent, since, until } = wanted;
  return (
    (!state || state.includes(stateOf(row, now))) &&
    (!kind || kind.includes(row.kind)) &&
    (!queue || queue.includes(row.queue)) &&
    (!requestedBy || (row.ownerId !== null && requestedBy.includes(row.ownerId))) &&
    (hasParent == null || hasParent === (row.parentId !== null)) &&
    (!since || row.createdAt >= since) &&
    (!until || row.createdAt < until)
  );
}

/** The SQL condition for the jobs that the viewer may see and asks for. Throws UNAUTHENTICATED for nobody in particular. */
export function jobsWhere(ctx: Context, wanted: JobConditions): { where: string; values: SqlValue[] } {
  const { state, hasParent, since, until } = wanted;
  const conditions: string[] = ['1 = 1'];
  const values: SqlValue[] = [];
  if (!may(ctx.viewer, 'jobs.read')) {
    if (ctx.viewer.id === null) throw unauthenticated();
    conditions.push('owner_id = ?');
    values.push(ctx.viewer.id);
  }
  if (state) conditions.push(state.length ? `(${[...new Set(state)].map(one => STATES[one]).join(' OR ')})` : '1 = 0');
  const lists = { kind: wanted.kind, queue: wanted.queue, owner_id: wanted.requestedBy };
  for (const [column, list] of Object.entries(lists)) {
    if (!list) continue;
    conditions.push(list.length ? `${column} IN (${list.map(() => '?').join(', ')})` : '1 = 0');
    values.push(...list.map(asAscii));
  }
  if (hasParent != null) conditions.push(`parent_id IS ${hasParent ? 'NOT ' : ''}NULL`);
  if (since) conditions.push('created_at >= ?');
  if (until) conditions.push('created_at < ?');
  values.push(...[since, until].filter(time => time instanceof Date));
  return { where: conditions.join(' AND '), values };
}

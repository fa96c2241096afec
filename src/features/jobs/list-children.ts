import type { Context } from '../../engine/context';
import { selectJobs } from '../../engine/jobs/job-row';
import { inList } from '../../engine/jobs/sql-lists';
import { type Connection, type PageArgs, paginate } from '../../engine/pagination/connection';
import { isVisible } from './find-job';
import { type Job, jobNode } from './job';
import { jobsWhere } from './list-jobs';

const PARENTS_AT_ONCE = 100;

/** The children of a job that the viewer may see, in the order in which they were asked for. */
export function listChildren(ctx: Context, parent: Job, args: PageArgs): Promise<Connection<Job>> {
  const visible = jobsWhere(ctx, {});
  const where = `${visible.where} AND parent_id = ?`;
  const values = [...visible.values, parent.rowId];
  const now = ctx.now();
  return paginate<Job>(args, {
    order: 'Job:CHILDREN',
    keyOf: job => [String(job.rowId)],
    async fetch({ limit, backward, beyond }) {
      const rows = await selectJobs(
        ctx.db,
        `${where}${beyond ? ` AND id ${backward ? '<' : '>'} ?` : ''} ORDER BY id ${backward ? 'DESC' : 'ASC'} LIMIT ${Math.trunc(limit)}`,
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

/** The job that spawned this one, if there is one that the viewer may see; asked for by many jobs at once, it is read once. */
export async function findParent(ctx: Context, job: Job): Promise<Job | null> {
  if (job.parentRowId === null) return null;
  return ctx.load.load('job-by-row', String(job.parentRowId), async keys => {
    const found = new Map<string, Job>();
    for (let from = 0; from < keys.length; from += PARENTS_AT_ONCE) {
      const list = inList(keys.slice(from, from + PARENTS_AT_ONCE).map(Number));
      for (const row of await selectJobs(ctx.db, `id ${list.sql}`, list.values)) {
        if (isVisible(ctx, row)) found.set(String(row.id), jobNode(row, ctx.now()));
      }
    }
    return keys.map(key => found.get(key) ?? null);
  });
}

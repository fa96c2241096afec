import type { Sql } from '../../platform/database/database';
import type { JobEvent } from './job-event.entity';
import { inList, inLists } from './sql-lists';

/** The events of each of the jobs behind the one with the number `after`, oldest first, at most `limit` of each. */
export async function listEvents(
  sql: Sql,
  jobIds: readonly number[],
  { after, limit }: { after: number; limit: number },
): Promise<Map<number, JobEvent[]>> {
  const listed = new Map<number, JobEvent[]>();
  for (const some of inLists(jobIds)) {
    const list = inList(some);
    // A job's events have its versions as their numbers, without a gap.
    const rows = await sql.select<JobEvent>(
      `SELECT job_id AS jobId, ver, step, from_state AS fromState, to_state AS toState, fence, actor, reason, at
       FROM job_events WHERE job_id ${list.sql} AND ver > ? AND ver <= ? ORDER BY job_id, ver`,
      [...list.values, after, after + limit],
    );
    for (const row of rows) listed.set(Number(row.jobId), [...(listed.get(Number(row.jobId)) ?? []), row]);
  }
  return listed;
}

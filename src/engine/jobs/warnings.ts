import type { Sql, SqlValue, Transaction } from '../../platform/database/database';
import { clipText } from './clip-text';
import type { StepWarning, WarningSeverity } from './job-run';
import type { JobWarning } from './job-warning.entity';
import { inBatches, inList, inLists } from './sql-lists';

/** One statement carries this many; a step with more of them takes several. */
const BATCH = 50;

/** Stores the warnings of a step behind those of earlier ones, in its transaction, under the lock of the job's row. */
export async function writeWarnings(tx: Transaction, jobId: number, warnings: readonly StepWarning[]): Promise<void> {
  if (warnings.length === 0) return;
  const [{ last }] = await tx.select<{ last: number | null }>(
    'SELECT MAX(seq) AS last FROM job_warnings WHERE job_id = ?',
    [jobId],
  );
  let seq = Number(last ?? 0);
  for (let from = 0; from < warnings.length; from += BATCH) {
    const batch = warnings.slice(from, from + BATCH);
    const values = batch.flatMap(({ severity, line, subject, code, message }): SqlValue[] => [
      jobId,
      ++seq,
      severity,
      line ?? null,
      subject === undefined ? null : clipText(subject, 255),
      code.slice(0, 64),
      clipText(message, 1000),
    ]);
    await tx.run(
      `INSERT INTO job_warnings (job_id, seq, severity, line, subject, code, message) VALUES ${batch.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      values,
    );
  }
}

/** Which warnings of each job are listed. */
export interface WarningSlice {
  limit: number;
  /** The last ones, from the last. */
  backward: boolean;
  /** Strictly beyond this number. */
  beyond: number | null;
  severity: WarningSeverity | null;
}

/** Warnings of each of the jobs in the order in which they were met, or backwards; of each only as many rows are read as are listed. */
export async function listWarnings(
  sql: Sql,
  jobIds: readonly number[],
  { limit, backward, beyond, severity }: WarningSlice,
): Promise<Map<number, JobWarning[]>> {
  const beyondSql = beyond === null ? '' : ` AND seq ${backward ? '<' : '>'} ?`;
  const one = `(SELECT job_id AS jobId, seq, severity, line, subject, code, message FROM job_warnings
    WHERE job_id = ?${severitySql(severity)}${beyondSql} ORDER BY seq ${backward ? 'DESC' : 'ASC'} LIMIT ${Math.trunc(limit)})`;
  const listed = new Map<number, JobWarning[]>();
  for (const batch of inBatches(jobIds)) {
    const rows = await sql.select<JobWarning>(
      batch.map(() => one).join(' UNION ALL '),
      batch.flatMap((jobId): SqlValue[] => [
        jobId,
        ...(severity ? [severity] : []),
        ...(beyond === null ? [] : [beyond]),
      ]),
    );
    rows.sort((a, b) => (backward ? b.seq - a.seq : a.seq - b.seq));
    for (const row of rows) listed.set(Number(row.jobId), [...(listed.get(Number(row.jobId)) ?? []), row]);
  }
  return listed;
}

/** How many warnings each of the jobs has; one that has none is left out. */
export async function countWarnings(
  sql: Sql,
  jobIds: readonly number[],
  severity: WarningSeverity | null,
): Promise<Map<number, number>> {
  const counted = new Map<number, number>();
  for (const some of inLists(jobIds)) {
    const list = inList(some);
    const rows = await sql.select<{ jobId: number; n: number }>(
      `SELECT job_id AS jobId, COUNT(*) AS n FROM job_warnings WHERE job_id ${list.sql}${severitySql(severity)} GROUP BY job_id`,
      severity ? [...list.values, severity] : list.values,
    );
    for (const { jobId, n } of rows) counted.set(Number(jobId), Number(n));
  }
  return counted;
}

function severitySql(severity: WarningSeverity | null): string {
  return severity ? ' AND severity = ?' : '';
}

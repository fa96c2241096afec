import type { Sql, SqlValue, Transaction } from '../../platform/database/database';
import { clipText } from './clip-text';
import type { StepWarning, WarningSeverity } from './job-run';
import type { JobWarning } from './job-warning.entity';

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

/** Warnings of a job in the order in which they were met, or backwards, strictly beyond `beyond`. */
export async function listWarnings(
  sql: Sql,
  jobId: number,
  slice: { limit: number; backward: boolean; beyond: number | null; severity: WarningSeverity | null },
): Promise<JobWarning[]> {
  const { sql: where, values } = warningsWhere(jobId, slice.severity);
  const beyond = slice.beyond === null ? '' : ` AND seq ${slice.backward ? '<' : '>'} ?`;
  return sql.select<JobWarning>(
    `SELECT job_id AS jobId, seq, severity, line, subject, code, message FROM job_warnings WHERE ${where}${beyond}
     ORDER BY seq ${slice.backward ? 'DESC' : 'ASC'} LIMIT ${Math.trunc(slice.limit)}`,
    slice.beyond === null ? values : [...values, slice.beyond],
  );
}

/** How many warnings a job has. */
export async function countWarnings(sql: Sql, jobId: number, severity: WarningSeverity | null): Promise<number> {
  const { sql: where, values } = warningsWhere(jobId, severity);
  const [{ n }] = await sql.select<{ n: number }>(`SELECT COUNT(*) AS n FROM job_warnings WHERE ${where}`, values);
  return Number(n);
}

function warningsWhere(jobId: number, severity: WarningSeverity | null): { sql: string; values: SqlValue[] } {
  if (severity === null) return { sql: 'job_id = ?', values: [jobId] };
  return { sql: 'job_id = ? AND severity = ?', values: [jobId, severity] };
}

/**
 * What a parent writes and reads of its children. They are jobs like any other; the parent's row counts them, and says whether any
 * may be active: `children` is `open` from the first of them on, and null again when somebody has seen them all settled.
 */
import type { Sql, Transaction } from '../../platform/database/database';
import { isDuplicateKey } from '../../platform/database/sql-errors';
import type { JobDefinition } from './define-job';
import { insertJobs, type PreparedJob, prepareJob } from './enqueue';
import type { Job } from './job.entity';
import type { JobParts } from './job-parts';

/** How a parent's children stand. */
export interface ChildrenSums {
  count: number;
  /** Queued or running. */
  open: number;
  failed: number;
  canceled: number;
  /** Units done, those of settled children in full. */
  completed: number;
  total: number;
}

export interface SpawnOptions<Payload extends object> {
  /** How many units of the parent's progress a child stands for until it says itself; 1 when left out. */
  unitsOf?: (payload: Payload) => number;
}

/** A parent has got as far as it can while its children are not settled; it waits in its queue. */
export class ChildrenOpen extends Error {
  constructor(job: Job) {
    super(`The children of job ${job.publicId} are not settled yet.`);
    this.name = 'ChildrenOpen';
  }
}

/** T1 of children, in the transaction that holds their parent's row; gives how many there are: unique ones may be there already. */
export async function spawnChildren<Payload extends object>(
  parts: JobParts,
  tx: Transaction,
  parent: { job: Job; worker: string },
  definition: JobDefinition<Payload>,
  payloads: readonly Payload[],
  { unitsOf = () => 1 }: SpawnOptions<Payload>,
): Promise<number> {
  const { job, worker } = parent;
  const children = payloads.map((payload): PreparedJob & { units: number } => {
    const prepared = prepareJob(parts, definition, payload, {});
    const units = Math.max(0, Math.floor(unitsOf(payload)));
    const row = { ...prepared.row, parentId: job.id, ownerId: job.ownerId, progressTotal: units };
    return { ...prepared, row, actor: worker, units };
  });
  const inserted = definition.uniqueBy ? await insertNew(parts, tx, children) : children;
  if (!definition.uniqueBy) await insertJobs(parts, tx, children);
  if (inserted.length === 0) return 0;
  await tx.run(
    `UPDATE jobs SET children = 'open', children_seq = children_seq + 1, children_count = children_count + ?,
       children_total = children_total + ? WHERE id = ?`,
    [inserted.length, inserted.reduce((sum, { units }) => sum + units, 0), job.id],
  );
  return inserted.length;
}

/** One by one, since each may be there already, as somebody else's. */
async function insertNew<Child extends PreparedJob>(
  parts: JobParts,
  tx: Transaction,
  children: readonly Child[],
): Promise<Child[]> {
  const inserted: Child[] = [];
  for (const child of children) {
    try {
      await insertJobs(parts, tx, [child]);
      inserted.push(child);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  return inserted;
}

/** Counts a parent's children as they are now. */
export async function sumChildren(sql: Sql, parentId: number): Promise<ChildrenSums> {
  const [row] = await sql.select<
    Record<'count' | 'active' | 'failed' | 'canceled' | 'completed' | 'total', string | number | null>
  >(
    `SELECT COUNT(*) AS count,
       SUM(state IN ('queued', 'running')) AS active,
       SUM(state = 'failed') AS failed,
       SUM(state = 'canceled') AS canceled,
       SUM(IF(state IN ('queued', 'running'), progress_completed,
         GREATEST(progress_completed, COALESCE(progress_total, 1))) + children_completed) AS completed,
       SUM(GREATEST(progress_completed, COALESCE(progress_total, 1)) + children_total) AS total
     FROM jobs WHERE parent_id = ?`,
    [parentId],
  );
  const { count, active, failed, canceled, completed, total } = row;
  return {
    count: Number(count ?? 0),
    open: Number(active ?? 0),
    failed: Number(failed ?? 0),
    canceled: Number(canceled ?? 0),
    completed: Number(completed ?? 0),
    total: Number(total ?? 0),
  };
}

/** True while a child of the job is queued or running. */
export async function hasOpenChildren(sql: Sql, parentId: number): Promise<boolean> {
  const rows = await sql.select(`SELECT 1 FROM jobs WHERE parent_id = ? AND state IN ('queued', 'running') LIMIT 1`, [
    parentId,
  ]);
  return rows.length > 0;
}

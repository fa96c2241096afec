import type { SqlValue, Transaction } from '../../platform/database/database';
import type { Job } from './job.entity';
import { observeWait } from './job-metrics';
import type { JobParts } from './job-parts';
import { DB_NOW, findJob, type LockedJob, lockJob } from './job-row';
import { type Assignments, DbTime, transition } from './job-state';

/** How many jobs one transaction claims at most. */
const BATCH = 5;

/** T2 for the job that a hint names; null when it is not there, not due, or already somebody's: hints come late and twice. */
export async function claimHinted(parts: JobParts, worker: string, publicId: string): Promise<Job | null> {
  // Most stale hints end here, without a transaction.
  const found = await findJob(parts.db, publicId);
  if (found?.state !== 'queued' || !parts.kinds.has(found.kind)) return null;
  return parts.db.transaction(async tx => {
    const job = await lockJob(tx, found.id, { skipLocked: true });
    return job && isClaimable(job) ? claim(parts, tx, worker, job) : null;
  });
}

/** T2 for the jobs of a queue that have waited longest, without waiting for rows that others hold. */
export async function claimDue(parts: JobParts, worker: string, queue: string, limit: number): Promise<Job[]> {
  const kinds = [...parts.kinds.values()].filter(definition => definition.queue === queue).map(({ kind }) => kind);
  const values: SqlValue[] = [queue, ...kinds];
  return parts.db.transaction(async tx => {
    const rows = await tx.select<{ id: number }>(
      `SELECT id FROM jobs WHERE queue = ? AND state = 'queued' AND kind IN (${kinds.map(() => '?').join(', ')})
         AND run_at <= ${DB_NOW} AND cancel_requested_at IS NULL
       ORDER BY priority, run_at, id LIMIT ${Math.min(limit, BATCH)} FOR UPDATE SKIP LOCKED`,
      values,
    );
    const claimed: Job[] = [];
    for (const { id } of rows) {
      const job = await lockJob(tx, Number(id));
      if (job && isClaimable(job)) claimed.push(await claim(parts, tx, worker, job));
    }
    return claimed;
  });
}

function isClaimable(job: LockedJob): boolean {
  return job.state === 'queued' && job.due && !job.deadlinePassed && job.cancelRequestedAt === null;
}

async function claim(parts: JobParts, tx: Transaction, worker: string, job: LockedJob): Promise<Job> {
  const attempt = job.attempt + 1;
  const fence = job.fence + 1;
  // A released attempt goes on where its progress stood; a new one counts from the beginning.
  const fresh = { progressCompleted: 0, progressRate: null, progressEtaSeconds: null };
  const progress = job.progressAttempt === attempt ? {} : fresh;
  const set: Assignments = {
    ...progress,
    progressAttempt: attempt,
    fence,
    attempt,
    leaseOwner: worker,
    leaseUntil: DbTime.in(parts.settings.leaseSeconds * 1000),
    dispatchDueAt: null,
    ...(job.startedAt ? {} : { startedAt: DbTime.now }),
  };
  await transition(tx, parts.notices, job, { step: 'T2', to: 'running', actor: worker, set });
  tx.afterCommit(() => observeWait(job, Date.now() - job.runAt.getTime()));
  return {
    ...job,
    ...progress,
    progressAttempt: attempt,
    state: 'running',
    ver: job.ver + 1,
    fence,
    attempt,
    leaseOwner: worker,
  };
}

import type { Transaction } from '../../platform/database/database';
import { isOldestsTurn, lockDue, nextOf } from './claim-order';
import type { Job } from './job.entity';
import { observeWait } from './job-metrics';
import type { JobParts } from './job-parts';
import { type LockedJob, lockQueued } from './job-row';
import type { KindPlaces } from './kind-places';
import { DbTime, transitions } from './job-state';

/** Who claims: a worker, with the places that it has for jobs of each kind. */
export interface Claimer {
  parts: JobParts;
  /** Its name. */
  worker: string;
  places: KindPlaces;
}

/** How many jobs one transaction claims at most. */
const BATCH = 32;
const FEW_PLACES = 4;
const LOOK_EVERY_MS = 50;

/**
 * T2 for as many jobs of a queue as hints came: those that the hints name, unless more urgent ones are due. However many hints are
 * ahead of its own, an urgent job is the next to be claimed; and a hint whose job was claimed before is good for another that is due.
 * Null for each hint that is left over: hints come late and twice.
 */
export async function claimHinted(
  claimer: Claimer,
  queue: string,
  publicIds: readonly string[],
): Promise<(Job | null)[]> {
  const { parts } = claimer;
  const places = publicIds.length;
  const oldest = isOldestsTurn(queue, places);
  const claimed = await claiming(claimer, async (tx, claim) => {
    const named = (await lockQueued(tx, publicIds)).filter(job => isClaimable(parts, job));
    // With a place left over, anybody may be next; otherwise only who is more urgent.
    const urgency = named.length < places ? {} : { before: Math.max(...named.map(({ priority }) => priority)) };
    const looks = named.length < places || isLookDue(queue, places);
    const others = looks ? await lockDue(claimer, tx, queue, { limit: places, oldest, ...urgency }) : [];
    const candidates = [...new Map([...named, ...others].map(job => [job.id, job])).values()];
    return claim(nextOf(candidates, candidates.length, oldest), places);
  });
  return publicIds.map((_, index) => claimed[index] ?? null);
}

/** T2 for the next jobs of a queue, without waiting for rows that others hold. */
export async function claimDue(claimer: Claimer, queue: string, limit: number): Promise<Job[]> {
  const places = Math.min(limit, BATCH);
  const oldest = isOldestsTurn(queue, places);
  return claiming(claimer, async (tx, claim) => {
    const due = await lockDue(claimer, tx, queue, { limit: places, oldest });
    return claim(nextOf(due, due.length, oldest), places);
  });
}

/** When a queue was last looked through for jobs that no hint names. */
const lookedAt = new Map<string, number>();

/** A busy queue, whose hints come many at a time, is looked through twenty times a second; any other with each claim. */
function isLookDue(queue: string, places: number): boolean {
  const now = performance.now();
  if (places < FEW_PLACES) return true;
  if (now - (lookedAt.get(queue) ?? 0) < LOOK_EVERY_MS) return false;
  lookedAt.set(queue, now);
  return true;
}

function isClaimable(parts: JobParts, job: LockedJob): boolean {
  if (!parts.kinds.has(job.kind) || job.state !== 'queued') return false;
  return job.due && !job.deadlinePassed && job.cancelRequestedAt === null;
}

/** Claims the first of the jobs, at most `most`, that can be claimed and whose kind has a place. */
type Claim = (locked: readonly LockedJob[], most: number) => Promise<Job[]>;

/** One transaction of claims; the places of kinds that it took are given back when it comes to nothing. */
async function claiming(claimer: Claimer, work: (tx: Transaction, claim: Claim) => Promise<Job[]>): Promise<Job[]> {
  const { parts, places } = claimer;
  const taken: string[] = [];
  const giveBack = () => {
    for (const kind of taken.splice(0)) places.release(kind);
  };
  const take = (job: LockedJob) => {
    if (!isClaimable(parts, job) || !places.take(job.kind)) return false;
    taken.push(job.kind);
    return true;
  };
  try {
    return await parts.db.transaction(tx => {
      // A transaction that lost a race starts again.
      giveBack();
      return work(tx, (locked, most) => {
        const next: LockedJob[] = [];
        for (const job of locked) if (next.length < most && take(job)) next.push(job);
        return claimAll(claimer, tx, next);
      });
    });
  } catch (error) {
    giveBack();
    throw error;
  }
}

async function claimAll({ parts, worker }: Claimer, tx: Transaction, jobs: readonly LockedJob[]): Promise<Job[]> {
  const claims = jobs.map(job => ({ job, set: claimColumns(parts, worker, job) }));
  const changes = claims.map(({ job, set }) => ({
    job,
    change: { step: 'T2', to: 'running', actor: worker, set } as const,
  }));
  await transitions(tx, parts.notices, changes);
  tx.afterCommit(() => claims.forEach(({ job }) => observeWait(job, Date.now() - job.runAt.getTime())));
  return claims.map(({ job, set: { leaseUntil: _lease, startedAt: _started, ...set } }) => ({
    ...job,
    ...set,
    state: 'running',
    ver: job.ver + 1,
  }));
}

function claimColumns(parts: JobParts, worker: string, job: LockedJob) {
  const attempt = job.attempt + 1;
  // A released attempt goes on where its progress stood; a new one counts from the beginning.
  const fresh = { progressCompleted: 0, progressRate: null, progressEtaSeconds: null };
  return {
    ...(job.progressAttempt === attempt ? {} : fresh),
    progressAttempt: attempt,
    fence: job.fence + 1,
    attempt,
    leaseOwner: worker,
    leaseUntil: DbTime.in(parts.settings.leaseSeconds * 1000),
    dispatchDueAt: null,
    ...(job.startedAt ? {} : { startedAt: DbTime.now }),
  };
}

/**
 * Effects outside this database, which no transaction can hold together with the row. A remote that takes idempotency keys gets
 * the effect's, which is the same in every attempt, so repeating is harmless. For others the intent is committed first, then the
 * effect is made, then `done` is committed. An attempt that finds an intent can't know how far the one before it came; the kind's
 * policy decides: `at_least_once` begins again, `at_most_once` lets it be and remembers that it is unknown.
 */
import type { Transaction } from '../../platform/database/database';
import type { Effect } from './effect.entity';
import type { Job } from './job.entity';
import { DB_NOW } from './job-row';

/** What an attempt does about an effect that an earlier one had begun and not finished. */
export type EffectPolicy = 'at_least_once' | 'at_most_once';

export interface EffectOptions {
  policy: EffectPolicy;
  /** The remote recognises the effect's key, and makes it once however often it is asked. */
  idempotent?: true;
}

/** `made` now, `made_before` by an earlier attempt, or `unknown`: begun by an earlier attempt, and not to be begun again. */
export type EffectOutcome = 'made' | 'made_before' | 'unknown';

/** Makes one effect; `effectKey` is the same in every attempt. */
export type MakeEffect = (effectKey: string, signal: AbortSignal) => Promise<void>;

/** Runs work in a transaction that holds the job's row under its fence; a request to cancel stops it, unless it is `despiteCancel`. */
export type UnderFence = <T>(work: (tx: Transaction) => Promise<T>, options?: { despiteCancel: boolean }) => Promise<T>;

const KEY = /^[\x21-\x7e]{1,160}$/;
const notMade = new WeakSet<Error>();

/** Marks an error of an effect that certainly was not made, e.g. a refused connection: another attempt may make it. */
export function effectNotMade<Fault extends Error>(error: Fault): Fault {
  notMade.add(error);
  return error;
}

/** Makes an effect of the job as its policy says. */
export async function makeEffect(
  { job, underFence, signal }: { job: Job; underFence: UnderFence; signal: AbortSignal },
  { name, ...options }: EffectOptions & { name: string },
  make: MakeEffect,
): Promise<EffectOutcome> {
  if (!KEY.test(name)) throw new Error(`"${name}" can't name an effect: 1 to 160 visible ASCII characters can.`);
  const effectKey = `${job.publicId}:${name}`;
  const before = await underFence(tx => begin(tx, job, effectKey, options));
  if (before !== 'begun') return before;
  signal.throwIfAborted();
  try {
    await make(effectKey, signal);
  } catch (error) {
    if (error instanceof Error && notMade.has(error)) {
      await underFence(tx => forget(tx, effectKey), { despiteCancel: true });
    }
    throw error;
  }
  // What has been made is remembered even if the job is to be canceled.
  await underFence(tx => setStatus(tx, effectKey, 'done'), { despiteCancel: true });
  return 'made';
}

/** Under the fence nobody else can begin it: an intent that is here was left by an attempt that did not finish. */
async function begin(
  tx: Transaction,
  job: Job,
  effectKey: string,
  { policy, idempotent }: EffectOptions,
): Promise<EffectOutcome | 'begun'> {
  const [found] = await tx.select<Pick<Effect, 'status'>>('SELECT status FROM effects WHERE effect_key = ?', [
    effectKey,
  ]);
  if (found?.status === 'done') return 'made_before';
  if (found && !idempotent && policy === 'at_most_once') {
    await setStatus(tx, effectKey, 'unknown');
    return 'unknown';
  }
  if (found) {
    await tx.run(`UPDATE effects SET status = 'intent', fence = ?, at = ${DB_NOW} WHERE effect_key = ?`, [
      job.fence,
      effectKey,
    ]);
  } else {
    await tx.run(`INSERT INTO effects (effect_key, job_id, fence, status, at) VALUES (?, ?, ?, 'intent', ${DB_NOW})`, [
      effectKey,
      job.id,
      job.fence,
    ]);
  }
  return 'begun';
}

async function setStatus(tx: Transaction, effectKey: string, status: Effect['status']): Promise<void> {
  await tx.run(`UPDATE effects SET status = ?, at = ${DB_NOW} WHERE effect_key = ?`, [status, effectKey]);
}

async function forget(tx: Transaction, effectKey: string): Promise<void> {
  await tx.run('DELETE FROM effects WHERE effect_key = ?', [effectKey]);
}

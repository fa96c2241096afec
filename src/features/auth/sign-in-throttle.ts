import type { Context } from '../../engine/context';
import { rateLimited } from '../../errors';
import { digestOf } from '../../platform/crypto/secret-token';

/*
 * How often somebody may be wrong. The database counts, so that neither a Redis that is away nor a second process lets anybody try more
 * often. An attempt is written down before it is made: of many that come at once, no more get through than of those that come one by one.
 */

/** How long a failure counts. */
export const FAILURES_COUNT_SECONDS = 15 * 60;

/** What an attempt is counted against. */
export interface Counted {
  /** A text that names it; only its hash is stored. */
  subject: string;
  most: number;
}

/** An attempt under way. */
export interface Attempt {
  /** It has succeeded: it no longer counts, and neither do earlier failures of the first subject. */
  succeeded(): Promise<void>;
  /** It was neither success nor failure. */
  withdrawn(): Promise<void>;
}

/** Counts an attempt, or refuses it with RATE_LIMITED when there were too many failures. Refused ones do not count. */
export async function beginAttempt({ db }: Pick<Context, 'db'>, counted: readonly Counted[]): Promise<Attempt> {
  const ids: number[] = [];
  const withdrawn = async () => {
    for (const id of ids) await db.run('DELETE FROM sign_in_attempts WHERE id = ?', [id]);
  };
  for (const { subject, most } of counted) {
    const digest = digestOf(subject);
    ids.push(
      (await db.run('INSERT INTO sign_in_attempts (subject, at) VALUES (?, UTC_TIMESTAMP(3))', [digest])).insertId,
    );
    const [{ n, wait }] = await db.select<{ n: number; wait: number | null }>(
      `SELECT COUNT(*) AS n, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), MIN(at) + INTERVAL ${FAILURES_COUNT_SECONDS} SECOND) AS wait
       FROM sign_in_attempts WHERE subject = ? AND at > UTC_TIMESTAMP(3) - INTERVAL ${FAILURES_COUNT_SECONDS} SECOND`,
      [digest],
    );
    if (Number(n) <= most) continue;
    await withdrawn();
    const seconds = Math.max(1, Number(wait ?? 0));
    throw rateLimited(`There were too many attempts; try again in ${Math.ceil(seconds / 60)} minutes.`, seconds);
  }
  return {
    withdrawn,
    async succeeded() {
      await db.run('DELETE FROM sign_in_attempts WHERE subject = ?', [digestOf(counted[0].subject)]);
      await withdrawn();
    },
  };
}

/** What a network address is counted as: a customer of IPv6 has a whole /64. */
export function networkOf(address: string | null | undefined): string {
  if (!address) return 'nowhere';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head, tail = ''] = address.split('%', 1)[0].split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const gap = address.includes('::') ? Array(Math.max(0, 8 - before.length - after.length)).fill('0') : [];
  return [...before, ...gap, ...after]
    .slice(0, 4)
    .map(part => Number.parseInt(part, 16).toString(16))
    .join(':');
}

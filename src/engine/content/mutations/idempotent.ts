import { createHash } from 'node:crypto';
import {
  DirectiveLocation,
  getDirectiveValues,
  GraphQLDirective,
  GraphQLNonNull,
  type GraphQLResolveInfo,
  GraphQLString,
} from 'graphql';
import { badUserInput, idempotencyKeyReused } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { isDuplicateKey } from '../../../platform/database/sql-errors';
import type { Context } from '../../context';

/*
 * A request that was sent twice is carried out once. The key is taken in the transaction of the work, and INSERT comes first: callers with
 * the same key wait at the unique key until the first has committed, and then find what became of it. When the first wrote nothing,
 * there is no key either, and the next one does the work.
 */

/** `@idempotent(key:)` on a mutation's field. */
export const IDEMPOTENT = new GraphQLDirective({
  name: 'idempotent',
  description:
    'Carries the mutation out once, however often it is sent with this key within 48 hours; later answers tell what became of the first. The header Idempotency-Key does the same for all fields of a request.',
  locations: [DirectiveLocation.FIELD],
  args: {
    key: {
      type: new GraphQLNonNull(GraphQLString),
      description:
        'Any text of 1 to 255 characters that only this request has; the same key with other input is refused.',
    },
  },
});

/** How long an outcome is answered again. */
const KEPT_HOURS = 48;

/** A mutation that is to be carried out once. */
export interface KeyedMutation {
  scope: string;
  /** SHA-256 of the key and the place in the request that it stands for. */
  key: string;
  /** As the caller gave it. */
  given: string;
  /** SHA-256 of what is asked for. */
  requestHash: string;
}

/** The key that a mutation came with, in the directive or the header; null when there is none. Throws BAD_USER_INPUT. */
export function keyOfMutation(ctx: Context, info: GraphQLResolveInfo, input: object): KeyedMutation | null {
  const directive = getDirectiveValues(IDEMPOTENT, info.fieldNodes[0], info.variableValues) as
    | { key: string }
    | undefined;
  const given = directive?.key ?? ctx.idempotencyKey;
  if (given == null) return null;
  if (given.length < 1 || given.length > 255) throw badUserInput('An idempotency key has 1 to 255 characters.');
  // A header stands for each field of the request by itself.
  const place = directive ? '' : String(info.path.key);
  return {
    scope: ctx.viewer.id ?? ctx.viewer.kind,
    key: sha256(`mutation\0${place}\0${given}`),
    given,
    requestHash: sha256(`${info.fieldName}\0${JSON.stringify(input)}`),
  };
}

/** Does the work and keeps what became of it, or gives what became of the first request with the key. Throws IDEMPOTENCY_KEY_REUSED. */
export async function onlyOnce<Result extends object>(
  tx: Transaction,
  keyed: KeyedMutation | null,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!keyed) return work();
  const first = await takeKey(tx, keyed);
  if (first) return JSON.parse(first) as Result;
  const result = await work();
  await tx.run('UPDATE idempotency_keys SET outcome = ? WHERE scope = ? AND `key` = ?', [
    JSON.stringify(result),
    keyed.scope,
    keyed.key,
  ]);
  return result;
}

/** Null when the key is the caller's now, else the outcome of the first request. */
async function takeKey(tx: Transaction, { scope, key, given, requestHash }: KeyedMutation): Promise<string | null> {
  try {
    await tx.run(
      `INSERT INTO idempotency_keys (scope, \`key\`, request_hash, created_at, expires_at)
       VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL ${KEPT_HOURS} HOUR)`,
      [scope, key, requestHash],
    );
    return null;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const [first] = await tx.select<{ requestHash: string; outcome: string | null; expired: number }>(
    `SELECT request_hash AS requestHash, outcome, expires_at <= UTC_TIMESTAMP(3) AS expired
     FROM idempotency_keys WHERE scope = ? AND \`key\` = ?`,
    [scope, key],
  );
  if (first.expired) {
    await tx.run('DELETE FROM idempotency_keys WHERE scope = ? AND `key` = ? AND expires_at <= UTC_TIMESTAMP(3)', [
      scope,
      key,
    ]);
    return takeKey(tx, { scope, key, given, requestHash });
  }
  if (first.requestHash !== requestHash) throw idempotencyKeyReused(given);
  return first.outcome;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

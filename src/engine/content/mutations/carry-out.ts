import type { GraphQLResolveInfo } from 'graphql';
import type { Transaction } from '../../../platform/database/database';
import type { Context } from '../../context';
import { keyOfMutation, onlyOnce } from './idempotent';

/**
 * Carries a mutation out in one transaction, once for each idempotency key. What is read afterwards within the same operation is read
 * anew.
 */
export async function carryOut<Result extends object>(
  ctx: Context,
  info: GraphQLResolveInfo,
  input: object,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const keyed = keyOfMutation(ctx, info, input);
  const result = await ctx.db.transaction(tx => onlyOnce(tx, keyed, () => work(tx)));
  ctx.load.forget();
  return result;
}

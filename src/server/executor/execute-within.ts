import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import type { Cancellation } from '../../platform/database/cancellation';
import type { CostTally } from '../cost/actual-cost';
import { executePlanned } from './execute-planned';
import { isPromise } from './promises';

/**
 * Executes an operation that may be cancelled: its answer then holds nothing but the reason, and what its resolvers still do is
 * nobody's any more. Their database is cancelled as well, so that they soon end.
 */
export async function executeWithin(
  cancellation: Cancellation,
  args: ExecutionArgs,
  tally?: CostTally,
): Promise<ExecutionResult> {
  const result = executePlanned(args, tally);
  if (!isPromise(result)) return result;
  try {
    return await cancellation.race(result);
  } catch (error) {
    if (cancellation.reason === null) throw error;
    const { message } = cancellation.reason;
    return { data: null, errors: [new GraphQLError(message, { originalError: cancellation.reason })] };
  }
}

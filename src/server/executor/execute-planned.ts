import { type ExecutionArgs, type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { assertValidExecutionArguments, buildExecutionContext, type ExecutionContext } from 'graphql/execution/execute';
import type { CostTally } from '../cost/actual-cost';
import { executeFields, executeFieldsSerially, type Run } from './execute-fields';
import { planOf } from './plan-cache';
import { isPromise, type MaybePromise } from './promises';
import type { Row } from './row';

/**
 * graphql-js's `execute`, with what a document determines worked out once instead of on each request.
 *
 * A plan belongs to a document, an operation and the values of the variables that @skip and @include ask for. It holds the collected
 * fields of each type that has occurred, in order, with their definitions, the shapes of their types and how their arguments are had.
 * Nothing is planned before a value of its type occurs, so that a document costs no more than its answer.
 *
 * Answers, errors and what resolvers are given are those of graphql-js, to the order in which promises settle: the test in
 * test/server/executor compares the two. Whatever is rare goes through graphql-js's own functions, some of which are internal to it:
 * that is why its version is pinned. What differs is that `info.fieldNodes` is the same array on every request of a plan, and that
 * the objects in `data` have an empty prototype instead of none. `tally` counts what the answer
 * is made of.
 */
export function executePlanned(args: ExecutionArgs, tally: CostTally = { spent: 0 }): MaybePromise<ExecutionResult> {
  assertValidExecutionArguments(args.schema, args.document, args.variableValues);
  const built = buildExecutionContext(args);
  if (!('schema' in built)) return { errors: built };
  const run: Run = Object.assign(built, { tally });
  try {
    const data = executeOperation(run, args);
    if (!isPromise(data)) return respond(run, data);
    return data.then(
      settled => respond(run, settled),
      (error: GraphQLError) => fail(run, error),
    );
  } catch (error) {
    return fail(run, error as GraphQLError);
  }
}

function executeOperation(run: Run, { document, rootValue }: ExecutionArgs): MaybePromise<Row> {
  const { schema, operation } = run;
  const rootType = schema.getRootType(operation.operation);
  if (rootType == null) {
    throw new GraphQLError(`Schema is not configured to execute ${operation.operation} operation.`, {
      nodes: operation,
    });
  }
  const { root } = planOf(run, document, rootType);
  return operation.operation === OperationTypeNode.MUTATION
    ? executeFieldsSerially(run, root, rootValue)
    : executeFields(run, root, rootValue, undefined);
}

function fail(run: ExecutionContext, error: GraphQLError): ExecutionResult {
  run.collectedErrors.add(error, undefined);
  return respond(run, null);
}

function respond({ collectedErrors: { errors } }: ExecutionContext, data: Row | null): ExecutionResult {
  return errors.length === 0 ? { data } : { errors, data };
}

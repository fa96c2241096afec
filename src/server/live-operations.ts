import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
} from 'graphql';
import { newId } from '../platform/crypto/new-id';
import type { Viewer } from '../engine/access/viewer';
import type { Context } from '../engine/context';
import type { Logger } from '../platform/telemetry/log';
import type { Charge, CostBuckets } from './cost/cost-buckets';
import type { OperationPricing } from './cost/operation-pricing';
import { createDocumentCache } from './document-cache';
import { executeSubscription } from './execute-subscription';
import { executeWithin } from './executor/execute-within';
import type { IntrospectionGate } from './introspection-gate';
import type { TrustedDocuments } from './trusted-documents';
import { formatError } from './format-error';
import { observeErrors, observeOperation } from './metrics';
import type { OperationLimits } from './operation-limits';
import type { ContextFor } from './request-context';
import { RequestLifetime } from './request-lifetime';

/** Operations that may answer more than once, the same whatever carries them: WebSockets or event streams. */
export interface LiveOperationsOptions {
  schema: GraphQLSchema;
  introspection: boolean;
  limits: OperationLimits;
  pricing: OperationPricing;
  buckets: CostBuckets;
  mayIntrospect: IntrospectionGate;
  trusted: TrustedDocuments;
  /** What one operation may take that is no subscription. */
  requestSeconds: number;
  /** Drops schema details from errors. */
  production: boolean;
  contextFor: ContextFor;
  log: Logger;
}

/** What a client asks to run. */
export interface OperationRequest {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
  extensions?: Record<string, unknown> | null;
  /** Instead of the query. */
  documentId?: unknown;
}

/** One operation, from its request to its last answer. */
export interface LiveOperation {
  requestId: string;
  startedAt: number;
  answered: boolean;
}

/** An answer with its errors worded for the client. */
export type PublicResult = Omit<ExecutionResult, 'errors'> & { errors?: readonly GraphQLFormattedError[] };

export type LiveOperations = ReturnType<typeof createLiveOperations>;

/** Checks, runs and words operations by the same rules as over HTTP. */
export function createLiveOperations(options: LiveOperationsOptions) {
  const {
    schema,
    introspection,
    limits,
    pricing,
    buckets,
    mayIntrospect,
    trusted,
    requestSeconds,
    production,
    contextFor,
    log,
  } = options;
  const documents = createDocumentCache({ schema, introspection, limits, hideSuggestions: production });

  const word = ({ requestId }: LiveOperation, errors: readonly GraphQLError[]) =>
    errors.map(error => formatError(error.toJSON(), error, { requestId, log: log.child({ requestId }) }));

  const charges = new WeakMap<ExecutionArgs, Charge>();

  /** Over a connection that stays open, a query that takes too long is nothing but a query that takes too long. */
  const runOnce = async (args: ExecutionArgs, origin: Parameters<ContextFor>[0]): Promise<ExecutionResult> => {
    const lifetime = new RequestLifetime(requestSeconds);
    const { cancellation } = lifetime;
    const tally = { spent: 0 };
    try {
      const contextValue = contextFor({ ...origin, cancellation });
      return await executeWithin(cancellation, { ...args, contextValue }, tally);
    } finally {
      lifetime.end();
      charges.get(args)?.settle(tally.spent);
    }
  };

  return {
    begin: (): LiveOperation => ({ requestId: newId(), startedAt: performance.now(), answered: false }),

    /** What is to be executed, or why it can't be. */
    async prepare(
      asked: OperationRequest,
      request: { viewer: Viewer; requestId: string; address: string },
    ): Promise<ExecutionArgs | readonly GraphQLError[]> {
      try {
        await trusted.resolve(asked, request.viewer);
      } catch (error) {
        return [asGraphqlError(error)];
      }
      const { query, operationName, variables } = asked;
      const found = documents.find(query);
      if ('errors' in found) return found.errors;
      const { document } = found;
      const ast = getOperationAST(document, operationName);
      if (!ast) return [operationNotFound(operationName)];
      const closed = mayIntrospect(document, request.viewer) ?? trusted.gate(document, query, request.viewer);
      if (closed) return [closed];
      const refusal = pricing.refusalOf(document, ast, variables);
      if (refusal) return [asGraphqlError(refusal)];
      const args = { schema, document, operationName, variableValues: variables, contextValue: contextFor(request) };
      try {
        charges.set(args, buckets.take(request.viewer, request.address, pricing.price(document, ast, variables)));
      } catch (error) {
        return [asGraphqlError(error)];
      }
      return args;
    },

    /** One answer, or one after the other for a subscription. Never throws: an error around an execution is an answer too. */
    async run(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
      try {
        const { viewer, requestId, address } = args.contextValue as Context;
        const origin = { viewer, requestId, address };
        if (typeOf(args) !== OperationTypeNode.SUBSCRIPTION) return await runOnce(args, origin);
        return await executeSubscription(args, { viewer, freshContext: () => contextFor(origin) });
      } catch (error) {
        return { errors: [asGraphqlError(error)] };
      }
    },

    /** An answer as the client may see it; the first one ends the time that the operation took. */
    present(operation: LiveOperation, args: ExecutionArgs, result: ExecutionResult): PublicResult {
      const errors = result.errors && word(operation, result.errors);
      const codes = (errors ?? []).map(error => error.extensions.code);
      if (operation.answered) observeErrors(codes);
      else observeOperation({ type: typeOf(args), ms: performance.now() - operation.startedAt, codes });
      operation.answered = true;
      return errors ? { ...result, errors } : (result as PublicResult);
    },

    /** Errors of an operation that was refused, or whose source broke. */
    refuse(operation: LiveOperation, errors: readonly GraphQLError[]): readonly GraphQLFormattedError[] {
      const worded = word(operation, errors);
      const codes = worded.map(error => error.extensions.code);
      observeOperation({ type: null, ms: performance.now() - operation.startedAt, codes });
      return worded;
    },
  };
}

/** Any thrown value as GraphQL words it; the original stays within reach of `formatError`. */
export function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** Which kind of operation will run; null when the document does not say. */
export function typeOf({ document, operationName }: ExecutionArgs): OperationTypeNode | null {
  return getOperationAST(document, operationName)?.operation ?? null;
}

function operationNotFound(operationName: string | null | undefined): GraphQLError {
  const message = operationName
    ? `Unknown operation named "${operationName}".`
    : 'Must provide operation name if query contains multiple operations.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

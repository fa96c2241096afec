import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { newId } from '../platform/crypto/new-id';
import type { Context } from '../engine/context';
import { uncacheable } from '../engine/loading/cache-tags';
import type { Logger } from '../platform/telemetry/log';
import type { Charge, CostBuckets } from './cost/cost-buckets';
import type { OperationPricing } from './cost/operation-pricing';
import { plannedExecution, tallyOf } from './executor/apollo-gateway';
import { refusedByRule } from './document-cache';
import { type ErrorScope, formatError } from './format-error';
import { observeOperation } from './metrics';
import { codesOf, headOfFailure } from './operation-answer';
import { endWithClient } from './request-lifetime';
import type { IntrospectionGate } from './introspection-gate';
import type { TrustGate } from './trusted-documents';
import { limitOperations, type OperationLimits } from './operation-limits';

export interface GraphqlOptions {
  schema: GraphQLSchema;
  introspection: boolean;
  limits: OperationLimits;
  pricing: OperationPricing;
  buckets: CostBuckets;
  mayIntrospect: IntrospectionGate;
  isTrusted: TrustGate;
  /** Hides "did you mean" suggestions: the schema is not to be guessed from errors. */
  production: boolean;
  log: Logger;
  /** Whether an answer to the operation could be shared. */
  isCacheable: (document: DocumentNode, operation: OperationDefinitionNode) => boolean;
  /** Told of each document that is sound and about to run. */
  onSoundDocument?: (text: string, document: DocumentNode) => void;
}

/** Starts Apollo Server: GraphQL over HTTP as its specification has it, with errors masked and limits applied. */
export async function startApollo(options: GraphqlOptions): Promise<ApolloServer<Context>> {
  const { schema, introspection, limits, production, log } = options;
  const errors = createErrorMask(log);
  const apollo = new ApolloServer<Context>({
    gateway: plannedExecution(schema),
    introspection,
    logger: log,
    nodeEnv: production ? 'production' : 'development',
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [limitOperations(limits)],
    formatError: errors.format,
    plugins: [
      // Instrumenting every field for cache hints costs half of a list's time.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      errors.plugin,
      statusPlugin,
      brokenRulePlugin,
      observePlugin,
      admissionPlugin(options),
    ],
  });
  await apollo.start();
  return apollo;
}

/**
 * Apollo formats errors without saying whose they are. The plugin notes which request each error belongs to before that; an error
 * that it never saw gets an id of its own, which is in the log as well.
 */
function createErrorMask(log: Logger) {
  const scopes = new WeakMap<object, ErrorScope>();
  const plugin: ApolloServerPlugin<Context> = {
    async requestDidStart({ contextValue }) {
      return {
        async didEncounterErrors({ errors }) {
          for (const error of errors) scopes.set(error, contextValue);
        },
      };
    },
  };
  const format = (formatted: GraphQLFormattedError, error: unknown) => {
    const scope = typeof error === 'object' && error !== null ? scopes.get(error) : undefined;
    return formatError(formatted, error, scope ?? { requestId: newId(), log });
  };
  return { plugin, format };
}

const statusPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue, response }) {
        if (response.body.kind !== 'single') return;
        const { data, errors } = response.body.singleResult;
        if (errors) uncacheable(contextValue);
        const head = headOfFailure(data, errors);
        if (head === null) return;
        response.http.status = head.status;
        for (const [name, value] of head.headers) response.http.headers.set(name, value);
      },
    };
  },
};

/**
 * graphql-js has a rule that throws instead of reporting: a subscription whose root field depends on a variable by @skip or @include.
 * Apollo takes that for a fault of the server; what is thrown here instead is its answer.
 */
const brokenRulePlugin: ApolloServerPlugin<Context> = {
  async unexpectedErrorProcessingRequest({ requestContext, error }) {
    if (!(error instanceof GraphQLError) || requestContext.operation) return;
    throw refusedByRule(error, { http: { status: 400 } });
  },
};

const observePlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    const startedAt = performance.now();
    let executed = false;
    return {
      async executionDidStart() {
        executed = true;
      },
      async willSendResponse({ operation, response }) {
        const codes = response.body?.kind === 'single' ? codesOf(response.body.singleResult.errors) : [];
        const type = executed && operation ? operation.operation : null;
        observeOperation({ type, ms: performance.now() - startedAt, codes });
      },
    };
  },
};

/** Prices each operation before it runs, and says which documents are sound. */
function admissionPlugin({
  pricing,
  buckets,
  mayIntrospect,
  isTrusted,
  isCacheable,
  onSoundDocument,
}: GraphqlOptions): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      let requested: number | null = null;
      let charge: Charge | null = null;
      return {
        async didResolveOperation({ contextValue, document, operation, source, request: { variables } }) {
          if (!operation) return;
          const { cancellation } = contextValue;
          if (cancellation && operation.operation === 'query') endWithClient(cancellation);
          if (!isCacheable(document, operation)) uncacheable(contextValue);
          onSoundDocument?.(source, document);
          const closed =
            mayIntrospect(document, contextValue.viewer) ?? isTrusted(document, source, contextValue.viewer);
          if (closed) throw closed;
          const refusal = pricing.refusalOf(document, operation, variables);
          if (refusal) throw refusal;
          requested = pricing.price(document, operation, variables);
          charge = buckets.take(contextValue.viewer, contextValue.address, requested);
        },
        async willSendResponse({ contextValue, request, response: { body } }) {
          if (requested === null || charge === null) return;
          const { spent } = tallyOf(contextValue);
          charge.settle(spent);
          if (body.kind !== 'single' || body.singleResult.data === undefined) return;
          if (!pricing.isReported(name => request.http?.headers.get(name))) return;
          uncacheable(contextValue);
          body.singleResult.extensions = {
            ...body.singleResult.extensions,
            ...pricing.reportOf(requested, spent, charge.throttle()),
          };
        },
      };
    },
  };
}

import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { ulid } from 'ulid';
import type { Context } from '../engine/context';
import type { Logger } from '../platform/telemetry/log';
import { type ErrorScope, formatError } from './format-error';
import { RETRY_AFTER_SECONDS, statusOf } from './http-errors';
import { observeOperation } from './metrics';
import { limitOperations, type OperationLimits } from './operation-limits';

export interface GraphqlOptions {
  schema: GraphQLSchema;
  introspection: boolean;
  limits: OperationLimits;
  /** Hides "did you mean" suggestions: the schema is not to be guessed from errors. */
  production: boolean;
  log: Logger;
}

/** Codes that say the whole request failed, when nothing of its data was found. */
const WHOLE_REQUEST_CODES = ['UNAVAILABLE', 'FILE_TOO_LARGE'];

/** Starts Apollo Server: GraphQL over HTTP as its specification has it, with errors masked and limits applied. */
export async function startApollo(options: GraphqlOptions): Promise<ApolloServer<Context>> {
  const { schema, introspection, limits, production, log } = options;
  const errors = createErrorMask(log);
  const apollo = new ApolloServer<Context>({
    schema,
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
      observePlugin,
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
    async requestDidStart({ contextValue: { requestId, log } }) {
      const scope = { requestId, log };
      return {
        async didEncounterErrors({ errors }) {
          for (const error of errors) scopes.set(error, scope);
        },
      };
    },
  };
  const format = (formatted: GraphQLFormattedError, error: unknown) => {
    const scope = typeof error === 'object' && error !== null ? scopes.get(error) : undefined;
    return formatError(formatted, error, scope ?? { requestId: ulid(), log });
  };
  return { plugin, format };
}

const statusPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single' || holdsData(response.body.singleResult.data)) return;
        const code = codesOf(response.body.singleResult.errors).find(code => WHOLE_REQUEST_CODES.includes(code));
        if (code === undefined) return;
        response.http.status = statusOf(code);
        if (code === 'UNAVAILABLE') response.http.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
      },
    };
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

function holdsData(data: Record<string, unknown> | null | undefined): boolean {
  return data != null && Object.values(data).some(value => value !== null);
}

function codesOf(errors: readonly GraphQLFormattedError[] | undefined): string[] {
  return (errors ?? []).map(error => String(error.extensions?.code));
}

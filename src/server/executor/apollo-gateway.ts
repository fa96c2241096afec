import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Context } from '../../engine/context';
import { executePlanned } from './execute-planned';

/**
 * Apollo lets an executor be brought along by a gateway only. This one has a schema that never changes, and executes it here: hooks,
 * masking and status codes stay Apollo's own.
 */
export function plannedExecution(schema: GraphQLSchema): ApolloServerOptionsWithGateway<Context>['gateway'] {
  return {
    onSchemaLoadOrUpdate(publish) {
      publish({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async load() {
      return {
        executor: async ({ document, request, context }) =>
          executePlanned({
            schema,
            document,
            contextValue: context,
            variableValues: request.variables,
            operationName: request.operationName,
          }),
      };
    },
    async stop() {},
  };
}

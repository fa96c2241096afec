import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Context } from '../../engine/context';
import type { CostTally } from '../cost/actual-cost';
import { executeWithin } from './execute-within';
import { executePlanned } from './execute-planned';

const TALLY = Symbol('tally');

/** The tally of the operation that runs in this context. */
export function tallyOf(context: Context): CostTally {
  const noted = context as Context & { [TALLY]?: CostTally };
  return (noted[TALLY] ??= { spent: 0 });
}

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
        executor: async ({ document, request, context: given }) => {
          const context = given as Context;
          const args = {
            schema,
            document,
            contextValue: context,
            variableValues: request.variables,
            operationName: request.operationName,
          };
          const tally = tallyOf(context);
          return context.cancellation ? executeWithin(context.cancellation, args, tally) : executePlanned(args, tally);
        },
      };
    },
    async stop() {},
  };
}

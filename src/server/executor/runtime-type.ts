import { type GraphQLAbstractType, GraphQLError, type GraphQLObjectType, isObjectType } from 'graphql';
import type { ExecutionContext } from 'graphql/execution/execute';
import { inspect } from 'graphql/jsutils/inspect';
import type { FieldPlan } from './plan';

/** The object type that a type resolver has named. Throws graphql-js's errors where that is none, or none of the abstract type. */
export function runtimeTypeOf(
  { schema }: ExecutionContext,
  { nodes, parentType, name: fieldName }: FieldPlan,
  abstract: GraphQLAbstractType,
  named: unknown,
  value: unknown,
): GraphQLObjectType {
  const expected = `Abstract type "${abstract.name}" must resolve to an Object type at runtime for field "${parentType.name}.${fieldName}"`;
  if (named == null) {
    throw new GraphQLError(
      `${expected}. Either the "${abstract.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  }
  if (isObjectType(named)) {
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    );
  }
  if (typeof named !== 'string') {
    throw new GraphQLError(`${expected} with value ${inspect(value)}, received "${inspect(named)}".`);
  }
  const type = schema.getType(named);
  if (type == null) {
    throw new GraphQLError(
      `Abstract type "${abstract.name}" was resolved to a type "${named}" that does not exist inside the schema.`,
      { nodes },
    );
  }
  if (!isObjectType(type)) {
    throw new GraphQLError(`Abstract type "${abstract.name}" was resolved to a non-object type "${named}".`, { nodes });
  }
  if (!schema.isSubType(abstract, type)) {
    throw new GraphQLError(`Runtime Object type "${type.name}" is not a possible type for "${abstract.name}".`, {
      nodes,
    });
  }
  return type;
}

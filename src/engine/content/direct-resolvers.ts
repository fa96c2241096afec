import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { Context } from '../context';

/*
 * The fields that most requests are made of are called by the executor itself: TypeGraphQL sorts and maps the parameters of each call, and
 * makes class instances of inputs down to the last one, which takes longer than to read them.
 */

type Resolve = GraphQLFieldResolver<never, Context, never>;

const resolvers = new Map<string, { type: string; field: string; resolve: Resolve }>();

/** Says how a field is resolved, instead of the method that describes it. The arguments are plain objects, as GraphQL coerced them. */
export function resolveDirectly<Source, Args>(
  type: string,
  field: string,
  resolve: GraphQLFieldResolver<Source, Context, Args>,
): void {
  resolvers.set(`${type}.${field}`, { type, field, resolve: resolve as Resolve });
}

/** Gives a schema's fields the resolvers that `resolveDirectly` was told of. */
export function applyDirectResolvers(schema: GraphQLSchema): void {
  for (const { type, field, resolve } of resolvers.values()) {
    const object = schema.getType(type);
    const definition = isObjectType(object) ? object.getFields()[field] : undefined;
    if (definition) definition.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
  }
}

import type { GraphQLSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchema, type ClassType, type NonEmptyArray, type PubSub } from 'type-graphql';
import { createContentResolver } from '../engine/content/content-resolver';
import { type ContentTypeDefinition, definitionOf } from '../engine/content/content-type';
import { discoverEntities, discoverJobs, discoverResolvers } from '../engine/discovery';
import { CONTENT_TYPES } from '../features/content/content-types';

/** Forms the single schema: a generated resolver for each listed content type, and the hand-written ones. */
export async function buildApiSchema(): Promise<GraphQLSchema> {
  discoverEntities();
  // Each brings the type of its results.
  discoverJobs();
  const generated = CONTENT_TYPES.map(definitionOf).map(resolverOf);
  return buildSchema({
    resolvers: [...generated, ...discoverResolvers()] as unknown as NonEmptyArray<ClassType>,
    orphanedTypes: [...CONTENT_TYPES],
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    pubSub: UNUSED_PUBSUB,
    validate: false,
    emitSchemaFile: false,
  });
}

const resolvers = new WeakMap<ContentTypeDefinition, ClassType>();

/** TypeGraphQL remembers what was decorated: a type's resolver is generated once per process. */
function resolverOf(definition: ContentTypeDefinition): ClassType {
  const known = resolvers.get(definition);
  if (known) return known;
  const fresh = createContentResolver(definition);
  resolvers.set(definition, fresh);
  return fresh;
}

/** `buildSchema` asks for one although each of our subscriptions brings its own source of events. */
const UNUSED_PUBSUB: PubSub = {
  publish() {
    throw new Error('Subscriptions here have their own sources; nothing is published through TypeGraphQL.');
  },
  subscribe() {
    throw new Error('Subscriptions here have their own sources; nothing is subscribed to through TypeGraphQL.');
  },
};

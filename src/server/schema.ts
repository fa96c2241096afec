import { type GraphQLSchema, isAbstractType, specifiedDirectives } from 'graphql';
import { DateTime } from '../engine/date-time';
import { buildSchema, type ClassType, type NonEmptyArray, type PubSub } from 'type-graphql';
import { createBlockResolvers } from '../engine/content/block-resolver';
import { createContentResolver } from '../engine/content/content-resolver';
import { type ContentTypeDefinition, definitionOf } from '../engine/content/content-type';
import { applyDirectResolvers } from '../engine/content/direct-resolvers';
import { createContentMutations } from '../engine/content/mutations/content-mutations';
import { createEditorFields } from '../engine/content/mutations/editor-fields';
import { IDEMPOTENT } from '../engine/content/mutations/idempotent';
import { createSeveralMutations } from '../engine/content/mutations/several-mutations';
import { discoverEntities, discoverJobs, discoverResolvers } from '../engine/discovery';
import { createBulkMutations } from '../features/content/bulk-mutations';
import { CONTENT_TYPES } from '../features/content/content-types';
import { readIdsAsAscii } from './ascii-ids';

/** Forms the single schema: a generated resolver for each listed content type, and the hand-written ones. */
export async function buildApiSchema(types: readonly ClassType[] = CONTENT_TYPES): Promise<GraphQLSchema> {
  discoverEntities();
  // Each brings the type of its results.
  discoverJobs();
  const generated = [...types.map(definitionOf).flatMap(resolversOf), ...several()];
  const schema = await buildSchema({
    resolvers: [...generated, ...discoverResolvers()] as unknown as NonEmptyArray<ClassType>,
    directives: [...specifiedDirectives, IDEMPOTENT],
    orphanedTypes: [...types],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    pubSub: UNUSED_PUBSUB,
    validate: false,
    emitSchemaFile: false,
  });
  nameTypesAtOnce(schema);
  applyDirectResolvers(schema);
  readIdsAsAscii();
  return schema;
}

/** TypeGraphQL's `resolveType` is a promise for each row; ours say their type themselves. */
function nameTypesAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isAbstractType(type) || !type.resolveType) continue;
    const { resolveType } = type;
    type.resolveType = (value: { __typename?: unknown } | null, ...rest) =>
      typeof value?.__typename === 'string' ? value.__typename : resolveType(value, ...rest);
  }
}

const resolvers = new WeakMap<ContentTypeDefinition, ClassType[]>();
let severalResolvers: ClassType[] | null = null;

/** TypeGraphQL remembers what was decorated: a type's resolvers are generated once per process. */
function resolversOf(definition: ContentTypeDefinition): ClassType[] {
  const known = resolvers.get(definition);
  if (known) return known;
  const fresh = [
    createContentResolver(definition),
    ...createBlockResolvers(definition),
    ...createContentMutations(definition),
    createEditorFields(definition),
    createBulkMutations(definition),
  ];
  resolvers.set(definition, fresh);
  return fresh;
}

/** The mutations of documents of several types. */
function several(): ClassType[] {
  severalResolvers ??= createSeveralMutations();
  return severalResolvers;
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

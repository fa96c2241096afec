import type { GraphQLResolveInfo } from 'graphql';
import { type ClassType, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Context } from '../context';
import { type BlockDefinition, blockNamed, describeReference, idProperty, type StoredBlock } from './block';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import type { ReferenceField, ValueField } from './fields';
import { addMethod } from './generated-method';
import { componentsOf } from './kinds/blocks-kind';
import { loadDocument } from './load-documents';
import { mediaFields } from './media-fields';
import { addMedia } from './media-resolver';
import { type ContentRow, readingFor } from './reading';
import type { View } from './view';
import { maySeePrivate } from './visibility';

/** A block as resolvers see it: its values, and the view of the document that it is part of. */
interface BlockRow {
  __typename: string;
  key: string;
  view: View;
  [property: string]: unknown;
}

/** Adds the field that shows a document's blocks: what they refer to is seen from the document's view. */
export function addBlocks(Generated: ClassType, { property, options }: ValueField): void {
  const components = new Set(componentsOf(options).map(({ name }) => name));
  const { prototype, descriptor } = addMethod(Generated, property, (row: ContentRow, ctx: Context) => {
    const blocks = row[property] as StoredBlock[] | null;
    if (blocks === null || (options.private && !maySeePrivate(ctx.viewer, row.view.perspective, row.__typename)))
      return null;
    // What was composed of a component that is no longer declared stays stored, but can't be shown.
    return blocks.filter(({ type }) => components.has(type)).map(block => rowOf(block, row.view));
  });
  FieldResolver()(prototype, property, descriptor);
  Root()(prototype, property, 0);
  Ctx()(prototype, property, 1);
}

function rowOf({ key, type, values }: StoredBlock, view: View): BlockRow {
  const row: BlockRow = { ...values, __typename: type, key, view };
  for (const { property, kind, options } of blockNamed(type)?.values ?? []) {
    const json = values[property] ?? options.default ?? null;
    row[property] = json === null ? null : kind.fromJson(json);
  }
  return row;
}

const resolvers = new Map<BlockDefinition, ClassType>();

/** The resolver classes of the components of a type's blocks; each is generated once. */
export function createBlockResolvers({ values }: ContentTypeDefinition): ClassType[] {
  const components = values
    .filter(({ kind }) => kind.name === 'BLOCKS')
    .flatMap(({ options }) => componentsOf(options));
  return components.map(component => {
    const known = resolvers.get(component);
    if (known) return known;
    const fresh = createResolver(component);
    resolvers.set(component, fresh);
    return fresh;
  });
}

function createResolver(component: BlockDefinition): ClassType {
  const name = `${component.name}Resolver`;
  const Generated = { [name]: class {} }[name];
  for (const field of component.references) addReference(Generated, component, field);
  for (const field of mediaFields(component)) addMedia(Generated, component.name, field);
  Resolver(() => component.entity)(Generated);
  return Generated;
}

function addReference(Generated: ClassType, component: BlockDefinition, field: ReferenceField): void {
  const { property, arity, target } = field;
  const stored = idProperty(field);
  const load = (row: BlockRow, ctx: Context, info: GraphQLResolveInfo, id: string) =>
    loadDocument(ctx, readingFor(info, definitionOf(target()), row.view), id);
  function one(row: BlockRow, ctx: Context, info: GraphQLResolveInfo): Promise<ContentRow | null> | null {
    const id = row[stored] as string | null | undefined;
    return id == null ? null : load(row, ctx, info, id);
  }
  async function many(row: BlockRow, ctx: Context, info: GraphQLResolveInfo): Promise<(ContentRow | null)[]> {
    const ids = (row[stored] ?? []) as string[];
    const documents = await Promise.all(ids.map(id => load(row, ctx, info, id)));
    return documents.filter(document => document !== null);
  }
  const method = addMethod(Generated, property, arity === 'ONE' ? one : many);
  const type = arity === 'ONE' ? () => target() as ClassType : () => [target() as ClassType];
  const description = describeReference(component, field);
  FieldResolver(type, { nullable: arity === 'ONE', description })(method.prototype, property, method.descriptor);
  Root()(method.prototype, property, 0);
  Ctx()(method.prototype, property, 1);
  Info()(method.prototype, property, 2);
}

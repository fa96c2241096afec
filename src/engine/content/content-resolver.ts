import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  ArgsType,
  Args,
  type ClassType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Int,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { badUserInput } from '../../errors';
import { may } from '../access/viewer';
import type { Context } from '../context';
import { type Connection, connectionOf, MAX_PAGE_SIZE, PageArgs } from '../pagination/connection';
import { type ContentRow, findBySlug, listContent, loadById, loadChildren, loadReferences } from './content-query';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import type { ReferenceField } from './fields';
import { projectionOf } from './projection';
import { demandPerspective, Perspective } from './visibility';

/*
 * Generates a type's part of the API from its definition: the lookup, the list, and a resolver for each relation. The decorators are
 * applied as plain functions to methods of a generated class.
 */

const PERSPECTIVE = { defaultValue: Perspective.PUBLISHED, description: 'Which state of the content to look at.' };

/** The resolver class of a content type. */
export function createContentResolver(definition: ContentTypeDefinition): ClassType {
  const name = `${definition.name}Resolver`;
  const Generated = { [name]: class {} }[name];
  addLookup(Generated, definition);
  addList(Generated, definition);
  for (const field of definition.references) addReference(Generated, definition, field);
  if (definition.tree) addChildren(Generated, definition);
  for (const { property, options } of definition.values) {
    if (options.private) addPrivateField(Generated, property);
  }
  Resolver(() => definition.entity)(Generated);
  return Generated;
}

function addLookup(Generated: ClassType, definition: ContentTypeDefinition): void {
  const { singular, name, entity } = definition;
  async function lookup(
    id: string | null,
    slug: string | null,
    perspective: Perspective,
    ctx: Context,
    info: GraphQLResolveInfo,
  ) {
    if ((id == null) === (slug == null)) throw badUserInput(`Look up one ${name} by either \`id\` or \`slug\`.`);
    demandPerspective(ctx.viewer, perspective);
    const properties = projectionOf(info, definition);
    return id != null
      ? loadById(ctx, definition, perspective, properties, id)
      : findBySlug(ctx, definition, perspective, properties, slug as string);
  }
  const { prototype, descriptor } = addMethod(Generated, singular, lookup);
  Query(() => entity, {
    name: singular,
    nullable: true,
    description: `The ${name} with this id or slug; null when there is none to see.`,
  })(prototype, singular, descriptor);
  Arg('id', () => ID, { nullable: true, description: `The ${name}'s id.` })(prototype, singular, 0);
  Arg('slug', () => String, { nullable: true, description: `The ${name}'s slug.` })(prototype, singular, 1);
  Arg('perspective', () => Perspective, PERSPECTIVE)(prototype, singular, 2);
  Ctx()(prototype, singular, 3);
  Info()(prototype, singular, 4);
}

function addList(Generated: ClassType, definition: ContentTypeDefinition): void {
  const { plural, name, entity } = definition;
  const ListArgs = createListArgs(definition);
  const Page = connectionOf(entity as ClassType<object>, name);
  async function list(
    args: PageArgs & ListOptions,
    ctx: Context,
    info: GraphQLResolveInfo,
  ): Promise<Connection<ContentRow>> {
    demandPerspective(ctx.viewer, args.perspective);
    const parentId = args.atTop ? null : (args.parentId ?? undefined);
    return listContent(
      ctx,
      definition,
      { perspective: args.perspective, sort: readSort(definition, args.sort), page: args, parentId },
      info,
    );
  }
  const { prototype, descriptor } = addMethod(Generated, plural, list);
  Query(() => Page, { name: plural, description: `${name} objects, a page at a time.` })(prototype, plural, descriptor);
  Args(() => ListArgs)(prototype, plural, 0);
  Ctx()(prototype, plural, 1);
  Info()(prototype, plural, 2);
}

interface ListOptions {
  perspective: Perspective;
  sort: string;
  parentId?: string | null;
  atTop?: boolean;
}

function createListArgs({ name, tree, sortable }: ContentTypeDefinition): ClassType<PageArgs & ListOptions> {
  const argsName = `${name}ListArgs`;
  const ListArgs = { [argsName]: class extends PageArgs {} }[argsName];
  const defaultSort = tree || !sortable.has('TITLE') ? `${[...sortable.keys()].at(-1)}_ASC` : 'PUBLISHED_AT_DESC';
  const Sort = createSortEnum(name, sortable);
  Field(() => Sort, { defaultValue: defaultSort, description: 'The order of the list.' })(ListArgs.prototype, 'sort');
  Field(() => Perspective, PERSPECTIVE)(ListArgs.prototype, 'perspective');
  if (tree) {
    Field(() => ID, { nullable: true, description: 'Only the children of this document.' })(
      ListArgs.prototype,
      'parentId',
    );
    Field(() => Boolean, { defaultValue: false, description: 'Only the documents at the top of the tree.' })(
      ListArgs.prototype,
      'atTop',
    );
  }
  ArgsType()(ListArgs);
  return ListArgs as unknown as ClassType<PageArgs & ListOptions>;
}

function createSortEnum(name: string, sortable: ReadonlyMap<string, string>): object {
  const stems = [...sortable.keys()];
  const values = Object.fromEntries(
    stems.flatMap(stem => [`${stem}_ASC`, `${stem}_DESC`]).map(value => [value, value]),
  );
  const valuesConfig = Object.fromEntries(
    Object.keys(values).map(value => [
      value,
      {
        description: `By ${value
          .replace(/_(ASC|DESC)$/, '')
          .toLowerCase()
          .replaceAll('_', ' ')}, ${value.endsWith('ASC') ? 'smallest or oldest' : 'greatest or newest'} first.`,
      },
    ]),
  );
  registerEnumType(values, {
    name: `${name}Sort`,
    description: `The orders that a list of ${name} objects can have.`,
    valuesConfig,
  });
  return values;
}

function readSort({ sortable }: ContentTypeDefinition, sort: string) {
  const [, stem, direction] = /^(.+)_(ASC|DESC)$/.exec(sort) as RegExpExecArray;
  return { property: sortable.get(stem) as string, descending: direction === 'DESC' };
}

function addReference(Generated: ClassType, owner: ContentTypeDefinition, field: ReferenceField): void {
  const { property, arity, options } = field;
  async function one(row: ContentRow, ctx: Context, info: GraphQLResolveInfo): Promise<ContentRow | null> {
    const id = row[`${property}Id`] as string | null;
    const target = definitionOf(field.target());
    return id === null ? null : loadById(ctx, target, row.perspective, projectionOf(info, target), id);
  }
  async function many(row: ContentRow, ctx: Context, info: GraphQLResolveInfo): Promise<ContentRow[]> {
    const target = definitionOf(field.target());
    return loadReferences(ctx, owner, property, target, row.perspective, projectionOf(info, target), row.id);
  }
  const { prototype, descriptor } = addMethod(Generated, property, arity === 'ONE' ? one : many);
  const description = options.description ?? `The ${owner.singular}'s ${property}.`;
  if (arity === 'ONE')
    FieldResolver(() => field.target() as ClassType, { nullable: true, description })(prototype, property, descriptor);
  else FieldResolver(() => [field.target() as ClassType], { description })(prototype, property, descriptor);
  Root()(prototype, property, 0);
  Ctx()(prototype, property, 1);
  Info()(prototype, property, 2);
}

function addChildren(Generated: ClassType, definition: ContentTypeDefinition): void {
  async function children(
    row: ContentRow,
    first: number,
    ctx: Context,
    info: GraphQLResolveInfo,
  ): Promise<ContentRow[]> {
    if (first < 1 || first > MAX_PAGE_SIZE)
      throw badUserInput(`\`first\` must be 1 to ${MAX_PAGE_SIZE}, not ${first}.`);
    return loadChildren(ctx, definition, row.perspective, projectionOf(info, definition), first, row.id);
  }
  const { prototype, descriptor } = addMethod(Generated, 'children', children);
  FieldResolver(() => [definition.entity], { description: 'The documents right below this one, in order.' })(
    prototype,
    'children',
    descriptor,
  );
  Root()(prototype, 'children', 0);
  Arg('first', () => Int, {
    defaultValue: MAX_PAGE_SIZE,
    description: 'How many children at most: 1 to 100. For more, page through the list with `parentId`.',
  })(prototype, 'children', 1);
  Ctx()(prototype, 'children', 2);
  Info()(prototype, 'children', 3);
}

/** Who may not see a private value gets null, as if there were none. */
function addPrivateField(Generated: ClassType, property: string): void {
  const { prototype, descriptor } = addMethod(Generated, property, (row: ContentRow, ctx: Context) =>
    may(ctx.viewer, 'content.read') ? row[property] : null,
  );
  FieldResolver()(prototype, property, descriptor);
  Root()(prototype, property, 0);
  Ctx()(prototype, property, 1);
}

// The methods differ in their parameters; TypeGraphQL fills them by position.
// oxlint-disable-next-line typescript/no-explicit-any
function addMethod(Generated: ClassType, name: string, method: (...args: any[]) => unknown) {
  const prototype = Generated.prototype as object;
  Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true });
  Reflect.defineMetadata('design:paramtypes', Array(method.length).fill(Object), prototype, name);
  Reflect.defineMetadata('design:returntype', Promise, prototype, name);
  return { prototype, descriptor: Object.getOwnPropertyDescriptor(prototype, name) as TypedPropertyDescriptor<never> };
}

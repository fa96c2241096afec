import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, type ClassType, Ctx, Extensions, FieldResolver, Info, Int, Root } from 'type-graphql';
import { badUserInput } from '../../errors';
import type { Context } from '../context';
import { type Connection, MAX_PAGE_SIZE, PageArgs, readPageArgs } from '../pagination/connection';
import { ServedLocale } from './content';
import { connectionTypeOf } from './content-connection';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import { resolveDirectly } from './direct-resolvers';
import type { ReferenceField } from './fields';
import { addMethod, type GeneratedMethod } from './generated-method';
import { type Inverse, inversesOf } from './inverses';
import { loadChildren, loadDocument, loadReferences, pathOf } from './load-documents';
import { loadReferrers } from './load-referrers';
import { prefetchedFor, type Referred } from './prefetch';
import { selectionOf } from './projection';
import { type ContentRow, readingFor, readingOf, servedLocale } from './reading';
import { demandField, demandPerspective, maySeePrivate } from './visibility';

/*
 * What a document leads to: the documents that it refers to, those that refer to it, and what is worked out from its view. Everything is
 * seen from the view of the row.
 */

type MaybePromise<T> = T | Promise<T>;

/** A field that a reference declares. */
export function addReference(Generated: ClassType, owner: ContentTypeDefinition, field: ReferenceField): void {
  const { property, arity, options, target } = field;
  const description = options.description ?? `The ${owner.singular}'s ${property}.`;
  const idProperty = `${property}Id`;
  function one(row: ContentRow, ctx: Context, info: GraphQLResolveInfo): MaybePromise<Referred> {
    const known = prefetchedFor(row, info, definitionOf(target()));
    if (known !== undefined) return known;
    const id = row[idProperty] as string | null;
    return id === null ? null : loadDocument(ctx, readingFor(info, definitionOf(target()), row.view), id);
  }
  function many(row: ContentRow, ctx: Context, info: GraphQLResolveInfo): MaybePromise<Referred> {
    demandField(ctx.viewer, row.view.perspective, owner.name, property);
    const known = prefetchedFor(row, info, definitionOf(target()));
    if (known !== undefined) return known;
    const reading = readingFor(info, definitionOf(target()), row.view);
    return loadReferences(ctx, owner, field, reading, [row]).then(([referred]) => referred);
  }
  const resolve = arity === 'ONE' ? one : many;
  const method = addMethod(Generated, property, resolve);
  const type = arity === 'ONE' ? () => target() as ClassType : () => [target() as ClassType];
  FieldResolver(type, { nullable: arity === 'ONE', description })(method.prototype, property, method.descriptor);
  fillFromRow(method);
  resolveDirectly(owner.name, property, (row: ContentRow, _args, ctx, info) => resolve(row, ctx, info));
}

/** As many children as a document of a tree usually has, for the price of a query that does not say how many it wants. */
const USUAL_CHILDREN = 5;

/** `children` of a tree. */
export function addChildren(Generated: ClassType, definition: ContentTypeDefinition): void {
  function children(
    row: ContentRow,
    ctx: Context,
    info: GraphQLResolveInfo,
    asked: number | null | undefined,
  ): Promise<ContentRow[]> {
    const first = asked ?? MAX_PAGE_SIZE;
    if (first < 1 || first > MAX_PAGE_SIZE)
      throw badUserInput(`\`first\` must be 1 to ${MAX_PAGE_SIZE}, not ${first}.`);
    demandPerspective(ctx.viewer, row.view.perspective);
    return loadChildren(ctx, readingFor(info, definition, row.view), first, row.id);
  }
  const method = addMethod(Generated, 'children', children);
  FieldResolver(() => [definition.entity], { description: 'The documents right below this one, in order.' })(
    method.prototype,
    'children',
    method.descriptor,
  );
  fillFromRow(method);
  Arg('first', () => Int, {
    nullable: true,
    description:
      'How many children at most: 1 to 100, and 100 when left out. For more, page through the list with `parentId`.',
  })(method.prototype, 'children', 3);
  // Trees are narrow: with the price of full levels, nobody could ask for two of them.
  Extensions({ listSize: USUAL_CHILDREN })(method.prototype, 'children', method.descriptor);
}

/** `path` of a tree, as the view shows it. */
export function addPath(Generated: ClassType, definition: ContentTypeDefinition): void {
  const method = addMethod(Generated, 'path', (row: ContentRow, ctx: Context) => pathOf(ctx, definition, row));
  FieldResolver(() => String)(method.prototype, 'path', method.descriptor);
  Root()(method.prototype, 'path', 0);
  Ctx()(method.prototype, 'path', 1);
}

/** `_locale` of every document. */
export function addServedLocale(Generated: ClassType): void {
  const method = addMethod(
    Generated,
    '_locale',
    (row: ContentRow): ServedLocale => ({ requested: row.view.locale, served: servedLocale(row) }),
  );
  const description =
    'In which language the document was asked for, and in which it is; types without translations are always in the default one.';
  FieldResolver(() => ServedLocale, { description })(method.prototype, '_locale', method.descriptor);
  Root()(method.prototype, '_locale', 0);
}

/** Who may not see a private value gets null, as if there were none. */
export function addPrivateField(Generated: ClassType, property: string): void {
  const { prototype, descriptor } = addMethod(Generated, property, (row: ContentRow, ctx: Context) =>
    maySeePrivate(ctx.viewer, row.view.perspective, row.__typename) ? row[property] : null,
  );
  FieldResolver()(prototype, property, descriptor);
  Root()(prototype, property, 0);
  Ctx()(prototype, property, 1);
}

/** The lists of those who refer to a document: `articles` of a tag. */
export function addReferrers(Generated: ClassType, definition: ContentTypeDefinition): void {
  for (const inverse of inversesOf(definition)) addReferrerList(Generated, definition, inverse);
}

function addReferrerList(
  Generated: ClassType,
  definition: ContentTypeDefinition,
  { name, owner, field }: Inverse,
): void {
  function referrers(
    row: ContentRow,
    ctx: Context,
    info: GraphQLResolveInfo,
    args: PageArgs,
  ): Promise<Connection<ContentRow>> {
    demandPerspective(ctx.viewer, row.view.perspective);
    demandField(ctx.viewer, row.view.perspective, owner.name, field.property);
    const selection = selectionOf(info, owner);
    return loadReferrers(
      ctx,
      owner,
      field,
      readingOf(selection, row.view),
      readPageArgs(args),
      selection.cursors,
      row.id,
    );
  }
  const method = addMethod(Generated, name, referrers);
  const Page = connectionTypeOf(owner);
  FieldResolver(() => Page, {
    description: `The ${owner.name} objects whose \`${field.property}\` refer to this ${definition.name}, newest first. For other orders and filters, use the list \`${owner.plural}\`.`,
  })(method.prototype, name, method.descriptor);
  fillFromRow(method);
  Args(() => PageArgs)(method.prototype, name, 3);
}

/** The first three parameters: the row, the context, and what is selected. */
function fillFromRow({ prototype, name }: GeneratedMethod): void {
  Root()(prototype, name, 0);
  Ctx()(prototype, name, 1);
  Info()(prototype, name, 2);
}

import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, type ClassType, Ctx, Extensions, Field, ID, Info, Query, Resolver } from 'type-graphql';
import { badUserInput } from '../../errors';
import type { Context } from '../context';
import { CACHEABLE } from '../loading/cache-tags';
import { PageArgs } from '../pagination/connection';
import { addBlocks } from './block-resolver';
import { addAggregate } from './content-aggregate';
import { connectionTypeOf } from './content-connection';
import { addChildren, addPath, addPrivateField, addReference, addReferrers, addServedLocale } from './content-fields';
import type { ContentTypeDefinition } from './content-type';
import { resolveDirectly } from './direct-resolvers';
import { type ContentsOptions, findList } from './find-list';
import { addMethod } from './generated-method';
import { contentFilterOf } from './list-filter-inputs';
import { createSortEnum } from './list-sort';
import { findByPath, findBySlug, loadDocument } from './load-documents';
import { addMedia } from './media-resolver';
import { prefetchReferences } from './prefetch';
import { addOwnLocales } from './own-locales';
import { selectedOf, selectionOf } from './projection';
import { type ContentRow, readingOf } from './reading';
import { viewOf } from './view';
import { LOCALE_ARG, PERSPECTIVE_ARG } from './view-args';
import { asShown, demandLookup, Perspective } from './visibility';

/*
 * Generates a type's part of the API from its definition: the lookup, the list, the counts, and what documents lead to
 * (content-fields.ts). The decorators are applied as plain functions to methods of a generated class.
 */

/** The resolver class of a content type. */
export function createContentResolver(definition: ContentTypeDefinition): ClassType {
  const name = `${definition.name}Resolver`;
  const Generated = { [name]: class {} }[name];
  addLookup(Generated, definition);
  addList(Generated, definition);
  addAggregate(Generated, definition);
  addServedLocale(Generated);
  addOwnLocales(Generated, definition);
  for (const field of definition.references) addReference(Generated, definition, field);
  addReferrers(Generated, definition);
  if (definition.tree) {
    addChildren(Generated, definition);
    addPath(Generated, definition);
  }
  for (const field of definition.values) {
    if (field.kind.name === 'BLOCKS') addBlocks(Generated, field);
    else if (field.kind.name === 'MEDIA') addMedia(Generated, definition.name, field);
    else if (field.options.private) addPrivateField(Generated, field.property);
  }
  Resolver(() => definition.entity)(Generated);
  return Generated;
}

interface LookupOptions {
  id?: string | null;
  slug?: string | null;
  path?: string | null;
  perspective: Perspective;
  locale?: string | null;
}

function addLookup(Generated: ClassType, definition: ContentTypeDefinition): void {
  const { singular, name, entity, tree } = definition;
  const keys = tree ? '`id`, `slug` or `path`' : '`id` or `slug`';
  async function lookup(args: LookupOptions, ctx: Context, info: GraphQLResolveInfo) {
    const { id, slug, path } = args;
    if ([id, slug, path].filter(key => key != null).length !== 1) {
      throw badUserInput(`Look up one ${name} by either ${keys}.`);
    }
    const { viewer } = ctx;
    demandLookup(viewer, args.perspective);
    const view = viewOf(ctx, args.perspective, args.locale);
    const selection = selectionOf(info, definition);
    let found: ContentRow | null;
    if (id != null) found = await loadDocument(ctx, readingOf(selection, view), id);
    else if (slug != null) found = await findBySlug(ctx, readingOf(selection, view), slug);
    else found = await findByPath(ctx, selection, view, path as string);
    const shown = asShown(viewer, args.perspective, found);
    if (shown) await prefetchReferences(ctx, info, definition, [shown]);
    return shown;
  }
  const { prototype, descriptor } = addMethod(Generated, singular, lookup);
  resolveDirectly('Query', singular, (_root, args: LookupOptions, ctx, info) => lookup(args, ctx, info));
  Query(() => entity, {
    name: singular,
    nullable: true,
    description: `The ${name} with this ${tree ? 'id, slug or path' : 'id or slug'}; null when there is none to see.`,
  })(prototype, singular, descriptor);
  Extensions(CACHEABLE)(prototype, singular, descriptor);
  const LookupArgs = createLookupArgs(definition);
  Args(() => LookupArgs)(prototype, singular, 0);
  Ctx()(prototype, singular, 1);
  Info()(prototype, singular, 2);
}

function createLookupArgs({ name, tree }: ContentTypeDefinition): ClassType<LookupOptions> {
  const argsName = `${name}LookupArgs`;
  const LookupArgs = { [argsName]: class {} }[argsName];
  const { prototype } = LookupArgs;
  Field(() => ID, { nullable: true, description: `The ${name}'s id.` })(prototype, 'id');
  Field(() => String, {
    nullable: true,
    description: `The ${name}'s slug, in the locale or in one that it falls back to.`,
  })(prototype, 'slug');
  if (tree) {
    Field(() => String, { nullable: true, description: 'The slugs from the top of the tree down, joined by "/".' })(
      prototype,
      'path',
    );
  }
  Field(() => Perspective, PERSPECTIVE_ARG)(prototype, 'perspective');
  Field(() => String, LOCALE_ARG)(prototype, 'locale');
  ArgsType()(LookupArgs);
  return LookupArgs as ClassType<LookupOptions>;
}

type ListOptions = PageArgs & ContentsOptions & { sort?: string[] | null };

function addList(Generated: ClassType, definition: ContentTypeDefinition): void {
  const { plural, name } = definition;
  const list = async (args: ListOptions, ctx: Context, info: GraphQLResolveInfo) => {
    const page = await findList(ctx, definition, args, selectedOf(info, definition));
    await prefetchReferences(ctx, info, definition, page.nodes);
    return page;
  };
  const { prototype, descriptor } = addMethod(Generated, plural, list);
  resolveDirectly('Query', plural, (_root, args: ListOptions, ctx, info) => list(args, ctx, info));
  const Page = connectionTypeOf(definition);
  Query(() => Page, { name: plural, description: `${name} objects, a page at a time.` })(prototype, plural, descriptor);
  Extensions(CACHEABLE)(prototype, plural, descriptor);
  const ListArgs = createListArgs(definition);
  Args(() => ListArgs)(prototype, plural, 0);
  Ctx()(prototype, plural, 1);
  Info()(prototype, plural, 2);
}

function createListArgs(definition: ContentTypeDefinition): ClassType<ListOptions> {
  const argsName = `${definition.name}ListArgs`;
  const ListArgs = { [argsName]: class extends PageArgs {} }[argsName];
  const { prototype } = ListArgs;
  const Filter = contentFilterOf(definition);
  const Sort = createSortEnum(definition);
  Field(() => Filter, { nullable: true, description: 'Which documents are wanted.' })(prototype, 'filter');
  Field(() => [Sort], {
    nullable: true,
    description:
      'The order: by the first key, then by the next. Left out: the best matches of a `search` first, siblings of a tree in their order, else the order that suits the type.',
  })(prototype, 'sort');
  Field(() => String, {
    nullable: true,
    description: 'Words to look for. Ranked results end after the first 1,000.',
  })(prototype, 'search');
  Field(() => Perspective, PERSPECTIVE_ARG)(prototype, 'perspective');
  Field(() => String, LOCALE_ARG)(prototype, 'locale');
  if (definition.tree) {
    Field(() => ID, { nullable: true, description: 'Only the children of this document.' })(prototype, 'parentId');
    Field(() => Boolean, { defaultValue: false, description: 'Only the documents at the top of the tree.' })(
      prototype,
      'atTop',
    );
  }
  ArgsType()(ListArgs);
  return ListArgs as unknown as ClassType<ListOptions>;
}

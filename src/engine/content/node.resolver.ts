import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { badUserInput } from '../../errors';
import type { Context } from '../context';
import { uncacheable } from '../loading/cache-tags';
import { contentTypes } from './content-type';
import { loadDocument } from './load-documents';
import { Node, nodeLookups } from './node';
import { readingFor } from './reading';
import { type View, viewOf } from './view';
import { LOCALE_ARG, PERSPECTIVE_ARG } from './view-args';
import { asShown, demandLookup, Perspective } from './visibility';
import { isUlid } from '../../platform/crypto/new-id';

const MAX_NODES = 100;

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Anything that has an id, by it; null when there is none to see.' })
  node(
    @Arg('id', () => ID, { description: 'The id, as another answer gave it.' }) id: string,
    @Arg('perspective', () => Perspective, PERSPECTIVE_ARG) perspective: Perspective,
    @Arg('locale', () => String, LOCALE_ARG) locale: string | null,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return findNode(ctx, id, viewFor(ctx, perspective, locale), info);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Up to 100 nodes by their ids, in the same order; null where there is none to see.',
  })
  async nodes(
    @Arg('ids', () => [ID], { description: 'The ids, 100 at most.' }) ids: string[],
    @Arg('perspective', () => Perspective, PERSPECTIVE_ARG) perspective: Perspective,
    @Arg('locale', () => String, LOCALE_ARG) locale: string | null,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_NODES) throw badUserInput(`Ask for ${MAX_NODES} nodes at most, not ${ids.length}.`);
    const view = viewFor(ctx, perspective, locale);
    return Promise.all(ids.map(id => findNode(ctx, id, view, info)));
  }
}

function viewFor(ctx: Context, perspective: Perspective, locale: string | null): View {
  demandLookup(ctx.viewer, perspective);
  return viewOf(ctx, perspective, locale);
}

/** The type is found by one UNION ALL of primary-key lookups, then the document is loaded with the columns its type needs. */
async function findNode(ctx: Context, id: string, view: View, info: GraphQLResolveInfo): Promise<object | null> {
  if (!isUlid(id)) return null;
  const typeName = await ctx.load.load<string | null>('node:type', id, ids => findTypes(ctx, ids));
  const definition = contentTypes().find(({ name }) => name === typeName);
  if (definition) {
    const document = await loadDocument(ctx, readingFor(info, definition, view), id);
    return asShown(ctx.viewer, view.perspective, document);
  }
  uncacheable(ctx);
  for (const lookup of nodeLookups) {
    const found = await lookup(ctx, id);
    if (found) return found;
  }
  return null;
}

async function findTypes(ctx: Context, ids: readonly string[]): Promise<(string | null)[]> {
  const marks = ids.map(() => '?').join(', ');
  const parts = contentTypes().map(
    ({ name, table }) => `SELECT '${name}' AS type, id FROM ${table} WHERE id IN (${marks})`,
  );
  const rows = await ctx.db.select<{ type: string; id: string }>(
    parts.join(' UNION ALL '),
    parts.flatMap(() => [...ids]),
  );
  const types = new Map(rows.map(({ id, type }) => [id, type]));
  return ids.map(id => types.get(id) ?? null);
}

import type { GraphQLResolveInfo } from 'graphql';
import type { SqlValue } from '../../platform/database/database';
import type { Context } from '../context';
import { type Connection, type PageArgs, paginate } from '../pagination/connection';
import type { CursorKey } from '../pagination/cursor';
import { type Keyset, keysetCondition } from '../pagination/keyset';
import type { Content } from './content';
import type { ContentTypeDefinition } from './content-type';
import { projectionOf } from './projection';
import { type Perspective, visible } from './visibility';

/*
 * How documents are read: projected raw rows, one statement per relation level. A row remembers the perspective that it was read
 * from, and everything nested in it is read from the same one.
 */

/** A document as it was read: only the selected properties, and where it was seen from. */
export type ContentRow = Partial<Content> & {
  id: string;
  __typename: string;
  perspective: Perspective;
  [property: string]: unknown;
};

/** A place in the sort order of a type: the enum value's stem and direction. */
export interface ContentSort {
  property: string;
  descending: boolean;
}

/** One document by id, or null when there is none that this perspective shows. Calls of one tick share a statement. */
export function loadById(
  ctx: Context,
  definition: ContentTypeDefinition,
  perspective: Perspective,
  properties: ReadonlySet<string>,
  id: string,
): Promise<ContentRow | null> {
  return ctx.load.load(loaderName(definition, perspective, properties, 'id'), id, async ids => {
    const rows = await selectWhere(
      ctx,
      definition,
      perspective,
      properties,
      `t.id IN (${marks(ids.length)})`,
      pad(ids),
    );
    const byId = new Map(rows.map(row => [row.id, row]));
    return ids.map(key => byId.get(key) ?? null);
  });
}

/** One document by slug, or null. */
export async function findBySlug(
  ctx: Context,
  definition: ContentTypeDefinition,
  perspective: Perspective,
  properties: ReadonlySet<string>,
  slug: string,
): Promise<ContentRow | null> {
  const [row] = await selectWhere(ctx, definition, perspective, properties, 't.slug = ?', [slug]);
  return row ?? null;
}

/** The documents that a MANY reference of the owner points to, in the owner's order. */
export function loadReferences(
  ctx: Context,
  owner: ContentTypeDefinition,
  property: string,
  target: ContentTypeDefinition,
  perspective: Perspective,
  properties: ReadonlySet<string>,
  ownerId: string,
): Promise<ContentRow[]> {
  const name = `${owner.name}.${loaderName(target, perspective, properties, property)}`;
  return ctx.load.load(name, ownerId, async ownerIds => {
    const rows = await ctx.db.select<ContentRow & { ownerId: string }>(
      `SELECT j.owner_id AS ownerId, ${selectList(target, properties)} FROM ${owner.live.join(property)} j
       JOIN ${target.table} t ON t.id = j.target_id
       WHERE j.owner_id IN (${marks(ownerIds.length)}) AND ${visible(perspective, 't')} ORDER BY j.owner_id, j.position`,
      pad(ownerIds),
    );
    return group(dress(rows, target, perspective), ownerIds, row => row.ownerId);
  });
}

/** The first children of a tree's document, in order; `limit` of them at most. */
export function loadChildren(
  ctx: Context,
  definition: ContentTypeDefinition,
  perspective: Perspective,
  properties: ReadonlySet<string>,
  limit: number,
  parentId: string,
): Promise<ContentRow[]> {
  const name = `${loaderName(definition, perspective, properties, 'children')}:${limit}`;
  return ctx.load.load(name, parentId, async parentIds => {
    const rows = await ctx.db.select<ContentRow & { childOf: string }>(
      `SELECT * FROM (SELECT t.parent_id AS childOf, ${selectList(definition, properties)},
         ROW_NUMBER() OVER (PARTITION BY t.parent_id ORDER BY t.position, t.id) AS place
       FROM ${definition.table} t WHERE t.parent_id IN (${marks(parentIds.length)}) AND ${visible(perspective, 't')}) ranked
       WHERE place <= ${limit} ORDER BY childOf, place`,
      pad(parentIds),
    );
    return group(dress(rows, definition, perspective), parentIds, row => row.childOf);
  });
}

/** One page of a type's list. */
export function listContent(
  ctx: Context,
  definition: ContentTypeDefinition,
  options: { perspective: Perspective; sort: ContentSort; page: PageArgs; parentId?: string | null },
  info: GraphQLResolveInfo,
): Promise<Connection<ContentRow>> {
  const { perspective, sort, page } = options;
  const properties = projectionOf(info, definition, ['nodes'], ['edges', 'node']).add(sort.property);
  const conditions = [visible(perspective, 't')];
  const values: SqlValue[] = [];
  if (options.parentId !== undefined) {
    conditions.push(options.parentId === null ? 't.parent_id IS NULL' : 't.parent_id = ?');
    if (options.parentId !== null) values.push(options.parentId);
  }
  const column = `t.${definition.columns.get(sort.property)}`;
  const keyset: Keyset = {
    column,
    id: 't.id',
    descending: sort.descending,
    nullable: sort.property === 'liveAt' ? perspective === 'DRAFT' : isOptional(definition, sort.property),
  };
  return paginate<ContentRow>(page, {
    order: `${definition.name}:${sort.property}:${sort.descending ? 'desc' : 'asc'}:${perspective}`,
    keyOf: row => [row[sort.property] as string | Date | null, row.id],
    async fetch({ limit, backward, beyond }) {
      const { condition, values: keyValues, orderBy } = keysetCondition(keyset, beyond as CursorKey | null, backward);
      const where = [...conditions, ...(condition ? [condition] : [])].join(' AND ');
      const rows = await ctx.db.select<ContentRow>(
        `SELECT ${selectList(definition, properties)} FROM ${definition.table} t WHERE ${where} ORDER BY ${orderBy} LIMIT ${limit}`,
        [...values, ...keyValues],
      );
      return dress(rows, definition, perspective);
    },
    async count() {
      const [{ n }] = await ctx.db.select<{ n: number }>(
        `SELECT COUNT(*) AS n FROM ${definition.table} t WHERE ${conditions.join(' AND ')}`,
        values,
      );
      return Number(n);
    },
  });
}

function isOptional({ values }: ContentTypeDefinition, property: string): boolean {
  return values.some(field => field.property === property && field.options.optional === true);
}

async function selectWhere(
  ctx: Context,
  definition: ContentTypeDefinition,
  perspective: Perspective,
  properties: ReadonlySet<string>,
  condition: string,
  values: SqlValue[],
): Promise<ContentRow[]> {
  const rows = await ctx.db.select<ContentRow>(
    `SELECT ${selectList(definition, properties)} FROM ${definition.table} t WHERE ${condition} AND ${visible(perspective, 't')}`,
    values,
  );
  return dress(rows, definition, perspective);
}

function dress<Row extends ContentRow>(
  rows: Row[],
  definition: ContentTypeDefinition,
  perspective: Perspective,
): Row[] {
  for (const row of rows) {
    row.__typename = definition.name;
    row.perspective = perspective;
  }
  return rows;
}

function selectList(definition: ContentTypeDefinition, properties: ReadonlySet<string>): string {
  return [...properties].map(property => `t.${definition.columns.get(property)} AS ${property}`).join(', ');
}

function loaderName(
  definition: ContentTypeDefinition,
  perspective: Perspective,
  properties: ReadonlySet<string>,
  by: string,
): string {
  return `${definition.name}.${by}:${perspective}:${[...properties].sort().join()}`;
}

function group<Row>(rows: Row[], keys: readonly string[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>(keys.map(key => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map(key => groups.get(key) ?? []);
}

/** IN lists have few sizes, so that few statements are prepared (a server holds 16,382 of them). */
const IN_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500];

function paddedSize(size: number): number {
  return IN_SIZES.find(candidate => candidate >= size) ?? size;
}

function marks(size: number): string {
  return Array(paddedSize(size)).fill('?').join(', ');
}

function pad(ids: readonly string[]): string[] {
  return [...ids, ...Array<string>(paddedSize(ids.length) - ids.length).fill(ids[ids.length - 1])];
}

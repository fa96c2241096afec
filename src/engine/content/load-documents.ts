import type { SqlValue } from '../../platform/database/database';
import type { Context } from '../context';
import { noteDocument, noteList } from '../loading/cache-tags';
import type { ContentTypeDefinition } from './content-type';
import type { ReferenceField } from './fields';
import { type Selection, selectionWith } from './projection';
import { type ContentRow, dress, inList, type Reading, readingOf, selectByIds } from './reading';
import { branchesOf, type View } from './view';

/*
 * Documents by id, slug or path, and those that others point to: one statement for all that is asked for in the same tick, thus one per
 * relation level.
 */

/** In front of the id of an owner whose references stand in the drafts' tables, in the keys of loaders. */
const OF_DRAFT = '~';

/** One document by id, or null when there is none that the view shows. */
export async function loadDocument(ctx: Context, reading: Reading, id: string): Promise<ContentRow | null> {
  return (await loadDocuments(ctx, reading, [id]))[0];
}

/** The documents with these ids, in their order, with null where there is none that the view shows. */
export function loadDocuments(
  ctx: Context,
  reading: Reading,
  wanted: readonly string[],
): Promise<(ContentRow | null)[]> {
  if (ctx.cacheTags) for (const id of wanted) noteDocument(ctx, reading.definition.name, id);
  return ctx.load.loadAll(reading, wanted, async ids => {
    const rows = await selectByIds(ctx, reading, ids);
    if (ids.length === 1) return [rows[0] ?? null];
    const byId = new Map<string, ContentRow>();
    for (const row of rows) byId.set(row.id, row);
    return ids.map(key => byId.get(key) ?? null);
  });
}

/**
 * One document by its slug in the locale that was asked for, or else in the next one of the chain that has a document with this slug.
 * Null when there is none.
 */
export async function findBySlug(ctx: Context, reading: Reading, slug: string): Promise<ContentRow | null> {
  const { definition, view, branches } = reading;
  noteList(ctx, definition.name);
  if (definition.localized.size === 0 || view.steps.length === 0) {
    const parts = branches.map(
      ({ tables, list, joins, visible }) =>
        `SELECT ${list} FROM ${tables.rows} t${joins} WHERE t.slug = ? AND ${visible('t')}`,
    );
    const rows = await ctx.db.select<ContentRow>(
      parts.join(' UNION ALL '),
      branches.flatMap(() => [...reading.locales, slug]),
    );
    return dress(rows, reading)[0] ?? null;
  }
  const id = await findIdBySlug(ctx, definition, view, slug);
  return id === null ? null : loadDocument(ctx, reading, id);
}

async function findIdBySlug(
  ctx: Context,
  definition: ContentTypeDefinition,
  view: View,
  slug: string,
): Promise<string | null> {
  const parts: string[] = [];
  const values: SqlValue[] = [];
  for (const { tables, visible, shown } of branchesOf(definition, view)) {
    for (const [step, locale] of view.steps.entries()) {
      parts.push(
        `SELECT t.id AS id, ${step} AS step FROM ${tables.translations} l JOIN ${tables.rows} t ON t.id = l.document_id
         WHERE l.locale = ? AND l.slug = ? AND ${shown('l')} AND ${visible('t')}`,
      );
      values.push(locale, slug);
    }
    parts.push(
      `SELECT t.id AS id, ${view.steps.length} AS step FROM ${tables.rows} t WHERE t.slug = ? AND ${visible('t')}`,
    );
    values.push(slug);
  }
  const [found] = await ctx.db.select<{ id: string }>(`${parts.join(' UNION ALL ')} ORDER BY step, id LIMIT 1`, values);
  return found?.id ?? null;
}

/** The document of a tree at a path of slugs, as the view shows them, or null. */
export async function findByPath(
  ctx: Context,
  selection: Selection,
  view: View,
  path: string,
): Promise<ContentRow | null> {
  const { definition } = selection;
  const slug = path.slice(path.lastIndexOf('/') + 1);
  const row = await findBySlug(ctx, readingOf(selectionWith(definition, ['slug', 'parentId']), view), slug);
  if (!row || (await pathOf(ctx, definition, row)) !== path) return null;
  return loadDocument(ctx, readingOf(selection, view), row.id);
}

/** The longest path has fewer levels: what is deeper goes in a circle. */
const MOST_LEVELS = 350;

/**
 * The slugs from the top of the tree down to a document, as the view shows them: an ancestor that the view does not show ends it, and its
 * slug stays unseen. One statement per level for all documents at once.
 */
export async function pathOf(ctx: Context, definition: ContentTypeDefinition, row: ContentRow): Promise<string> {
  const reading = readingOf(selectionWith(definition, ['slug', 'parentId']), row.view);
  let path = row.slug as string;
  let parentId = row.parentId as string | null;
  for (let level = 0; parentId !== null && level < MOST_LEVELS; level++) {
    const parent: ContentRow | null = await loadDocument(ctx, reading, parentId);
    if (!parent) break;
    path = `${String(parent.slug)}/${path}`;
    parentId = parent.parentId as string | null;
  }
  return path;
}

/** The documents that a MANY reference of each of these owners points to, in the owner's order. */
export function loadReferences(
  ctx: Context,
  owner: ContentTypeDefinition,
  field: ReferenceField,
  reading: Reading,
  rows: readonly ContentRow[],
): Promise<ContentRow[][]> {
  noteList(ctx, reading.definition.name);
  const owners = rows.map(row => (row.branch ? OF_DRAFT + row.id : row.id));
  return ctx.load.loadAll(loaderKey(field, reading), owners, async keys => {
    const parts: string[] = [];
    const values: SqlValue[] = [];
    for (const [index, { tables }] of branchesOf(owner, reading.view).entries()) {
      const ids = index === 0 ? keys.filter(key => !key.startsWith(OF_DRAFT)) : draftsAmong(keys);
      if (ids.length === 0) continue;
      const list = inList(ids);
      const ownerKey = index === 0 ? 'j.owner_id' : `CONCAT('${OF_DRAFT}', j.owner_id)`;
      for (const target of reading.branches) {
        parts.push(
          `SELECT ${ownerKey} AS ownerKey, ${target.list}, j.position AS place
           FROM ${tables.join(field.property)} j JOIN ${target.tables.rows} t ON t.id = j.target_id${target.joins}
           WHERE j.owner_id ${list.sql} AND ${target.visible('t')}`,
        );
        values.push(...reading.locales, ...list.values);
      }
    }
    const found = await ctx.db.select<ContentRow & { ownerKey: string }>(
      `${parts.join(' UNION ALL ')} ORDER BY ownerKey, place`,
      values,
    );
    return group(dress(found, reading), keys, 'ownerKey');
  });
}

function draftsAmong(keys: readonly string[]): string[] {
  return keys.filter(key => key.startsWith(OF_DRAFT)).map(key => key.slice(OF_DRAFT.length));
}

/** The first children of a tree's document, in order; `limit` of them at most. */
export function loadChildren(ctx: Context, reading: Reading, limit: number, parentId: string): Promise<ContentRow[]> {
  noteList(ctx, reading.definition.name);
  return ctx.load.load(loaderKey(`children:${limit}`, reading), parentId, async parentIds => {
    const { sql, values } = inList(parentIds);
    const parts = reading.branches.map(
      ({ tables, list, joins, visible }) =>
        `SELECT t.parent_id AS childOf, t.position AS rankedBy, ${list} FROM ${tables.rows} t${joins}
         WHERE t.parent_id ${sql} AND ${visible('t')}`,
    );
    const rows = await ctx.db.select<ContentRow & { childOf: string }>(
      `SELECT * FROM (SELECT u.*, ROW_NUMBER() OVER (PARTITION BY u.childOf ORDER BY u.rankedBy, u.id) AS place
         FROM (${parts.join(' UNION ALL ')}) u) ranked
       WHERE place <= ${limit} ORDER BY childOf, place`,
      reading.branches.flatMap(() => [...reading.locales, ...values]),
    );
    return group(dress(rows, reading), parentIds, 'childOf');
  });
}

const keys = new WeakMap<Reading, Map<unknown, object>>();

/** One object for each reading and what else tells loaders apart. */
export function loaderKey(what: unknown, reading: Reading): object {
  let known = keys.get(reading);
  if (!known) keys.set(reading, (known = new Map()));
  let key = known.get(what);
  if (!key) known.set(what, (key = {}));
  return key;
}

function group<Row extends ContentRow>(rows: Row[], groupKeys: readonly string[], by: string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const key of groupKeys) groups.set(key, []);
  for (const row of rows) groups.get(row[by] as string)?.push(row);
  return groupKeys.map(key => groups.get(key) as Row[]);
}

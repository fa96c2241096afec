import type { SqlValue } from '../../platform/database/database';
import { snakeCase } from '../../platform/database/snake-naming';
import type { Context } from '../context';
import { noteList } from '../loading/cache-tags';
import { type Connection, KeysetPage, type PageRequest } from '../pagination/connection';
import { decodeCursor } from '../pagination/cursor';
import type { ContentTypeDefinition } from './content-type';
import type { ReferenceField } from './fields';
import type { Leg, Start } from './list-leg';
import { type ContentList, keyOf, type KeyRow, legStatement, loadSlice, orderName, type Slot } from './list-query';
import { NEWEST_FIRST } from './list-sort';
import { type ContentRow, dress, inList, type Reading } from './reading';
import { branchesOf, type View } from './view';

/*
 * Who refers to a document: the articles of a tag. The page of each document that is asked for in the same tick is a part of one
 * UNION ALL, and each part is limited by itself, walking the index of the reference: a tag of a million articles costs what a small one
 * costs. The order is always "newest first", which that index keeps; for other orders there is the list with a filter.
 */

/** One page of the documents whose field refers to the target. */
export async function loadReferrers(
  ctx: Context,
  owner: ContentTypeDefinition,
  field: ReferenceField,
  reading: Reading,
  request: PageRequest,
  cursors: boolean,
  targetId: string,
): Promise<Connection<ContentRow>> {
  noteList(ctx, owner.name);
  const { view } = reading;
  const list: ContentList = { definition: owner, view, condition: null, search: null, keys: [NEWEST_FIRST] };
  const order = `${orderName(list)}:${field.property}`;
  const { size, backward, cursor } = request;
  const beyond = cursor === null ? null : decodeCursor(cursor, order, backward);
  const slot: Slot = { limit: size + 1, backward, beyond };
  const name = `${reading.name}:${field.property}:${size}:${backward}:${cursors}:${cursor}`;
  const rows = await ctx.load.load(name, targetId, ids => loadPages(ctx, list, field, reading, slot, cursors, ids));
  const slice =
    reading.locales.length === 0
      ? { nodes: rows as unknown as ContentRow[], keys: rows }
      : await loadSlice(ctx, reading, rows);
  return new KeysetPage(request, slice, {
    order,
    keyOf: row => keyOf(list, row),
    count: () => countReferrers(ctx, owner, field, view, targetId),
  });
}

type ReferrerRow = KeyRow & { target: string };

async function loadPages(
  ctx: Context,
  { definition, view, keys }: ContentList,
  field: ReferenceField,
  reading: Reading,
  slot: Slot,
  cursors: boolean,
  targetIds: readonly string[],
): Promise<ReferrerRow[][]> {
  const direct = reading.locales.length === 0;
  const several = targetIds.length > 1 || reading.branches.length > 1;
  const values: SqlValue[] = [];
  const parts: string[] = [];
  // What fills up the list so that few statements are prepared finds nothing.
  const filled = inList(targetIds).values.map((id, index) => (index < targetIds.length ? id : ''));
  for (const id of filled) {
    for (const [index, branch] of reading.branches.entries()) {
      const leg: Leg = { definition, view, branch, step: null, condition: null, search: null };
      const part = { leg, start: startFrom(field, branch.tables.rows, branch.tables.draft, id) };
      const list = `? AS target, ${direct ? reading.branches[index].list : 't.id AS id'}`;
      const { sql, values: conditions } = legStatement(part, keys, slot, list, cursors || several);
      parts.push(several ? `(${sql})` : sql);
      values.push(id, ...conditions);
    }
  }
  const rows = await ctx.db.select<ReferrerRow>(
    several ? `${parts.join(' UNION ALL ')} ORDER BY ${orderWithin(slot.backward)}` : parts[0],
    values,
  );
  if (direct) dress(rows as unknown as ContentRow[], reading);
  const groups = new Map<string, ReferrerRow[]>(targetIds.map(id => [id, []]));
  for (const row of rows) {
    const group = groups.get(row.target);
    if (group && group.length < slot.limit) group.push(row);
  }
  return targetIds.map(id => groups.get(id) as ReferrerRow[]);
}

function orderWithin(backward: boolean): string {
  return backward ? 'k0, id' : 'k0 DESC, id DESC';
}

function startFrom(field: ReferenceField, rows: string, draft: boolean, id: string): Start {
  if (field.arity === 'MANY') return { from: 'join', field, ids: [id], rest: null, sorted: !draft };
  const index = `idx_${rows}_${snakeCase(field.property)}_live`;
  return { from: 'index', index, table: 'rows', rest: { type: 'refers', field, ids: [id] }, sorted: true };
}

/** How many documents refer to the target; one statement for all that are asked for in the same tick. */
function countReferrers(
  ctx: Context,
  owner: ContentTypeDefinition,
  field: ReferenceField,
  view: View,
  targetId: string,
): Promise<number> {
  const name = `${owner.name}.${field.property}:count:${view.perspective}`;
  // One operation has one viewer, so that the perspective tells the views apart.
  return ctx.load.load(name, targetId, async ids => {
    const { sql, values } = inList(ids);
    const branches = branchesOf(owner, view);
    const column = `${snakeCase(field.property)}_id`;
    const parts = branches.map(({ tables, visible }) =>
      field.arity === 'MANY'
        ? `SELECT j.target_id AS target, COUNT(*) AS n FROM ${tables.join(field.property)} j JOIN ${tables.rows} t ON t.id = j.owner_id
           WHERE j.target_id ${sql} AND ${visible('t')} GROUP BY j.target_id`
        : `SELECT t.${column} AS target, COUNT(*) AS n FROM ${tables.rows} t WHERE t.${column} ${sql} AND ${visible('t')} GROUP BY t.${column}`,
    );
    const rows = await ctx.db.select<{ target: string; n: number }>(
      parts.join(' UNION ALL '),
      branches.flatMap(() => values),
    );
    const counts = new Map<string, number>();
    for (const { target, n } of rows) counts.set(target, (counts.get(target) ?? 0) + Number(n));
    return ids.map(id => counts.get(id) ?? 0);
  });
}

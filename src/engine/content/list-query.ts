import type { SqlValue } from '../../platform/database/database';
import type { Context } from '../context';
import { type Connection, KeysetPage, type PageRequest, type Slice } from '../pagination/connection';
import { type CursorKey, decodeCursor } from '../pagination/cursor';
import { conditionBeyond, conditionUpTo, type Fragment, type Keyset, orderOf } from '../pagination/keyset';
import { type Leg, legFrom, legId, type SortKey, sortColumns, type Start } from './list-leg';
import { countLegs, type ListContents, legsOf, sortedLegs } from './list-legs';
import { chooseStart } from './list-start';
import { joinedReferences, takeJoined } from './joined-references';
import { loadDocuments } from './load-documents';
import { keepReferred } from './prefetch';
import type { Selected } from './projection';
import { type ContentRow, dress, type Reading, readingOf } from './reading';

/*
 * How a page of a list is found. Where one leg can walk an index, one plain SELECT gives the page with all its columns. Otherwise the
 * ids are found first, each leg limited by itself, and the documents are loaded by their ids: what has to be sorted stays small.
 */

/** A list of documents. */
export interface ContentList extends ListContents {
  keys: readonly SortKey[];
}

/** A row as the database gives it when only places in the order are asked for. */
export interface KeyRow {
  id: string;
  [key: `k${number}`]: SqlValue;
}

/** A leg and where it starts. */
export interface Planned {
  leg: Leg;
  start: Start;
}

/** Where a page begins, which way it goes, and how many rows it may have. */
export interface Slot {
  limit: number;
  backward: boolean;
  beyond: CursorKey | null;
}

/** One page of a list. */
export async function listContent(
  ctx: Context,
  list: ContentList,
  request: PageRequest,
  selected: Selected,
): Promise<Connection<ContentRow>> {
  const order = orderName(list);
  const beyond = request.cursor === null ? null : decodeCursor(request.cursor, order, request.backward);
  const slot = { limit: request.size + 1, backward: request.backward, beyond };
  const slice = await fetchSlice(ctx, list, slot, selected);
  return new KeysetPage(request, slice, {
    order,
    keyOf: row => keyOf(list, row),
    count: () => countContent(ctx, list),
  });
}

/** Names the list and its order, so that a cursor of another one is refused. */
export function orderName({ definition, view, keys }: Pick<ContentList, 'definition' | 'view' | 'keys'>): string {
  const order = keys.map(({ property, descending }) => `${property}:${descending ? 'desc' : 'asc'}`);
  const localized = keys.some(({ property }) => definition.localized.has(property));
  return [definition.name, ...order, view.perspective, ...(localized ? [view.locale] : [])].join(':');
}

/** The values that place a row in the list. */
export function keyOf({ keys }: Pick<ContentList, 'keys'>, row: KeyRow): CursorKey {
  return [...keys.map((_, index) => row[`k${index}`] as CursorKey[number]), row.id];
}

async function fetchSlice(
  ctx: Context,
  list: ContentList,
  slot: Slot,
  { selection, references }: Selected,
): Promise<Slice<ContentRow, KeyRow>> {
  const { legs, distinct } = sortedLegs(list, list.keys);
  const planned: Planned[] = [];
  for (const leg of legs) planned.push({ leg, start: await chooseStart(ctx, leg, list.keys) });
  const reading = readingOf(selection, list.view);
  if (isDirect(planned, list, reading)) {
    const joined = joinedReferences(references, list.view);
    const columns = reading.branches[0].list + (joined?.columns ?? '');
    const { sql, values } = legStatement(planned[0], list.keys, slot, columns, selection.cursors, {
      joins: joined?.joins,
    });
    const rows = dress(await ctx.db.select<ContentRow>(sql, values), reading);
    for (const { reference, referred } of joined ? takeJoined(ctx, rows, joined) : [])
      keepReferred(rows, reference, referred);
    return { nodes: rows, keys: rows as unknown as KeyRow[] };
  }
  const upTo = await boundOf(ctx, planned, list.keys, slot, distinct);
  const parts = planned.map(part => legStatement(part, list.keys, slot, null, true, { upTo }));
  const rows = await ctx.db.select<KeyRow>(...united(parts, list.keys, slot, distinct));
  return loadSlice(ctx, reading, rows);
}

/** The documents of the rows; one that went away meanwhile is left out. */
export async function loadSlice<Row extends { id: string }>(
  ctx: Context,
  reading: Reading,
  rows: readonly Row[],
): Promise<Slice<ContentRow, Row>> {
  const wanted = rows.map(({ id }) => id);
  const documents = await loadDocuments(ctx, reading, wanted);
  const slice: Slice<ContentRow, Row> = { nodes: [], keys: [] };
  for (const [index, document] of documents.entries()) {
    if (!document) continue;
    slice.nodes.push(document);
    slice.keys.push(rows[index]);
  }
  return slice;
}

/** Whether one statement may give the page with all its columns: nothing is joined, and nothing has to be sorted. */
function isDirect(planned: readonly Planned[], { keys }: ContentList, reading: Reading): boolean {
  const [{ leg, start }] = planned;
  return planned.length === 1 && keys.length === 1 && leg.step === null && start.sorted && reading.locales.length === 0;
}

/** One leg's statement: the columns that are asked for (null: the id), and the sort keys `k0`, `k1`, ... where cursors are made of them. */
export function legStatement(
  { leg, start }: Planned,
  keys: readonly SortKey[],
  { limit, backward, beyond }: Slot,
  columns: string | null,
  cursors: boolean,
  { upTo = null, joins = '' }: { upTo?: { value: SqlValue } | null; joins?: string } = {},
): Fragment {
  const { sql: from, values } = legFrom(leg, start, joins);
  const keyset: Keyset = { keys: sortColumns(leg, keys, start), id: legId(start) };
  const select = [columns ?? `${keyset.id} AS id`];
  if (cursors) select.push(...keyset.keys.map(({ column }, index) => `${column} AS k${index}`));
  const further: Fragment[] = [];
  if (beyond) further.push(conditionBeyond(keyset, beyond, backward));
  const bound = upTo && conditionUpTo(keyset.keys[0], upTo.value, backward);
  if (bound) further.push(bound);
  const where = further.map(({ sql }) => ` AND ${sql}`).join('');
  return {
    sql: `SELECT ${select.join(', ')} ${from}${where} ORDER BY ${orderOf(keyset, backward)} LIMIT ${limit}`,
    values: [...values, ...further.flatMap(fragment => fragment.values)],
  };
}

/**
 * Several keys: the value of the first key at which the page ends. Only rows up to it have to be sorted by the other keys, and the
 * first key's index finds it. Null when there is no such value, or nothing is gained.
 */
async function boundOf(
  ctx: Context,
  planned: readonly Planned[],
  keys: readonly SortKey[],
  slot: Slot,
  distinct: boolean,
): Promise<{ value: SqlValue } | null> {
  if (keys.length === 1 || !planned.some(({ start }) => start.from === 'index')) return null;
  const { limit, backward, beyond } = slot;
  const parts = planned.map(({ leg, start }) => {
    const { sql, values } = legFrom(leg, start);
    const columns = sortColumns(leg, keys, start);
    const [{ column, descending }] = columns;
    const fragment = beyond && conditionBeyond({ keys: columns, id: legId(start) }, beyond, backward);
    return {
      sql: `SELECT ${legId(start)} AS id, ${column} AS k0 ${sql}${fragment ? ` AND ${fragment.sql}` : ''} ORDER BY ${column}${descending === backward ? '' : ' DESC'} LIMIT ${limit}`,
      values: [...values, ...(fragment?.values ?? [])],
    };
  });
  const down = keys[0].descending !== backward;
  const [row] = await ctx.db.select<{ k0: SqlValue }>(
    `SELECT k0 FROM (${parts.map(({ sql }) => `(${sql})`).join(distinct ? ' UNION ' : ' UNION ALL ')}) firsts ORDER BY k0${down ? ' DESC' : ''} LIMIT 1 OFFSET ${limit - 1}`,
    parts.flatMap(({ values }) => values),
  );
  return row ? { value: row.k0 } : null;
}

/** The legs' rows in the order of the list. `distinct` where legs may find the same document. */
function united(
  parts: readonly Fragment[],
  keys: readonly SortKey[],
  { limit, backward }: Slot,
  distinct: boolean,
): [string, SqlValue[]] {
  if (parts.length === 1) return [parts[0].sql, parts[0].values];
  const columns = keys.map(({ descending }, index) => ({
    column: `k${index}`,
    descending,
    nullable: true,
    values: 'TEXT' as const,
  }));
  const legs = parts.map(({ sql }) => `(${sql})`).join(distinct ? ' UNION ' : ' UNION ALL ');
  return [
    `${legs} ORDER BY ${orderOf({ keys: columns, id: 'id' }, backward)} LIMIT ${limit}`,
    parts.flatMap(({ values }) => values),
  ];
}

/** How many documents a list has. */
export async function countContent(ctx: Context, list: ListContents): Promise<number> {
  const parts = countLegs(legsOf(list));
  const [{ n }] = await ctx.db.select<{ n: number }>(
    parts.length === 1
      ? parts[0].sql
      : `SELECT SUM(n) AS n FROM (${parts.map(({ sql }) => sql).join(' UNION ALL ')}) legs`,
    parts.flatMap(({ values }) => values),
  );
  return Number(n);
}

import type { SqlValue } from '../../platform/database/database';
import type { Context } from '../context';
import { type Connection, KeysetPage, type PageRequest } from '../pagination/connection';
import { decodeCursor } from '../pagination/cursor';
import { badUserInput } from '../../errors';
import { MOST_RESULTS } from '../search/match';
import { legFrom } from './list-leg';
import { type ListContents, legsOf } from './list-legs';
import { countContent, loadSlice } from './list-query';
import { chooseCountStart } from './list-start';
import type { Selection } from './projection';
import { type ContentRow, readingOf } from './reading';

/** One page of what a search found, the best first. Ranks have no index: the cursor is a place among the first 1,000 results. */
export async function listRanked(
  ctx: Context,
  list: ListContents,
  request: PageRequest,
  selection: Selection,
): Promise<Connection<ContentRow>> {
  const { definition, view } = list;
  const order = `${definition.name}:rank:${view.perspective}:${view.locale}`;
  const { size, backward, cursor } = request;
  const at = cursor === null ? null : decodeCursor(cursor, order, backward)[0];
  if (at !== null && typeof at !== 'number') {
    throw badUserInput('This is not a cursor of this list.', { argument: backward ? 'before' : 'after' });
  }
  const ids = await findRanked(ctx, list);
  const from = backward ? Math.max(0, (at ?? ids.length) - size - 1) : (at ?? -1) + 1;
  const to = backward ? (at ?? ids.length) : from + size + 1;
  const window = ids.slice(from, to).map((id, index) => ({ id, place: from + index }));
  if (backward) window.reverse();
  return new KeysetPage(request, await loadSlice(ctx, readingOf(selection, view), window), {
    order,
    keyOf: ({ id, place }) => [place, id],
    count: () => countContent(ctx, list),
  });
}

async function findRanked(ctx: Context, list: ListContents): Promise<string[]> {
  const values: SqlValue[] = [];
  const parts = legsOf(list).flatMap(leg => {
    if (!leg.search) return [];
    const { sql, values: conditions } = legFrom(leg, chooseCountStart(leg));
    values.push(...leg.search.score.values, ...conditions);
    return [`SELECT t.id AS id, ${leg.search.score.sql} AS score ${sql} ORDER BY score DESC, id LIMIT ${MOST_RESULTS}`];
  });
  if (parts.length === 0) return [];
  const rows = await ctx.db.select<{ id: string }>(
    parts.length === 1
      ? parts[0]
      : `${parts.map(part => `(${part})`).join(' UNION ALL ')} ORDER BY score DESC, id LIMIT ${MOST_RESULTS}`,
    values,
  );
  return rows.map(({ id }) => id);
}

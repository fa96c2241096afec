import type { SqlValue } from '../../../platform/database/database';
import type { Context } from '../../context';
import type { Fragment } from '../../pagination/keyset';
import type { ContentState } from '../content';
import { legColumn, legFrom, legId } from '../list-leg';
import { type ListContents, legsOf } from '../list-legs';
import { chooseCountStart } from '../list-start';

/*
 * All documents that a filter finds, in the order of their ids: however long it takes to walk through them, none is met twice, and those
 * that no longer match are passed over.
 */

/** How many of them there are behind an id, among those in these states. */
export async function countMatching(
  ctx: Context,
  contents: ListContents,
  states: readonly ContentState[],
  after: string,
): Promise<number> {
  const parts = statements(contents, states, after, () => 'COUNT(*) AS n');
  const [{ n }] = await ctx.db.select<{ n: number }>(
    `SELECT SUM(n) AS n FROM (${parts.map(({ sql }) => sql).join(' UNION ALL ')}) legs`,
    parts.flatMap(({ values }) => values),
  );
  return Number(n);
}

/** The next ones behind an id; `limit` of them at most. */
export async function nextMatching(
  ctx: Context,
  contents: ListContents,
  states: readonly ContentState[],
  after: string,
  limit: number,
): Promise<string[]> {
  const parts = statements(contents, states, after, id => `${id} AS id`);
  const rows = await ctx.db.select<{ id: string }>(
    `${parts.map(({ sql }) => `(${sql} ORDER BY id LIMIT ${limit})`).join(' UNION ALL ')} ORDER BY id LIMIT ${limit}`,
    parts.flatMap(({ values }) => values),
  );
  return rows.map(({ id }) => id);
}

function statements(
  contents: ListContents,
  states: readonly ContentState[],
  after: string,
  select: (id: string) => string,
): Fragment[] {
  return legsOf(contents).map(leg => {
    const start = chooseCountStart(leg);
    const { sql, values } = legFrom(leg, start);
    const id = legId(start);
    const among = states.map(() => '?').join(', ');
    return {
      sql: `SELECT ${select(id)} ${sql} AND ${id} > ? AND ${legColumn(leg, 'state')} IN (${among})`,
      values: [...values, after, ...states] as SqlValue[],
    };
  });
}

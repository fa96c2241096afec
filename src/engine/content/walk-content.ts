import type { SqlValue } from '../../platform/database/database';
import type { Context } from '../context';
import { Loaders } from '../loading/loaders';
import { ContentState } from './content';
import { allOf, type Condition } from './list-filter';
import type { ListContents } from './list-legs';
import { nextMatching } from './mutations/matching-documents';
import type { Selection } from './projection';
import { type ContentRow, dress, inList, type Reading, readingOf, selectByIds } from './reading';

/*
 * All documents of a list, one batch after the other in the order of their ids, for whoever reads them to the last: none is met twice
 * however long it takes, and each batch costs what the first one does.
 */

/** The most ids of one statement. */
const MOST_IDS = 500;

const ALL_STATES = Object.values(ContentState).filter(state => state !== ContentState.TRASHED);

/** The next documents behind an id (at first an empty text), in order; `limit` at most, and fewer only at the end. */
export async function nextDocuments(
  ctx: Context,
  contents: ListContents,
  selection: Selection,
  { after, limit, states = ALL_STATES }: { after: string; limit: number; states?: readonly ContentState[] },
): Promise<ContentRow[]> {
  const reading = readingOf(selection, contents.view);
  const whole = contents.condition === null && contents.search === null && states === ALL_STATES;
  if (whole && reading.branches.length === 1) return alongTheKey(ctx, reading, after, limit);
  return documentsOf(ctx, reading, await nextMatching(ctx, contents, states, after, limit));
}

/** Those of the documents with these ids that belong to the list, in the order of the ids; 500 ids at most. */
export async function documentsAmong(
  ctx: Context,
  contents: ListContents,
  selection: Selection,
  ids: readonly string[],
): Promise<ContentRow[]> {
  if (ids.length === 0) return [];
  const { sql, values } = inList(ids);
  const among: Condition = {
    type: 'compare',
    property: 'id',
    operator: 'in',
    indexed: true,
    on: column => ({ sql: `${column} ${sql}`, values: values as SqlValue[] }),
  };
  const condition = allOf([contents.condition, among]);
  return nextDocuments(ctx, { ...contents, condition }, selection, { after: '', limit: ids.length });
}

/** The context of one batch: what its loaders remember is forgotten with it. */
export function batchContext(ctx: Context): Context {
  return { ...ctx, load: new Loaders(), cacheTags: null };
}

/** One statement along the primary key. */
async function alongTheKey(ctx: Context, reading: Reading, after: string, limit: number): Promise<ContentRow[]> {
  const [{ tables, list, joins, visible }] = reading.branches;
  const rows = await ctx.db.select<ContentRow>(
    `SELECT ${list} FROM ${tables.rows} t FORCE INDEX (PRIMARY)${joins} WHERE t.id > ? AND ${visible('t')}
     ORDER BY t.id LIMIT ${Math.trunc(limit)}`,
    [...reading.locales, after],
  );
  return dress(rows, reading);
}

async function documentsOf(ctx: Context, reading: Reading, ids: readonly string[]): Promise<ContentRow[]> {
  const rows: ContentRow[] = [];
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    rows.push(...(await selectByIds(ctx, reading, ids.slice(start, start + MOST_IDS))));
  }
  const place = new Map(ids.map((id, index) => [id, index]));
  return rows.sort((a, b) => (place.get(a.id) as number) - (place.get(b.id) as number));
}

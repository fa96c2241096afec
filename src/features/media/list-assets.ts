import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import type { AssetKind, AssetNode, AssetState } from '../../engine/media/asset';
import { assetOf, ASSET_LIST } from '../../engine/media/load-assets';
import { type Connection, type PageArgs, paginate } from '../../engine/pagination/connection';
import { conditionBeyond, type Fragment, type Keyset, orderOf, type SortColumn } from '../../engine/pagination/keyset';
import { badUserInput } from '../../errors';
import type { SqlValue } from '../../platform/database/database';
import { asAscii } from '../../platform/database/as-ascii';

/** Which assets are wanted; all that is given must hold. */
export interface AssetConditions {
  ids?: string[] | null;
  kind?: AssetKind[] | null;
  contentType?: string[] | null;
  state?: AssetState[] | null;
  private?: boolean | null;
  withoutAlt?: boolean | null;
  largerThan?: number | null;
  createdAfter?: Date | null;
  createdBefore?: Date | null;
  uploadedBy?: string[] | null;
}

/** The orders of the list. */
export enum AssetSort {
  CREATED_AT_ASC = 'CREATED_AT_ASC',
  CREATED_AT_DESC = 'CREATED_AT_DESC',
  UPDATED_AT_ASC = 'UPDATED_AT_ASC',
  UPDATED_AT_DESC = 'UPDATED_AT_DESC',
  FILENAME_ASC = 'FILENAME_ASC',
  FILENAME_DESC = 'FILENAME_DESC',
  BYTES_ASC = 'BYTES_ASC',
  BYTES_DESC = 'BYTES_DESC',
}

interface AssetListArgs extends PageArgs {
  filter?: AssetConditions | null;
  sort?: AssetSort | null;
  search?: string | null;
}

type Key = 'createdAt' | 'updatedAt' | 'filename' | 'bytes';

const KEYS: Record<string, { key: Key; column: string; values: SortColumn['values'] }> = {
  CREATED_AT: { key: 'createdAt', column: 'a.created_at', values: 'INSTANT' },
  UPDATED_AT: { key: 'updatedAt', column: 'a.updated_at', values: 'INSTANT' },
  FILENAME: { key: 'filename', column: 'a.filename', values: 'TEXT' },
  BYTES: { key: 'bytes', column: 'a.bytes', values: 'NUMBER' },
};

const MOST_VALUES = 100;
const MOST_WORDS = 10;

/** Assets, a page at a time, the latest first unless `sort` says otherwise. Needs media.read. */
export async function listAssets(
  ctx: Context,
  { filter, sort, search, ...page }: AssetListArgs,
): Promise<Connection<AssetNode>> {
  demand(ctx.viewer, 'media.read');
  const order = sort ?? AssetSort.CREATED_AT_DESC;
  const { key, column, values } = KEYS[order.replace(/_(ASC|DESC)$/, '')];
  const keyset: Keyset = {
    keys: [{ column, values, descending: order.endsWith('_DESC'), nullable: false }],
    id: 'a.id',
  };
  const conditions = [...conditionsOf(filter ?? {}), ...wordsOf(search ?? '')];
  return paginate<AssetNode>(page, {
    order: `Asset:${order}`,
    keyOf: asset => [asset[key], asset.id],
    async fetch({ limit, backward, beyond }) {
      const all = beyond ? [...conditions, conditionBeyond(keyset, beyond, backward)] : conditions;
      const rows = await ctx.db.select<AssetNode>(
        `SELECT ${ASSET_LIST} FROM assets a ${where(all)} ORDER BY ${orderOf(keyset, backward)} LIMIT ${Math.trunc(limit)}`,
        all.flatMap(condition => condition.values),
      );
      return rows.map(assetOf);
    },
    async count() {
      const [{ n }] = await ctx.db.select<{ n: number }>(
        `SELECT COUNT(*) AS n FROM assets a ${where(conditions)}`,
        conditions.flatMap(condition => condition.values),
      );
      return Number(n);
    },
  });
}

function where(conditions: readonly Fragment[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
}

function conditionsOf(filter: AssetConditions): Fragment[] {
  const conditions: Fragment[] = [];
  const add = (sql: string, ...values: SqlValue[]) => conditions.push({ sql, values });
  const among = (column: string, values: readonly string[] | null | undefined) => {
    if (!values) return;
    if (values.length > MOST_VALUES) throw badUserInput(`A list of a filter has ${MOST_VALUES} values at most.`);
    if (values.length === 0) add('FALSE');
    else add(`${column} IN (${values.map(() => '?').join(', ')})`, ...values.map(asAscii));
  };
  among('a.id', filter.ids);
  among('a.kind', filter.kind);
  among('a.content_type', filter.contentType);
  among('a.state', filter.state);
  among('a.created_by', filter.uploadedBy);
  if (filter.private != null) add('a.private = ?', filter.private);
  if (filter.withoutAlt != null) add(filter.withoutAlt ? `a.alt = ''` : `a.alt <> ''`);
  if (filter.largerThan != null) add('a.bytes > ?', filter.largerThan);
  if (filter.createdAfter) add('a.created_at > ?', filter.createdAfter);
  if (filter.createdBefore) add('a.created_at < ?', filter.createdBefore);
  return conditions;
}

/** Each word stands somewhere in the name or in the texts. */
function wordsOf(search: string): Fragment[] {
  const words = search.trim().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  return words.map(word => {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    return { sql: '(a.filename LIKE ? OR a.alt LIKE ? OR a.caption LIKE ?)', values: [pattern, pattern, pattern] };
  });
}

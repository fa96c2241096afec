import { snakeCase } from '../../platform/database/snake-naming';
import type { Sql } from '../../platform/database/database';
import { isUlid } from '../../platform/crypto/new-id';
import type { Context } from '../context';
import { inList, inLists } from '../jobs/sql-lists';
import { noteDocument } from '../loading/cache-tags';
import type { AssetNode } from './asset';

const PROPERTIES = [
  'id',
  'storageKey',
  'filename',
  'contentType',
  'kind',
  'bytes',
  'sha256',
  'private',
  'state',
  'failure',
  'width',
  'height',
  'animated',
  'pages',
  'dominantColor',
  'placeholder',
  'alt',
  'caption',
  'focalX',
  'focalY',
  'createdAt',
  'updatedAt',
  'createdBy',
] as const;

/** What to select of `assets a`, for `assetOf`. */
export const ASSET_LIST = PROPERTIES.map(property => `a.${snakeCase(property)} AS ${property}`).join(', ');

/** Makes an asset of what was selected, in place. */
export function assetOf(row: AssetNode): AssetNode {
  row.__typename = 'Asset';
  row.bytes = Number(row.bytes);
  row.private = Boolean(row.private);
  row.animated = Boolean(row.animated);
  return row;
}

/** The assets with these ids, in no order, whoever may see them; with `lock` their rows stay as they are until the transaction ends. */
export async function selectAssets(sql: Sql, ids: readonly string[], { lock = false } = {}): Promise<AssetNode[]> {
  const assets: AssetNode[] = [];
  for (const batch of inLists([...new Set(ids)].filter(isUlid))) {
    const { sql: list, values } = inList(batch);
    const rows = await sql.select<AssetNode>(
      `SELECT ${ASSET_LIST} FROM assets a WHERE a.id ${list} ORDER BY a.id${lock ? ' FOR UPDATE' : ''}`,
      values,
    );
    assets.push(...rows.map(assetOf));
  }
  return assets;
}

const LOADER = {};

/**
 * An asset that a document shows, or null when it is gone: one statement for all that are asked for in the same tick. The answer becomes
 * stale when the asset changes.
 */
export function loadAsset(ctx: Context, id: string): Promise<AssetNode | null> {
  noteDocument(ctx, 'Asset', id);
  return ctx.load.load<AssetNode | null>(LOADER, id, async ids => {
    const found = new Map((await selectAssets(ctx.db, ids)).map(asset => [asset.id, asset]));
    return ids.map(key => found.get(key) ?? null);
  });
}

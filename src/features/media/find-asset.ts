import { demand, may } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { nodeLookups } from '../../engine/content/node';
import type { AssetNode } from '../../engine/media/asset';
import { loadAsset } from '../../engine/media/load-assets';

/** The asset with this id, or null. Needs media.read. */
export async function findAsset(ctx: Context, id: string): Promise<AssetNode | null> {
  demand(ctx.viewer, 'media.read');
  return loadAsset(ctx, id);
}

nodeLookups.push(async (ctx, id) => (may(ctx.viewer, 'media.read') ? loadAsset(ctx, id) : null));

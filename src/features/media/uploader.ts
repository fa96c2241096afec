import { may } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import type { AssetNode } from '../../engine/media/asset';
import { uncacheable } from '../../engine/loading/cache-tags';

/** Who uploaded an asset, for those who may know. */
export function uploaderOf(ctx: Pick<Context, 'viewer' | 'cacheTags'>, { createdBy }: AssetNode): string | null {
  uncacheable(ctx);
  return may(ctx.viewer, 'media.read') ? createdBy : null;
}

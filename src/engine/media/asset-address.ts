import type { Context } from '../context';
import { uncacheable } from '../loading/cache-tags';
import type { AssetRow } from './asset.entity';

/** What a signed address of a private asset is signed for. */
export const READ_ASSET = 'media.read';

/** The path under which a file lies. It changes with the content, so it can be kept for ever. */
export function assetPath({ id, sha256, filename }: Pick<AssetRow, 'id' | 'sha256' | 'filename'>): string {
  return `/media/${id}/${sha256.slice(0, 16)}/${encodeURIComponent(filename)}`;
}

/** The path that leads to whatever file the asset has at the time; texts use it. */
export const currentAssetPath = (id: string): string => `/media/${id}`;

/** The address of a file; that of a private one is signed and expires, so the answer is for this request alone. */
export function assetUrl(
  ctx: Pick<Context, 'urls' | 'accounts' | 'limits' | 'cacheTags' | 'now'>,
  asset: Pick<AssetRow, 'id' | 'sha256' | 'filename' | 'private'>,
  path = assetPath(asset),
): string {
  const { publicUrl } = ctx.accounts;
  if (!asset.private) return publicUrl + path;
  uncacheable(ctx);
  return (
    publicUrl + ctx.urls.sign(READ_ASSET, path, new Date(ctx.now().getTime() + ctx.limits.media.urlSeconds * 1000))
  );
}

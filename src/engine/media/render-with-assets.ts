import { assetIdsOf, withAssetAddresses } from '../../platform/formats/rich-text/image-assets';
import type { RichTextDocument } from '../../platform/formats/rich-text/rich-text-schema';
import type { Context } from '../context';
import { assetUrl } from './asset-address';
import { loadAsset } from './load-assets';

/** Renders a text whose images show assets with the addresses that these have now; at once where there are none. */
export function renderWithAssets<Rendered>(
  ctx: Context,
  document: RichTextDocument,
  render: (document: RichTextDocument) => Rendered,
): Rendered | Promise<Rendered> {
  const ids = assetIdsOf(document);
  return ids.length === 0 ? render(document) : withAddresses(ctx, document, ids).then(render);
}

async function withAddresses(
  ctx: Context,
  document: RichTextDocument,
  ids: readonly string[],
): Promise<RichTextDocument> {
  const assets = await Promise.all(ids.map(id => loadAsset(ctx, id)));
  const addresses = new Map(assets.flatMap(asset => (asset ? [[asset.id, assetUrl(ctx, asset)] as const] : [])));
  return withAssetAddresses(document, addresses);
}

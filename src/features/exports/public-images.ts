import { currentAssetPath } from '../../engine/media/asset-address';
import { assetIdsOf, withAssetAddresses } from '../../platform/formats/rich-text/image-assets';
import type { RichTextDocument } from '../../platform/formats/rich-text/rich-text-schema';

/** A text whose images show assets, with addresses that lead to them from everywhere and stay the same. */
export function withPublicImages(document: RichTextDocument, publicUrl: string): RichTextDocument {
  const ids = assetIdsOf(document);
  if (ids.length === 0) return document;
  return withAssetAddresses(document, new Map(ids.map(id => [id, publicUrl + currentAssetPath(id)])));
}

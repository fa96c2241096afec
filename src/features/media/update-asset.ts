import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { publish } from '../../engine/events/publish';
import type { AssetNode } from '../../engine/media/asset';
import { selectAssets } from '../../engine/media/load-assets';
import { touchAsset } from '../../engine/media/touch-asset';
import { notFound, validationFailed } from '../../errors';
import type { SqlValue } from '../../platform/database/database';
import { displayName } from '../../platform/formats/media-types/display-name';
import { assetUploaded } from './asset-uploaded';
import { checkWords } from './asset-words';
import { receivedFile } from './receive-upload';
import { isWorkedOut } from './store-asset';

/** What is to change of an asset; what is left out stays. */
export interface UpdateAssetInput {
  id: string;
  filename?: string | null;
  alt?: string | null;
  caption?: string | null;
  private?: boolean | null;
  focalPoint?: { x: number; y: number } | null;
}

/** Changes what is said of an asset, never its file. Null clears the texts and the focal point. */
export async function updateAsset(ctx: Context, input: UpdateAssetInput): Promise<AssetNode> {
  checkWords(input);
  const { focalPoint } = input;
  if (focalPoint && ![focalPoint.x, focalPoint.y].every(place => place >= 0 && place <= 1))
    throw validationFailed('The focal point lies between 0 and 1, in both directions.', ['input', 'focalPoint']);
  return ctx.db.transaction(async tx => {
    const [asset] = await selectAssets(tx, [input.id], { lock: true });
    if (!asset) throw notFound('asset', input.id, ['input', 'id']);
    const changes = changesOf(asset, input);
    await tx.run(
      `UPDATE assets SET ${changes.map(([column]) => `${column} = ?`).join(', ')}, updated_at = UTC_TIMESTAMP(3) WHERE id = ?`,
      [...changes.map(([, value]) => value), asset.id],
    );
    if (input.private != null && input.private !== asset.private)
      await audit(ctx, tx, {
        action: input.private ? 'asset.hidden' : 'asset.shown',
        subject: { type: 'Asset', id: asset.id },
      });
    if (focalPoint !== undefined && isWorkedOut(ctx, fileOf(asset)))
      await publish(ctx, tx, assetUploaded, { assetId: asset.id });
    await touchAsset(ctx, tx, asset.id);
    return (await selectAssets(tx, [asset.id]))[0];
  });
}

function changesOf(asset: AssetNode, input: UpdateAssetInput): [string, SqlValue][] {
  const { filename, alt, caption, focalPoint } = input;
  const changes: [string, SqlValue][] = [['private', input.private ?? asset.private]];
  if (filename != null) changes.push(['filename', displayName(filename, fileOf(asset).type)]);
  if (alt !== undefined) changes.push(['alt', alt ?? '']);
  if (caption !== undefined) changes.push(['caption', caption ?? '']);
  if (focalPoint !== undefined) changes.push(['focal_x', focalPoint?.x ?? null], ['focal_y', focalPoint?.y ?? null]);
  return changes;
}

function fileOf({ filename, contentType, sha256, bytes }: AssetNode) {
  return receivedFile({ filename, contentType, sha256, receivedBytes: bytes });
}

import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import type { AssetNode } from '../../engine/media/asset';
import { selectAssets } from '../../engine/media/load-assets';
import { invalidFile, notFound, uploadNotFound } from '../../errors';
import { demandReceived } from './complete-upload';
import { purgeFiles } from './purge-files.job';
import { giveRoomBack, takeRoom } from './quotas';
import { receivedFile } from './receive-upload';
import { announceFile, isWorkedOut } from './store-asset';
import { deleteUploadRow, findUpload } from './upload-rows';

/** Gives an asset another file of the same kind; its id and all that refers to it stay. The former file is deleted by a job. */
export async function replaceAsset(ctx: Context, input: { id: string; uploadId: string }): Promise<AssetNode> {
  const { storageKey } = await demandReceived(ctx, input.uploadId);
  return ctx.db.transaction(async tx => {
    const [asset] = await selectAssets(tx, [input.id], { lock: true });
    if (!asset) throw notFound('asset', input.id, ['input', 'id']);
    const upload = await findUpload(tx, input.uploadId, { lock: true });
    if (!upload) throw uploadNotFound(input.uploadId);
    const file = receivedFile(upload);
    if (file.type.kind !== asset.kind)
      throw invalidFile(`The asset is of the kind ${asset.kind}, the new file ${file.type.kind}.`, {
        path: ['input', 'uploadId'],
      });
    await giveRoomBack(tx, upload.createdBy, upload.reservedBytes);
    await takeRoom(ctx, tx, asset.createdBy, file.bytes - asset.bytes);
    await tx.run(
      `UPDATE assets SET storage_key = ?, filename = ?, content_type = ?, bytes = ?, sha256 = ?, state = ?, failure = NULL, width = NULL,
         height = NULL, animated = NULL, pages = NULL, dominant_color = NULL, placeholder = NULL, updated_at = UTC_TIMESTAMP(3)
       WHERE id = ?`,
      [
        storageKey,
        file.filename,
        file.type.contentType,
        file.bytes,
        file.sha256,
        isWorkedOut(ctx, file) ? 'PROCESSING' : 'READY',
        asset.id,
      ],
    );
    await deleteUploadRow(tx, upload.id);
    await ctx.jobs.enqueue(purgeFiles, { folders: [asset.storageKey] }, { tx, viewer: ctx.viewer });
    await audit(ctx, tx, {
      action: 'asset.replaced',
      subject: { type: 'Asset', id: asset.id },
      details: { from: asset.sha256, to: file.sha256 },
    });
    await announceFile(ctx, tx, asset.id, file);
    return (await selectAssets(tx, [asset.id]))[0];
  });
}

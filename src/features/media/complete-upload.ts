import type { Context } from '../../engine/context';
import { uploadNotFound, wrongState } from '../../errors';
import { checkWords } from './asset-words';
import { receivedFile } from './receive-upload';
import { isWhole, joinPieces } from './resume-upload';
import { type AssetWords, storeAsset, type StoredAsset } from './store-asset';
import { findUpload, type Upload } from './upload-rows';

/** Makes an asset of an upload whose file has arrived. */
export async function completeUpload(ctx: Context, input: AssetWords & { uploadId: string }): Promise<StoredAsset> {
  checkWords(input);
  const upload = await demandReceived(ctx, input.uploadId);
  return storeAsset(ctx, upload.id, receivedFile(upload), input);
}

/** The viewer's own upload, with its file; throws NOT_FOUND, or WRONG_STATE while the file has not arrived. */
export async function demandReceived(ctx: Context, uploadId: string): Promise<Upload> {
  const upload = await ownUpload(ctx, uploadId);
  if (upload.state === 'RECEIVED') return upload;
  // The process that was to do it may have died.
  if (upload.state !== 'AWAITED' || !isWhole(upload))
    throw wrongState('The file of this upload has not arrived yet.', ['input', 'uploadId']);
  await joinPieces(ctx, uploadId);
  return ownUpload(ctx, uploadId);
}

async function ownUpload(ctx: Context, uploadId: string): Promise<Upload> {
  const upload = await findUpload(ctx.db, uploadId);
  if (!upload || upload.createdBy !== ctx.viewer.id) throw uploadNotFound(uploadId);
  return upload;
}

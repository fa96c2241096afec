import type { Context } from '../../engine/context';
import type { FileUpload } from '../../engine/uploads/upload-scalar';
import { KeelsonError } from '../../errors';
import { checkWords } from './asset-words';
import { keepPace } from './keep-pace';
import { largestUpload } from './quotas';
import { receiveFile } from './receive-file';
import { type AssetWords, storeAsset, type StoredAsset } from './store-asset';
import { insertUpload, removeUpload } from './upload-rows';

/** What is uploaded with one request. */
export interface UploadAssetInput extends AssetWords {
  file: Promise<FileUpload>;
  private?: boolean | null;
}

/** Takes in a file that arrives with the request. Nothing is left behind when it does not become an asset. */
export async function uploadAsset(ctx: Context, input: UploadAssetInput): Promise<StoredAsset> {
  checkWords(input);
  const file = await input.file;
  return storeStream(ctx, {
    ...input,
    source: file.createReadStream() as AsyncIterable<Buffer>,
    filename: file.filename,
  }).catch(error => {
    throw withPath(error);
  });
}

/** Takes in a file that arrives as a stream, from wherever it comes. */
export async function storeStream(
  ctx: Context,
  input: AssetWords & { source: AsyncIterable<Buffer | string>; filename: string; private?: boolean | null },
): Promise<StoredAsset> {
  const maxBytes = await largestUpload(ctx);
  const { filename } = input;
  const upload = await insertUpload(ctx, ctx.db, { state: 'RECEIVING', filename, private: input.private ?? false });
  try {
    const source = keepPace(input.source, ctx.limits.media.slowSeconds);
    const received = await receiveFile(ctx, upload.storageKey, { source, filename, maxBytes });
    return await storeAsset(ctx, upload.id, received, input);
  } catch (error) {
    // If this fails too, the sweep does it later.
    await removeUpload(ctx, upload).catch(cause =>
      ctx.log.warn('An upload that failed could not be taken away', { cause }),
    );
    throw error;
  }
}

function withPath(error: unknown): unknown {
  if (!(error instanceof KeelsonError) || !error.mendable || error.details.path) return error;
  const { code, message, details, mendable } = error;
  return new KeelsonError(code, message, { cause: error, details: { ...details, path: ['input', 'file'] }, mendable });
}

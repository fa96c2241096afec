import type { Context } from '../../engine/context';
import { invalidFile, uploadNotFound, wrongState } from '../../errors';
import type { Sql } from '../../platform/database/database';
import { binaryType, textType, UNKNOWN, XML, type MediaType } from '../../platform/formats/media-types/media-types';
import { extensionOf } from '../../platform/formats/media-types/display-name';
import { keepPace } from './keep-pace';
import { originalOf, type ReceivedFile, receiveFile } from './receive-file';
import { findUpload, type Upload } from './upload-rows';

type Receiver = Pick<Context, 'db' | 'storage' | 'images' | 'limits'>;

/**
 * Takes the whole file of an announced upload. Only one may send it at a time, and nobody once it is there; who fails may try again.
 * Throws NOT_FOUND, WRONG_STATE, and what `receiveFile` throws.
 */
export async function receiveUpload(ctx: Receiver, id: string, source: AsyncIterable<Buffer>): Promise<void> {
  const upload = await demandUpload(ctx.db, id);
  const { affectedRows } = await ctx.db.run(
    `UPDATE asset_uploads SET state = 'RECEIVING' WHERE id = ? AND state = 'AWAITED' AND received_bytes = 0`,
    [id],
  );
  if (affectedRows === 0) throw wrongState('The file of this upload has been sent already, or is being sent.');
  try {
    await keepFile(ctx, upload, keepPace(source, ctx.limits.media.slowSeconds));
  } catch (error) {
    await ctx.db.run(`UPDATE asset_uploads SET state = 'AWAITED' WHERE id = ? AND state = 'RECEIVING'`, [id]);
    throw error;
  }
}

/** Stores the whole file of an upload and notes what it is; from here on it can be made an asset. */
export async function keepFile(ctx: Receiver, upload: Upload, source: AsyncIterable<Buffer>): Promise<void> {
  const { id, storageKey, filename, declaredBytes } = upload;
  const maxBytes = declaredBytes ?? ctx.limits.uploadBytes;
  const file = await receiveFile(ctx, storageKey, { source, filename, maxBytes });
  if (file.bytes !== maxBytes) {
    await ctx.storage.delete(originalOf(storageKey));
    throw invalidFile(`The file has ${file.bytes} bytes; ${maxBytes} were announced.`);
  }
  const { affectedRows } = await ctx.db.run(
    `UPDATE asset_uploads SET state = 'RECEIVED', filename = ?, content_type = ?, sha256 = ?, received_bytes = ?
     WHERE id = ? AND expires_at > UTC_TIMESTAMP(3) AND state <> 'ABANDONED'`,
    [file.filename, file.type.contentType, file.sha256, file.bytes, id],
  );
  if (affectedRows === 0) throw uploadNotFound(id);
}

/** The file of an upload that is there as a whole. */
export function receivedFile({
  filename,
  contentType,
  sha256,
  receivedBytes,
}: Pick<Upload, 'filename' | 'contentType' | 'sha256' | 'receivedBytes'>): ReceivedFile {
  return {
    filename,
    type: typeNamed(contentType ?? '', filename),
    sha256: sha256 ?? '',
    bytes: receivedBytes,
  };
}

/** The upload with this id, as long as it may be used; throws NOT_FOUND. */
export async function demandUpload(sql: Sql, id: string): Promise<Upload> {
  const upload = await findUpload(sql, id);
  if (!upload) throw uploadNotFound(id);
  return upload;
}

function typeNamed(contentType: string, filename: string): MediaType {
  const text = textType(extensionOf(filename));
  return [binaryType(contentType), text, XML].find(type => type?.contentType === contentType) ?? UNKNOWN;
}

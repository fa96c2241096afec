import type { Context } from '../../engine/context';
import { nodeLookups } from '../../engine/content/node';
import { fileTooLarge, invalidFile, validationFailed } from '../../errors';
import { takeRoom } from './quotas';
import { findUpload, insertUpload, type Upload } from './upload-rows';

/** A file that is going to be sent. */
export interface CreateUploadInput {
  filename: string;
  bytes: number;
  contentType?: string | null;
  private?: boolean | null;
}

/** Where a file may be sent. */
export interface AnnouncedUpload {
  __typename: 'AssetUpload';
  id: string;
  url: string;
  tusUrl: string;
  expiresAt: Date;
}

/** What the addresses of uploads are signed for. */
export const PUT_UPLOAD = 'media.put';
export const RESUME_UPLOAD = 'media.resume';

/** What is never taken, however it is sent. */
const NEVER_TAKEN = /\b(html|xhtml|javascript|ecmascript|php|svg)\b/i;

/** Reserves room for a file, and gives the addresses to which whoever has them may send it, once. */
export async function createUpload(ctx: Context, input: CreateUploadInput): Promise<AnnouncedUpload> {
  const { filename, bytes, contentType } = input;
  if (!Number.isSafeInteger(bytes) || bytes < 1)
    throw validationFailed('`bytes` must be the size of the file: a whole number from 1 on.', ['input', 'bytes']);
  if (bytes > ctx.limits.uploadBytes) throw fileTooLarge(ctx.limits.uploadBytes);
  if (filename.trim() === '') throw validationFailed('`filename` must have a value.', ['input', 'filename']);
  if (contentType && NEVER_TAKEN.test(contentType))
    throw invalidFile(`Files of the type ${contentType.slice(0, 100)} are not taken.`, {
      path: ['input', 'contentType'],
    });
  const upload = await ctx.db.transaction(async tx => {
    await takeRoom(ctx, tx, ctx.viewer.id, bytes);
    const { id } = await insertUpload(ctx, tx, {
      state: 'AWAITED',
      filename,
      private: input.private ?? false,
      declaredBytes: bytes,
      reservedBytes: bytes,
    });
    return findUpload(tx, id);
  });
  if (!upload) throw new Error('An upload has expired at once.');
  return announced(ctx, upload);
}

/** The viewer's own upload with this id, as long as it can be used; null when there is none. */
async function findAnnounced(ctx: Context, id: string): Promise<AnnouncedUpload | null> {
  const upload = ctx.viewer.id === null ? null : await findUpload(ctx.db, id);
  return upload && upload.createdBy === ctx.viewer.id ? announced(ctx, upload) : null;
}

nodeLookups.push(findAnnounced);

function announced(ctx: Context, upload: Upload): AnnouncedUpload {
  const { id, expiresAt } = upload;
  const sign = (purpose: string, path: string) => ctx.accounts.publicUrl + ctx.urls.sign(purpose, path, expiresAt);
  return {
    __typename: 'AssetUpload',
    id,
    url: sign(PUT_UPLOAD, `/uploads/${id}`),
    tusUrl: sign(RESUME_UPLOAD, `/uploads/resumable/${id}`),
    expiresAt,
  };
}

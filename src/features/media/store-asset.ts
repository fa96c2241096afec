import { may } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { publish } from '../../engine/events/publish';
import { touchAsset } from '../../engine/media/touch-asset';
import { uploadNotFound } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { newId } from '../../platform/crypto/new-id';
import { assetUploaded } from './asset-uploaded';
import { giveRoomBack, takeRoom } from './quotas';
import type { ReceivedFile } from './receive-file';
import { abandonUpload, deleteUploadRow, findUpload, removeUpload, type Upload } from './upload-rows';

/** What became of an upload. */
export interface StoredAsset {
  assetId: string;
  /** The file was there already: this is the asset that has it, and nothing was stored. */
  duplicateOf: string | null;
}

/** What its owner says of a file. */
export interface AssetWords {
  alt?: string | null;
  caption?: string | null;
}

/**
 * Makes an asset of a file that is stored: in one transaction its room is taken, its row written and the upload's deleted. A file that
 * the viewer could find as an asset already is recognised, and its bytes are deleted again.
 */
export async function storeAsset(
  ctx: Context,
  uploadId: string,
  file: ReceivedFile,
  words: AssetWords,
): Promise<StoredAsset> {
  const { upload, ...stored } = await ctx.db.transaction(async tx => {
    const locked = await findUpload(tx, uploadId, { lock: true });
    if (!locked) throw uploadNotFound(uploadId);
    // Locks the totals: who stores the same file at the same time is seen.
    await takeRoom(ctx, tx, locked.createdBy, file.bytes - locked.reservedBytes);
    const duplicateOf = await findDuplicate(ctx, tx, file.sha256, locked.private);
    if (duplicateOf) {
      await giveRoomBack(tx, locked.createdBy, file.bytes);
      await tx.run('UPDATE asset_uploads SET reserved_bytes = 0 WHERE id = ?', [uploadId]);
      await abandonUpload(tx, uploadId);
      return { upload: locked, assetId: duplicateOf, duplicateOf };
    }
    const assetId = newId();
    await insertAsset(ctx, tx, assetId, locked, file, words);
    await deleteUploadRow(tx, uploadId);
    return { upload: locked, assetId, duplicateOf: null };
  });
  if (stored.duplicateOf) await removeUpload(ctx, upload);
  return stored;
}

/** True for files of which more is worked out by jobs. */
export function isWorkedOut(ctx: Pick<Context, 'jobs'>, { type: { kind, contentType } }: ReceivedFile): boolean {
  return (kind === 'IMAGE' || contentType === 'application/pdf') && ctx.jobs.kindsOn(assetUploaded).length > 0;
}

/** Tells, with the transaction that stored it, that a file is there. */
export async function announceFile(ctx: Context, tx: Transaction, assetId: string, file: ReceivedFile): Promise<void> {
  if (isWorkedOut(ctx, file)) await publish(ctx, tx, assetUploaded, { assetId });
  await touchAsset(ctx, tx, assetId);
}

async function insertAsset(
  ctx: Context,
  tx: Transaction,
  id: string,
  { storageKey, private: isPrivate, createdBy }: Upload,
  file: ReceivedFile,
  { alt, caption }: AssetWords,
): Promise<void> {
  await tx.run(
    `INSERT INTO assets (id, storage_key, filename, content_type, kind, bytes, sha256, private, state, alt, caption, created_at, updated_at,
       created_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), ?)`,
    [
      id,
      storageKey,
      file.filename,
      file.type.contentType,
      file.type.kind,
      file.bytes,
      file.sha256,
      isPrivate,
      isWorkedOut(ctx, file) ? 'PROCESSING' : 'READY',
      alt ?? '',
      caption ?? '',
      createdBy,
    ],
  );
  await announceFile(ctx, tx, id, file);
}

/** An asset with the same bytes and privacy that the viewer may see; its own, if it may not read all. */
async function findDuplicate(
  ctx: Context,
  tx: Transaction,
  sha256: string,
  isPrivate: boolean,
): Promise<string | null> {
  const [found] = await tx.select<{ id: string }>(
    `SELECT id FROM assets WHERE sha256 = ? AND private = ? AND (? OR created_by <=> ?) ORDER BY created_at, id LIMIT 1`,
    [sha256, isPrivate, may(ctx.viewer, 'media.read'), ctx.viewer.id],
  );
  return found?.id ?? null;
}

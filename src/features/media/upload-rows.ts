import type { Context } from '../../engine/context';
import type { Sql, Transaction } from '../../platform/database/database';
import { newId } from '../../platform/crypto/new-id';
import type { AssetUploadRow } from './asset-upload.entity';
import { giveRoomBack } from './quotas';
import { newStorageKey } from './receive-file';

/** A file on its way in, as operations need it. */
export type Upload = Omit<AssetUploadRow, 'createdAt'>;

const LIST = `id, storage_key AS storageKey, state, filename, declared_bytes AS declaredBytes, reserved_bytes AS reservedBytes,
  received_bytes AS receivedBytes, private, content_type AS contentType, sha256, expires_at AS expiresAt, created_by AS createdBy`;

/** A file that is sent with a request is stored within hours, or was left by a process that died. */
const MOST_HOURS = 12;

/** Writes the row of an upload, before the first byte is stored. */
export async function insertUpload(
  ctx: Pick<Context, 'viewer' | 'limits'>,
  sql: Sql,
  upload: Pick<Upload, 'state' | 'filename' | 'private'> & Partial<Pick<Upload, 'declaredBytes' | 'reservedBytes'>>,
): Promise<{ id: string; storageKey: string }> {
  const id = newId();
  const storageKey = newStorageKey();
  await sql.run(
    `INSERT INTO asset_uploads (id, storage_key, state, filename, declared_bytes, reserved_bytes, received_bytes, private, created_at,
       expires_at, created_by)
     VALUES (?, ?, ?, ?, ?, ?, 0, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL ? HOUR, ?)`,
    [
      id,
      storageKey,
      upload.state,
      upload.filename.slice(0, 300),
      upload.declaredBytes ?? null,
      upload.reservedBytes ?? 0,
      upload.private,
      upload.state === 'RECEIVING' ? Math.min(MOST_HOURS, ctx.limits.media.uploadHours) : ctx.limits.media.uploadHours,
      ctx.viewer.id,
    ],
  );
  return { id, storageKey };
}

/** An upload that has not expired; null when there is none. With `lock` it stays as it is until the transaction ends. */
export async function findUpload(sql: Sql, id: string, { lock = false } = {}): Promise<Upload | null> {
  const [row] = await sql.select<Upload>(
    `SELECT ${LIST} FROM asset_uploads WHERE id = ? AND expires_at > UTC_TIMESTAMP(3) AND state <> 'ABANDONED'${lock ? ' FOR UPDATE' : ''}`,
    [id],
  );
  return row ? uploadOf(row) : null;
}

/** Uploads that have expired or were abandoned, the oldest first. */
export async function expiredUploads(sql: Sql, limit: number): Promise<Upload[]> {
  const rows = await sql.select<Upload>(
    `SELECT ${LIST} FROM asset_uploads WHERE expires_at <= UTC_TIMESTAMP(3) ORDER BY expires_at LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map(uploadOf);
}

/** Nobody goes on with the upload: from here on the sweep deletes it, if whoever calls this does not get to do so. */
export async function abandonUpload(sql: Sql, id: string): Promise<void> {
  await sql.run(`UPDATE asset_uploads SET state = 'ABANDONED', expires_at = UTC_TIMESTAMP(3) WHERE id = ?`, [id]);
}

/** Deletes what was stored of an upload, then its row with what it had reserved. Safe to repeat. */
export async function removeUpload(
  ctx: Pick<Context, 'db' | 'storage'>,
  upload: Pick<Upload, 'id' | 'storageKey'>,
): Promise<void> {
  await purgeFolder(ctx, upload.storageKey);
  await ctx.db.transaction(async tx => {
    const [row] = await tx.select<Pick<Upload, 'reservedBytes' | 'createdBy'>>(
      'SELECT reserved_bytes AS reservedBytes, created_by AS createdBy FROM asset_uploads WHERE id = ? FOR UPDATE',
      [upload.id],
    );
    if (!row) return;
    await giveRoomBack(tx, row.createdBy, Number(row.reservedBytes));
    await deleteUploadRow(tx, upload.id);
  });
}

/** The row alone: what was stored is an asset's now. */
export async function deleteUploadRow(tx: Transaction, id: string): Promise<void> {
  await tx.run('DELETE FROM asset_uploads WHERE id = ?', [id]);
}

/** Deletes everything that lies in a folder of the storage. */
export async function purgeFolder({ storage }: Pick<Context, 'storage'>, folder: string): Promise<void> {
  for (const { key } of await storage.list(folder)) await storage.delete(key);
}

function uploadOf(row: Upload): Upload {
  return {
    ...row,
    declaredBytes: row.declaredBytes === null ? null : Number(row.declaredBytes),
    reservedBytes: Number(row.reservedBytes),
    receivedBytes: Number(row.receivedBytes),
    private: Boolean(row.private),
  };
}

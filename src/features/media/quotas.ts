import type { Context, MediaLimits } from '../../engine/context';
import { quotaExceeded } from '../../errors';
import type { Transaction } from '../../platform/database/database';

/** The row of all assets together; that of a person stands under the viewer's id. */
const ALL = '';

/**
 * Adds bytes to what somebody and all together take, in the transaction that stores them. Throws QUOTA_EXCEEDED when there is no room:
 * the rows stay locked until the transaction ends, so uploads at the same time never take more than there is.
 */
export async function takeRoom(
  { limits }: Pick<Context, 'limits'>,
  tx: Transaction,
  owner: string | null,
  bytes: number,
): Promise<void> {
  for (const [whose, limit] of roomsOf(owner, limits.media)) {
    await tx.run('INSERT INTO asset_totals (owner, bytes) VALUES (?, 0) ON DUPLICATE KEY UPDATE owner = owner', [
      whose,
    ]);
    const { affectedRows } = await tx.run(
      'UPDATE asset_totals SET bytes = bytes + ? WHERE owner = ? AND (? = 0 OR ? <= 0 OR bytes + ? <= ?)',
      [bytes, whose, limit, bytes, bytes, limit],
    );
    if (affectedRows === 0) throw quotaExceeded(whose === ALL ? 'total' : 'user', limit);
  }
}

/** Gives bytes back, in the transaction that does away with them. */
export async function giveRoomBack(tx: Transaction, owner: string | null, bytes: number): Promise<void> {
  if (bytes === 0) return;
  for (const whose of owner === null ? [ALL] : [owner, ALL])
    await tx.run('UPDATE asset_totals SET bytes = GREATEST(CAST(bytes AS SIGNED) - ?, 0) WHERE owner = ?', [
      bytes,
      whose,
    ]);
}

/** How large a file may be that is yet to come: what there is room for, and never more than the server takes at all. */
export async function largestUpload(ctx: Pick<Context, 'db' | 'limits' | 'viewer'>): Promise<number> {
  const rooms = roomsOf(ctx.viewer.id, ctx.limits.media).filter(([, limit]) => limit > 0);
  if (rooms.length === 0) return ctx.limits.uploadBytes;
  const rows = await ctx.db.select<{ owner: string; bytes: number }>(
    `SELECT owner, bytes FROM asset_totals WHERE owner IN (${rooms.map(() => '?').join(', ')})`,
    rooms.map(([whose]) => whose),
  );
  const taken = new Map(rows.map(({ owner, bytes }) => [owner, Number(bytes)]));
  for (const [whose, limit] of rooms)
    if ((taken.get(whose) ?? 0) >= limit) throw quotaExceeded(whose === ALL ? 'total' : 'user', limit);
  return ctx.limits.uploadBytes;
}

/** Whose room, and how large it is; always in this order, so that nobody waits in a circle. */
function roomsOf(owner: string | null, { userBytes, totalBytes }: MediaLimits): [string, number][] {
  const all: [string, number] = [ALL, totalBytes];
  return owner === null ? [all] : [[owner, userBytes], all];
}

import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { findUsages } from '../../engine/content/writing/find-usages';
import { AssetRow } from '../../engine/media/asset.entity';
import { selectAssets } from '../../engine/media/load-assets';
import { touchAssets } from '../../engine/media/touch-asset';
import { badUserInput, inUse, notFound } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { isReferenced } from '../../platform/database/sql-errors';
import { purgeFiles } from './purge-files.job';
import { giveRoomBack } from './quotas';
import { marks } from '../../engine/content/writing/insert-rows';

const MOST_AT_ONCE = 100;

/**
 * Deletes assets, all of them or none. Throws IN_USE with who refers to them, those in the trash included, and NOT_FOUND. Their files are
 * deleted by a job that is written with the transaction.
 */
export async function deleteAssets(ctx: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length < 1 || ids.length > MOST_AT_ONCE)
    throw badUserInput(`Delete 1 to ${MOST_AT_ONCE} assets at once, not ${ids.length}.`, { path: ['input', 'ids'] });
  const wanted = [...new Set(ids)];
  await ctx.db.transaction(async tx => {
    const assets = await selectAssets(tx, wanted, { lock: true });
    const missing = wanted.find(id => !assets.some(asset => asset.id === id));
    if (missing) throw notFound('asset', missing, ['input']);
    await refuseUsed(ctx, tx, wanted);
    try {
      await tx.run(`DELETE FROM assets WHERE id IN (${marks(wanted.length)})`, wanted);
    } catch (error) {
      // Somebody has begun to use it at this moment.
      if (isReferenced(error)) await refuseUsed(ctx, tx, wanted);
      throw error;
    }
    for (const { createdBy, bytes } of assets) await giveRoomBack(tx, createdBy, bytes);
    await ctx.jobs.enqueue(
      purgeFiles,
      { folders: assets.map(({ storageKey }) => storageKey) },
      { tx, viewer: ctx.viewer },
    );
    for (const { id, filename, sha256 } of assets)
      await audit(ctx, tx, {
        action: 'asset.deleted',
        subject: { type: 'Asset', id },
        details: { filename, sha256 },
      });
    await touchAssets(ctx, tx, wanted);
  });
  return wanted;
}

async function refuseUsed({ viewer }: Context, tx: Transaction, ids: readonly string[]): Promise<void> {
  const options = { refusing: true, trashed: true, seenBy: viewer };
  const { usages, total, others } = await findUsages(tx, { entity: AssetRow }, ids, options);
  if (total > 0 || others) throw inUse(ids.length === 1 ? 'asset' : 'selection of assets', usages, total, others);
}

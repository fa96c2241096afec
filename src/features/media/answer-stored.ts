import type { Context } from '../../engine/context';
import type { AssetNode } from '../../engine/media/asset';
import { selectAssets } from '../../engine/media/load-assets';
import { answering, type UserError } from '../../engine/validation/user-errors';
import type { StoredAsset } from './store-asset';

/** Answers a mutation that stores a file with the asset that has it. */
export function answerStored(
  ctx: Context,
  store: () => Promise<StoredAsset>,
): Promise<{ asset: AssetNode | null; duplicateOf: string | null; userErrors: UserError[] }> {
  return answering<{ asset: AssetNode | null; duplicateOf: string | null }, { asset: null; duplicateOf: null }>(
    async () => {
      const { assetId, duplicateOf } = await store();
      const [asset] = await selectAssets(ctx.db, [assetId]);
      return { asset: asset ?? null, duplicateOf };
    },
    { asset: null, duplicateOf: null },
  );
}

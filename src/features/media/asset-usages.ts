import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { type ContentUsages, usagesOf } from '../../engine/content/mutations/answer-payload';
import { findUsages } from '../../engine/content/writing/find-usages';
import { uncacheable } from '../../engine/loading/cache-tags';
import { AssetRow } from '../../engine/media/asset.entity';
import { MAX_PAGE_SIZE } from '../../engine/pagination/connection';
import { badUserInput } from '../../errors';

/** Which documents show an asset; those that the viewer may not know of are left out. Needs media.read. */
export async function assetUsages(ctx: Context, id: string, first: number): Promise<ContentUsages> {
  uncacheable(ctx);
  demand(ctx.viewer, 'media.read');
  if (first < 1 || first > MAX_PAGE_SIZE) throw badUserInput(`\`first\` must be 1 to ${MAX_PAGE_SIZE}, not ${first}.`);
  const { usages, total } = await findUsages(ctx.db, { entity: AssetRow }, [id], {
    limit: first,
    seenBy: ctx.viewer,
  });
  return usagesOf(usages, total);
}

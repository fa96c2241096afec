import type { Context } from '../../engine/context';
import { type ContentUsages, usagesOf } from '../../engine/content/mutations/answer-payload';
import { type UserError, userErrorsOf } from '../../engine/validation/user-errors';
import { KeelsonError } from '../../errors';
import { deleteAssets } from './delete-assets';

/** Deletes assets; when they are in use, tells who refers to them, as far as the viewer may know. */
export async function answerDeletion(
  ctx: Context,
  ids: readonly string[],
): Promise<{ deletedIds: string[]; usages: ContentUsages | null; userErrors: UserError[] }> {
  try {
    return { deletedIds: await deleteAssets(ctx, ids), usages: null, userErrors: [] };
  } catch (error) {
    if (!(error instanceof KeelsonError) || !error.mendable) throw error;
    const { usages, total } = error.details as { usages?: Parameters<typeof usagesOf>[0]; total?: number };
    return {
      deletedIds: [],
      usages: usages ? usagesOf(usages, total ?? usages.length) : null,
      userErrors: userErrorsOf(error, ['input']),
    };
  }
}

import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { answering } from '../../engine/validation/user-errors';
import { DeleteViewInput, DeleteViewPayload, SavedView, SaveViewInput, SaveViewPayload } from './saved-view';
import { deleteView, listSavedViews, saveView } from './saved-views';

@Resolver()
export class SavedViewResolver {
  @Query(() => [SavedView], {
    description:
      "One's own views of a type's list and those that others share, oldest first. Needs content.read on the type.",
  })
  savedViews(
    @Arg('type', () => String, { description: 'The content type, for example Article.' }) type: string,
    @Ctx() ctx: Context,
  ): Promise<SavedView[]> {
    return listSavedViews(ctx, type);
  }

  @Mutation(() => SaveViewPayload, {
    description: 'Keeps a list as it is looked at, for oneself or for everybody. Needs content.read on the type.',
  })
  saveView(
    @Arg('input', () => SaveViewInput, { description: 'What to save, and for whom.' }) input: SaveViewInput,
    @Ctx() ctx: Context,
  ): Promise<SaveViewPayload> {
    return answering(async () => ({ view: await saveView(ctx, input) }), { view: null });
  }

  @Mutation(() => DeleteViewPayload, {
    description: "Deletes one's own view, or with the permission settings.manage one that others share.",
  })
  deleteView(
    @Arg('input', () => DeleteViewInput, { description: 'Which view.' }) input: DeleteViewInput,
    @Ctx() ctx: Context,
  ): Promise<DeleteViewPayload> {
    return answering(async () => ({ viewId: await deleteView(ctx, input.viewId) }), { viewId: null });
  }
}

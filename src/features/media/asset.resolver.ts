import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import type { ContentUsages } from '../../engine/content/mutations/answer-payload';
import { ContentUsageList } from '../../engine/content/mutations/content-usage';
import { Asset, type AssetNode, FocalPoint } from '../../engine/media/asset';
import { assetUrl } from '../../engine/media/asset-address';
import type { Connection } from '../../engine/pagination/connection';
import { answering } from '../../engine/validation/user-errors';
import { answerDeletion } from './answer-deletion';
import { createUpload } from './announce-upload';
import {
  AssetListArgs,
  CompleteUploadInput,
  CreateUploadInput,
  DeleteAssetInput,
  DeleteAssetsInput,
  ReplaceAssetInput,
  UpdateAssetInput,
  UploadAssetFromUrlInput,
  UploadAssetInput,
} from './asset-inputs';
import {
  AssetConnection,
  CompleteUploadPayload,
  CreateUploadPayload,
  DeleteAssetPayload,
  DeleteAssetsPayload,
  ReplaceAssetPayload,
  UpdateAssetPayload,
  UploadAssetFromUrlPayload,
  UploadAssetPayload,
} from './asset-payloads';
import { answerStored } from './answer-stored';
import { assetUsages } from './asset-usages';
import { uploaderOf } from './uploader';
import { completeUpload } from './complete-upload';
import { findAsset } from './find-asset';
import { listAssets } from './list-assets';
import { replaceAsset } from './replace-asset';
import { updateAsset } from './update-asset';
import { uploadAsset } from './upload-asset';
import { uploadAssetFromUrl } from './upload-asset-from-url';

@Resolver(() => Asset)
export class AssetResolver {
  @Query(() => Asset, {
    nullable: true,
    description: 'The asset with this id; null when there is none. Needs the permission media.read.',
  })
  asset(
    @Arg('id', () => ID, { description: 'The id of the asset.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<AssetNode | null> {
    return findAsset(ctx, id);
  }

  @Query(() => AssetConnection, { description: 'Assets, a page at a time. Needs the permission media.read.' })
  assets(@Args(() => AssetListArgs) args: AssetListArgs, @Ctx() ctx: Context): Promise<Connection<AssetNode>> {
    return listAssets(ctx, args);
  }

  @Mutation(() => UploadAssetPayload, {
    description: 'Stores a file that is sent with the request. Needs the permission media.write.',
  })
  uploadAsset(
    @Arg('input', () => UploadAssetInput, { description: 'The file, and what is said of it.' }) input: UploadAssetInput,
    @Ctx() ctx: Context,
  ): Promise<UploadAssetPayload> {
    demand(ctx.viewer, 'media.write');
    return answerStored(ctx, () => uploadAsset(ctx, input));
  }

  @Mutation(() => CreateUploadPayload, {
    description:
      'Announces a file and gives addresses to which it can be sent, at once or in pieces; `completeUpload` then makes it an asset. Needs the permission media.write.',
  })
  async createUpload(
    @Arg('input', () => CreateUploadInput, { description: 'The file that is going to be sent.' })
    input: CreateUploadInput,
    @Ctx() ctx: Context,
  ): Promise<CreateUploadPayload> {
    demand(ctx.viewer, 'media.write');
    return answering(async () => ({ upload: await createUpload(ctx, input) }), { upload: null });
  }

  @Mutation(() => CompleteUploadPayload, {
    description: 'Makes an asset of a file that was sent to an announced upload. Needs the permission media.write.',
  })
  completeUpload(
    @Arg('input', () => CompleteUploadInput, { description: 'The upload.' }) input: CompleteUploadInput,
    @Ctx() ctx: Context,
  ): Promise<CompleteUploadPayload> {
    demand(ctx.viewer, 'media.write');
    return answerStored(ctx, () => completeUpload(ctx, input));
  }

  @Mutation(() => UploadAssetFromUrlPayload, {
    description:
      'Fetches a file from the internet, as a job. Addresses within the network of the server are refused. Needs the permission media.write.',
  })
  async uploadAssetFromUrl(
    @Arg('input', () => UploadAssetFromUrlInput, { description: 'The file, and what is said of it.' })
    input: UploadAssetFromUrlInput,
    @Ctx() ctx: Context,
  ): Promise<UploadAssetFromUrlPayload> {
    demand(ctx.viewer, 'media.write');
    return answering(async () => ({ job: await uploadAssetFromUrl(ctx, input) }), { job: null });
  }

  @Mutation(() => UpdateAssetPayload, {
    description: 'Changes what is said of an asset, not its file. Needs the permission media.write.',
  })
  async updateAsset(
    @Arg('input', () => UpdateAssetInput, { description: 'What is to change.' }) input: UpdateAssetInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateAssetPayload> {
    demand(ctx.viewer, 'media.write');
    return answering(async () => ({ asset: await updateAsset(ctx, input) }), { asset: null });
  }

  @Mutation(() => ReplaceAssetPayload, {
    description:
      'Gives an asset another file of the same kind; its id stays, so all that shows it shows the new one. Needs the permission media.write.',
  })
  async replaceAsset(
    @Arg('input', () => ReplaceAssetInput, { description: 'Which asset, and the new file.' }) input: ReplaceAssetInput,
    @Ctx() ctx: Context,
  ): Promise<ReplaceAssetPayload> {
    demand(ctx.viewer, 'media.write');
    return answering(async () => ({ asset: await replaceAsset(ctx, input) }), { asset: null });
  }

  @Mutation(() => DeleteAssetPayload, {
    description: 'Deletes an asset that nothing refers to; its files follow soon. Needs the permission media.delete.',
  })
  deleteAsset(
    @Arg('input', () => DeleteAssetInput, { description: 'Which asset.' }) input: DeleteAssetInput,
    @Ctx() ctx: Context,
  ): Promise<DeleteAssetPayload> {
    demand(ctx.viewer, 'media.delete');
    return answerDeletion(ctx, [input.id]);
  }

  @Mutation(() => DeleteAssetsPayload, {
    description:
      'Deletes assets that nothing refers to, all of them or none; their files follow soon. Needs the permission media.delete.',
  })
  deleteAssets(
    @Arg('input', () => DeleteAssetsInput, { description: 'Which assets.' }) input: DeleteAssetsInput,
    @Ctx() ctx: Context,
  ): Promise<DeleteAssetsPayload> {
    demand(ctx.viewer, 'media.delete');
    return answerDeletion(ctx, input.ids);
  }

  @FieldResolver(() => String, {
    description:
      'Where the file can be fetched. It changes with the file, so it can be kept in caches; that of a private asset is signed and expires.',
  })
  url(@Root() asset: AssetNode, @Ctx() ctx: Context): string {
    return assetUrl(ctx, asset);
  }

  @FieldResolver(() => FocalPoint, {
    nullable: true,
    description: 'What must stay in sight when the picture is cropped; null: the middle.',
  })
  focalPoint(@Root() { focalX, focalY }: AssetNode): FocalPoint | null {
    return focalX === null || focalY === null ? null : { x: focalX, y: focalY };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The id of who uploaded it; null for the server itself, and without the permission media.read.',
  })
  uploadedBy(@Root() asset: AssetNode, @Ctx() ctx: Context): string | null {
    return uploaderOf(ctx, asset);
  }

  @FieldResolver(() => ContentUsageList, {
    description: 'Which documents show it, live or in a draft. Needs the permission media.read.',
  })
  usages(
    @Root() asset: AssetNode,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most: 1 to 100.' }) first: number,
    @Ctx() ctx: Context,
  ): Promise<ContentUsages> {
    return assetUsages(ctx, asset.id, first);
  }
}

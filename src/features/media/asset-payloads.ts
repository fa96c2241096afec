import { Field, ID, ObjectType } from 'type-graphql';
import { ContentUsageList } from '../../engine/content/mutations/content-usage';
import { Node } from '../../engine/content/node';
import { DateTime } from '../../engine/date-time';
import { Asset } from '../../engine/media/asset';
import { connectionOf } from '../../engine/pagination/connection';
import { UserError } from '../../engine/validation/user-errors';
import { Job } from '../jobs';

/** A page of assets. */
export const AssetConnection = connectionOf(Asset, 'Asset');

/** What mutations answer that store a file. */
@ObjectType()
abstract class StoredPayload {
  @Field(() => Asset, {
    nullable: true,
    description: 'The asset: a new one, or the one that has this file already; null if the file was not taken.',
  })
  asset!: Asset | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the asset that has this file already, when nothing new was stored; else null.',
  })
  duplicateOf!: string | null;

  @Field(() => [UserError], { description: 'Why the file was not taken; empty when it was.' })
  userErrors!: UserError[];
}

@ObjectType('AssetUpload', {
  implements: Node,
  description: 'Where a file can be sent; its id is for `completeUpload` and `replaceAsset`, once the file is there.',
  simpleResolvers: true,
})
export class AssetUpload extends Node {
  @Field(() => String, {
    description: 'Send the whole file here with one PUT. The address is all that it needs, so keep it secret.',
  })
  url!: string;

  @Field(() => String, {
    description:
      'Or send it in pieces, by the tus protocol 1.0 (as the `uploadUrl` of a tus client), and go on after an interruption.',
  })
  tusUrl!: string;

  @Field(() => DateTime, { description: 'Until when the file can be sent and the upload completed.' })
  expiresAt!: Date;
}

@ObjectType({ description: 'Where the file can be sent, or why it would not be taken.', simpleResolvers: true })
export class CreateUploadPayload {
  @Field(() => AssetUpload, { nullable: true, description: 'The upload; null if there is none.' })
  upload!: AssetUpload | null;

  @Field(() => [UserError], { description: 'Why the file would not be taken; empty when there is an upload.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The job that fetches the file, or why there is none.', simpleResolvers: true })
export class UploadAssetFromUrlPayload {
  @Field(() => Job, { nullable: true, description: 'The job; its result names the asset.' })
  job!: Job | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when the job was made.' })
  userErrors!: UserError[];
}

/** What mutations answer that change an asset. */
@ObjectType()
abstract class ChangedPayload {
  @Field(() => Asset, { nullable: true, description: 'The asset as it is now; null if nothing was changed.' })
  asset!: Asset | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was.' })
  userErrors!: UserError[];
}

/** What mutations answer that delete assets. */
@ObjectType()
abstract class DeletedPayload {
  @Field(() => [ID], { description: 'The ids of the assets that are gone; empty if nothing was deleted.' })
  deletedIds!: string[];

  @Field(() => ContentUsageList, { nullable: true, description: 'IN_USE: who refers to them; else null.' })
  usages!: ContentUsageList | null;

  @Field(() => [UserError], { description: 'Why nothing was deleted; empty when it was.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'What became of the file that was sent.', simpleResolvers: true })
export class UploadAssetPayload extends StoredPayload {}

@ObjectType({ description: 'What became of the file that was sent before.', simpleResolvers: true })
export class CompleteUploadPayload extends StoredPayload {}

@ObjectType({ description: 'The asset after the change, or why there was none.', simpleResolvers: true })
export class UpdateAssetPayload extends ChangedPayload {}

@ObjectType({ description: 'The asset with its new file, or why it has the former one.', simpleResolvers: true })
export class ReplaceAssetPayload extends ChangedPayload {}

@ObjectType({ description: 'What was deleted, or why nothing was.', simpleResolvers: true })
export class DeleteAssetPayload extends DeletedPayload {}

@ObjectType({ description: 'What was deleted, or why nothing was.', simpleResolvers: true })
export class DeleteAssetsPayload extends DeletedPayload {}

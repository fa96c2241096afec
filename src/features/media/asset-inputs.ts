import { ArgsType, Field, Float, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../engine/date-time';
import { AssetKind, AssetState } from '../../engine/media/asset';
import { PageArgs } from '../../engine/pagination/connection';
import { type FileUpload, GraphQLUpload } from '../../engine/uploads/upload-scalar';
import { AssetSort } from './list-assets';

registerEnumType(AssetSort, {
  name: 'AssetSort',
  description: 'The orders of a list of assets.',
  valuesConfig: {
    CREATED_AT_ASC: { description: 'The first uploaded first.' },
    CREATED_AT_DESC: { description: 'The latest uploaded first.' },
    UPDATED_AT_ASC: { description: 'Those first that have not changed for longest.' },
    UPDATED_AT_DESC: { description: 'The latest changed first.' },
    FILENAME_ASC: { description: 'By name, from the beginning of the alphabet.' },
    FILENAME_DESC: { description: 'By name, from the end of the alphabet.' },
    BYTES_ASC: { description: 'The smallest first.' },
    BYTES_DESC: { description: 'The largest first.' },
  },
});

@InputType({ description: 'Which assets are wanted; all that is given must hold.' })
export class AssetFilter {
  @Field(() => [ID], { nullable: true, description: 'It is one of these, 100 at most.' })
  ids?: string[] | null;

  @Field(() => [AssetKind], { nullable: true, description: 'It is of one of these kinds.' })
  kind?: AssetKind[] | null;

  @Field(() => [String], { nullable: true, description: 'It has one of these media types, for example `image/png`.' })
  contentType?: string[] | null;

  @Field(() => [AssetState], { nullable: true, description: 'It is in one of these states.' })
  state?: AssetState[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only private ones, or only public ones.' })
  private?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: nobody wrote an alternative text; false: somebody did.' })
  withoutAlt?: boolean | null;

  @Field(() => Float, { nullable: true, description: 'It has more bytes than this.' })
  largerThan?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'It was uploaded after this.' })
  createdAfter?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'It was uploaded before this.' })
  createdBefore?: Date | null;

  @Field(() => [ID], { nullable: true, description: 'One of these people or tokens uploaded it.' })
  uploadedBy?: string[] | null;
}

@ArgsType()
export class AssetListArgs extends PageArgs {
  @Field(() => AssetFilter, { nullable: true, description: 'Which assets are wanted.' })
  filter?: AssetFilter | null;

  @Field(() => AssetSort, { nullable: true, description: 'The order; the latest uploaded first when left out.' })
  sort?: AssetSort | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words, each of which stands in the name, the alternative text or the caption.',
  })
  search?: string | null;
}

@InputType({ description: 'A file to store.' })
export class UploadAssetInput {
  @Field(() => GraphQLUpload, { description: 'The file, sent by the GraphQL multipart request specification.' })
  file!: Promise<FileUpload>;

  @Field(() => String, { nullable: true, description: 'What those read or hear who do not see the picture.' })
  alt?: string | null;

  @Field(() => String, { nullable: true, description: 'What stands beneath it.' })
  caption?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is given out by signed addresses only.' })
  private?: boolean | null;
}

@InputType({ description: 'A file that is going to be sent.' })
export class CreateUploadInput {
  @Field(() => String, { description: 'Its name, as people know it.' })
  filename!: string;

  @Field(() => Float, { description: 'Its size in bytes, exactly; room is kept for it.' })
  bytes!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What it is believed to be, so that what is never taken is refused at once; the content decides.',
  })
  contentType?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is to be given out by signed addresses only.' })
  private?: boolean | null;
}

@InputType({ description: 'An upload whose file has been sent.' })
export class CompleteUploadInput {
  @Field(() => ID, { description: 'The id of the upload.' })
  uploadId!: string;

  @Field(() => String, { nullable: true, description: 'What those read or hear who do not see the picture.' })
  alt?: string | null;

  @Field(() => String, { nullable: true, description: 'What stands beneath it.' })
  caption?: string | null;
}

@InputType({ description: 'A file to fetch from the internet.' })
export class UploadAssetFromUrlInput {
  @Field(() => String, { description: 'Its address, http or https.' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'What those read or hear who do not see the picture.' })
  alt?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is to be given out by signed addresses only.' })
  private?: boolean | null;
}

@InputType({ description: 'The place of a picture that must stay in sight when it is cropped.' })
export class FocalPointInput {
  @Field(() => Float, { description: 'From 0 (left) to 1 (right).' })
  x!: number;

  @Field(() => Float, { description: 'From 0 (top) to 1 (bottom).' })
  y!: number;
}

@InputType({ description: 'What is to change of an asset: what is left out stays, null clears.' })
export class UpdateAssetInput {
  @Field(() => ID, { description: 'The id of the asset.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The name under which it is downloaded.' })
  filename?: string | null;

  @Field(() => String, { nullable: true, description: 'What those read or hear who do not see the picture.' })
  alt?: string | null;

  @Field(() => String, { nullable: true, description: 'What stands beneath it.' })
  caption?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is given out by signed addresses only. What was public may stay in caches.',
  })
  private?: boolean | null;

  @Field(() => FocalPointInput, { nullable: true, description: 'What must stay in sight; null: the middle.' })
  focalPoint?: FocalPointInput | null;
}

@InputType({ description: 'Which asset gets which file.' })
export class ReplaceAssetInput {
  @Field(() => ID, { description: 'The id of the asset.' })
  id!: string;

  @Field(() => ID, { description: 'The upload with the new file, of the same kind.' })
  uploadId!: string;
}

@InputType({ description: 'Which asset to delete.' })
export class DeleteAssetInput {
  @Field(() => ID, { description: 'The id of the asset.' })
  id!: string;
}

@InputType({ description: 'Which assets to delete, all of them or none.' })
export class DeleteAssetsInput {
  @Field(() => [ID], { description: 'Their ids, 100 at most.' })
  ids!: string[];
}

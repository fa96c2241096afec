import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../content/node';
import { DateTime } from '../date-time';
import type { AssetRow } from './asset.entity';

/** What a file is to people. */
export enum AssetKind {
  IMAGE = 'IMAGE',
  VIDEO = 'VIDEO',
  AUDIO = 'AUDIO',
  DOCUMENT = 'DOCUMENT',
  OTHER = 'OTHER',
}

registerEnumType(AssetKind, {
  name: 'AssetKind',
  description: 'What a file is to people, by its content.',
  valuesConfig: {
    IMAGE: { description: 'A picture.' },
    VIDEO: { description: 'Moving pictures.' },
    AUDIO: { description: 'Sound: music, speech.' },
    DOCUMENT: { description: 'Something to read: a PDF, an office document, a text.' },
    OTHER: { description: 'Anything else, such as an archive or a font.' },
  },
});

/** How far a file is. */
export enum AssetState {
  PROCESSING = 'PROCESSING',
  READY = 'READY',
  FAILED = 'FAILED',
}

registerEnumType(AssetState, {
  name: 'AssetState',
  description: 'How far a file is.',
  valuesConfig: {
    PROCESSING: { description: 'Stored, and given out; its dimensions are being worked out.' },
    READY: { description: 'All that is to be known of it is there.' },
    FAILED: { description: 'What it holds could not be worked out; the file itself is there.' },
  },
});

/** The place of a picture that must stay in sight. */
@ObjectType({
  description: 'The place of a picture that must stay in sight when it is cropped.',
  simpleResolvers: true,
})
export class FocalPoint {
  @Field(() => Float, { description: 'From 0 (left) to 1 (right).' })
  x!: number;

  @Field(() => Float, { description: 'From 0 (top) to 1 (bottom).' })
  y!: number;
}

/** An uploaded file as the API shows it; the fields that are worked out are resolved beside the operations on assets. */
@ObjectType('Asset', {
  implements: Node,
  description: 'An uploaded file, such as a picture, that documents show or offer.',
  simpleResolvers: true,
})
export class Asset extends Node {
  @Field(() => AssetKind, { description: 'What the file is to people, by its content.' })
  kind!: AssetKind;

  @Field(() => String, { description: 'The name under which it is downloaded; it says nothing about the content.' })
  filename!: string;

  @Field(() => String, { description: 'The media type, by the content of the file: `image/jpeg`.' })
  contentType!: string;

  @Field(() => Float, { description: 'The size of the file, in bytes.' })
  bytes!: number;

  @Field(() => String, { description: 'The SHA-256 of the file, in hexadecimal.' })
  sha256!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The width in pixels, as the picture is shown; null as long as it is not known, and for what has none.',
  })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'The height in pixels; null like the width.' })
  height!: number | null;

  @Field(() => Boolean, { description: 'Whether the picture has more than one frame.' })
  animated!: boolean;

  @Field(() => Int, { nullable: true, description: 'The pages of a document; null where they were not counted.' })
  pages!: number | null;

  @Field(() => String, { nullable: true, description: 'The colour that stands out, as `#rrggbb`; null where unknown.' })
  dominantColor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A tiny blurred version as a data URI, to show until the picture is there; null where there is none.',
  })
  placeholder!: string | null;

  @Field(() => String, {
    description: 'What those read or hear who do not see the picture; empty when nobody wrote it.',
  })
  alt!: string;

  @Field(() => String, { description: 'What stands beneath it; empty when nobody wrote it.' })
  caption!: string;

  @Field(() => Boolean, { description: 'Whether it is given out by signed addresses only, which expire.' })
  private!: boolean;

  @Field(() => AssetState, { description: 'How far it is.' })
  state!: AssetState;

  @Field(() => String, { nullable: true, description: 'Why the file could not be worked out; null unless FAILED.' })
  failure!: string | null;

  @Field(() => DateTime, { description: 'When it was uploaded.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

/** An asset as resolvers get it: its row, with the type's name. */
export type AssetNode = Omit<AssetRow, 'kind' | 'state' | 'animated'> &
  Pick<Asset, 'kind' | 'state' | 'animated'> & { __typename: 'Asset' };

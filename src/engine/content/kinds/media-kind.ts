import { Field, ID, InputType } from 'type-graphql';
import { isUlid } from '../../../platform/crypto/new-id';
import { Asset, AssetKind } from '../../media/asset';
import { ID_COLUMN } from '../content';
import { FieldFault, type FieldKind, PLAIN } from '../field-kinds';

/** A condition on the asset that a field shows. */
@InputType({ description: 'A condition on the asset that a field shows; all that is given must hold.' })
export class MediaFilter {
  @Field(() => ID, { nullable: true, description: 'It is this asset.' })
  eq?: string | null;

  @Field(() => [ID], { nullable: true, description: 'It is one of these assets, 100 at most.' })
  in?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only documents without an asset; false: only those with one.',
  })
  isNull?: boolean | null;

  @Field(() => AssetKind, { nullable: true, description: 'The asset is of this kind.' })
  kind?: AssetKind | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: the asset has no alternative text; false: it has one.',
  })
  withoutAlt?: boolean | null;
}

/** A file that was uploaded: the id of the asset, which the API shows as a whole. */
export const MEDIA: FieldKind = {
  ...PLAIN,
  name: 'MEDIA',
  column: () => ID_COLUMN,
  output: () => Asset,
  input: () => ID,
  filter: () => MediaFilter,
  accept(value) {
    const id = String(value).toUpperCase();
    if (!isUlid(id)) throw new FieldFault(`"${String(value).slice(0, 40)}" is not an id.`);
    return id;
  },
  operators: {
    kind: (column, kind) => ({
      sql: `EXISTS (SELECT 1 FROM assets shown WHERE shown.id = ${column} AND shown.kind = ?)`,
      values: [String(kind)],
    }),
    withoutAlt: (column, without) => ({
      sql: `EXISTS (SELECT 1 FROM assets shown WHERE shown.id = ${column} AND shown.alt ${without === true ? '=' : '<>'} '')`,
      values: [],
    }),
  },
};

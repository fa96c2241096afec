import { GraphQLJSON } from 'graphql-scalars';
import { Field, Float, ObjectType } from 'type-graphql';
import { ContentRight } from '../access/content-right';
import { AssetKind } from '../media/asset';

/** One of the values that a field offers. */
@ObjectType({ description: 'One of the values that a field offers.', simpleResolvers: true })
export class ContentChoice {
  @Field(() => String, { description: 'The value, as the API has it.' })
  value!: string;

  @Field(() => String, { description: 'What people read for it.' })
  label!: string;

  @Field(() => String, { description: 'What it means.' })
  description!: string;
}

/** A field of a content type or of a block. */
@ObjectType({
  description: 'A field of a content type or of a block, with what a form and a list need to know of it.',
  simpleResolvers: true,
})
export class ContentField {
  @Field(() => String, { description: 'Its name in the API.' })
  name!: string;

  @Field(() => String, {
    description:
      'What kind of value it holds: TEXT, RICH_TEXT, SLUG, NUMBER, BOOLEAN, MOMENT, DAY, CHOICE, CHOICES, JSON, LINK, EMAIL, COLOR, GEO_POINT, MEDIA, BLOCKS, REFERENCE or REFERENCES.',
  })
  kind!: string;

  @Field(() => String, { description: 'What people read beside it.' })
  label!: string;

  @Field(() => String, { description: 'A sentence about it.' })
  description!: string;

  @Field(() => String, {
    description: 'Its name in inputs: for references and media that of their ids, for example `authorId`.',
  })
  inputName!: string;

  @Field(() => Boolean, { description: 'Whether it must have a value.' })
  required!: boolean;

  @Field(() => Boolean, { description: 'Whether each language has a value of its own.' })
  localized!: boolean;

  @Field(() => Boolean, { description: 'Whether lists can be sorted by it.' })
  sortable!: boolean;

  @Field(() => Boolean, { description: 'Whether lists can be filtered by it.' })
  filterable!: boolean;

  @Field(() => Boolean, { description: 'Whether the search looks into it.' })
  searchable!: boolean;

  @Field(() => Boolean, { description: 'Whether only people with the permission content.read see it.' })
  private!: boolean;

  @Field(() => Boolean, { description: 'Whether no two documents may have the same value.' })
  unique!: boolean;

  @Field(() => Boolean, { description: 'Whether it holds several values.' })
  list!: boolean;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What a new document gets when nothing is given.' })
  defaultValue!: unknown;

  @Field(() => Float, {
    nullable: true,
    description:
      'Texts: the most characters. Numbers: the greatest. Choices and blocks: how many at most. Null: no limit of its own.',
  })
  max!: number | null;

  @Field(() => Float, { nullable: true, description: 'Numbers: the smallest. Null: no limit of its own.' })
  min!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Numbers: how many digits may stand behind the point. Null: any number of them.',
  })
  decimals!: number | null;

  @Field(() => [ContentChoice], { nullable: true, description: 'Choices: what there is to choose from; else null.' })
  choices!: ContentChoice[] | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'JSON: the JSON Schema that values must match; else null.' })
  schema!: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'References and media: the name of the type that they refer to; else null.',
  })
  targetType!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'References: REFUSE when what they refer to can not be deleted, CLEAR when they are cleared then; else null.',
  })
  onDelete!: string | null;

  @Field(() => AssetKind, { nullable: true, description: 'Media: the kind of asset that belongs there; null: any.' })
  accept!: AssetKind | null;
  @Field(() => String, {
    nullable: true,
    description:
      'References: the list on the type that they refer to of the documents that do so, for example `articles`; else null.',
  })
  inverse!: string | null;

  @Field(() => [ContentBlock], { nullable: true, description: 'Blocks: the components that there are; else null.' })
  blocks!: ContentBlock[] | null;
}

/** A component of which editors compose a field. */
@ObjectType({ description: 'A component of which editors compose a field.', simpleResolvers: true })
export class ContentBlock {
  @Field(() => String, { description: "The component's type in the API." })
  name!: string;

  @Field(() => String, { description: 'Its key in inputs.' })
  inputName!: string;

  @Field(() => String, { description: 'What people read for it.' })
  label!: string;

  @Field(() => String, { description: 'A sentence about it.' })
  description!: string;

  @Field(() => [ContentField], { description: 'Its fields, in order.' })
  fields!: ContentField[];
}

/** A content type, as screens need to know it. */
@ObjectType('ContentType', {
  description: 'A type of content, with what a program needs to draw its lists and forms.',
  simpleResolvers: true,
})
export class ContentTypeFacts {
  @Field(() => String, {
    description:
      'The name of its GraphQL type. Others follow from it: `<name>Filter`, `<name>Sort`, `create<name>`, `update<name>`.',
  })
  name!: string;

  @Field(() => String, { description: 'The query that looks up one document.' })
  singular!: string;

  @Field(() => String, { description: 'The query that lists documents.' })
  plural!: string;

  @Field(() => String, { description: 'What people read for one of them.' })
  label!: string;

  @Field(() => String, { description: 'What people read for several of them.' })
  pluralLabel!: string;

  @Field(() => String, { description: 'A sentence about it.' })
  description!: string;

  @Field(() => Boolean, { description: 'Whether its documents form a tree.' })
  tree!: boolean;

  @Field(() => Boolean, { description: 'Whether some of its fields have a value for each language.' })
  localized!: boolean;

  @Field(() => String, { description: 'The field that slugs are made from; it serves as the title of a document.' })
  titleField!: string;

  @Field(() => [ContentField], {
    description: 'Its fields, values first and then references, in the order in which they are declared.',
  })
  fields!: ContentField[];

  @Field(() => [String], { description: 'The values of its `Sort` enum.' })
  sorts!: string[];

  @Field(() => [String], { description: 'The values of its `Group` enum: what its documents can be counted by.' })
  groups!: string[];

  @Field(() => [String], { description: 'The fields of its `Filter` input, without `and`, `or` and `not`.' })
  filters!: string[];

  @Field(() => [String], { description: 'The mutations that make or change its documents.' })
  mutations!: string[];

  @Field(() => [ContentRight], {
    description: 'What whoever asks may do with some of its documents at least, perhaps not with all.',
  })
  rights!: readonly `${ContentRight}`[];

  @Field(() => [String], {
    nullable: true,
    description: 'The fields that whoever asks may write, `slug` among them; null for all of them.',
  })
  writableFields!: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The languages in which whoever asks may write; null for all of them.',
  })
  writableLocales!: string[] | null;
}

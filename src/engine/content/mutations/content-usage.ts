import { Field, ID, Int, ObjectType } from 'type-graphql';

/** A reference from one document to another (where-used). */
@ObjectType({ description: 'A reference from one document to another, live or in a draft.', simpleResolvers: true })
export class ContentUsage {
  @Field(() => String, { description: 'The content type of the document that refers, for example Article.' })
  type!: string;

  @Field(() => ID, { description: 'The id of the document that refers.' })
  documentId!: string;

  @Field(() => String, { description: 'The field by which it refers.' })
  field!: string;

  @Field(() => ID, { description: 'The id of the document that it refers to.' })
  targetId!: string;
}

/** The first usages of a document, and how many there are. */
@ObjectType({
  description: 'Who refers to a document, as far as the viewer may see it: the first of them, and how many there are.',
  simpleResolvers: true,
})
export class ContentUsageList {
  @Field(() => [ContentUsage], { description: 'The first of them.' })
  nodes!: ContentUsage[];

  @Field(() => Int, {
    description: 'How many references there are; a document that refers by two fields counts twice.',
  })
  totalCount!: number;
}

/** What readers do not see although something live refers to it. */
@ObjectType({
  description: 'A reference of a live document to one that readers do not see.',
  simpleResolvers: true,
})
export class UnpublishedContentReference {
  @Field(() => String, { description: 'The content type of the document that refers.' })
  type!: string;

  @Field(() => ID, { description: 'The id of the document that refers.' })
  documentId!: string;

  @Field(() => String, { description: 'The field by which it refers.' })
  field!: string;

  @Field(() => String, { description: 'The content type of the document that readers do not see.' })
  targetType!: string;

  @Field(() => ID, { description: 'The id of the document that readers do not see.' })
  targetId!: string;
}

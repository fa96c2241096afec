import { Field, ID, ObjectType } from 'type-graphql';

/** What a restored revision referred to. */
@ObjectType({ description: 'A reference that could not be brought back.', simpleResolvers: true })
export class DroppedReference {
  @Field(() => String, { description: 'The field that referred to it.' })
  field!: string;

  @Field(() => ID, { description: 'The id of what no longer exists.' })
  documentId!: string;
}

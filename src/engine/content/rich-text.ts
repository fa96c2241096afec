import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

/** A structured document in the forms that callers ask for (rich-text.resolver.ts); only those that are selected are made. */
@ObjectType({ description: 'A structured text: headings, paragraphs, lists, images and the like.' })
export class RichText {
  @Field(() => GraphQLJSON, {
    description: 'The document as a tree of nodes and marks, in the schema of ProseMirror and Tiptap.',
  })
  json!: unknown;
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, ID, Info, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { persistDocuments } from './persist-documents';

@InputType({ description: 'A GraphQL document, and the id by which it is asked for.' })
export class TrustedDocumentInput {
  @Field(() => ID, { description: "Its id: as a rule the text's SHA-256, in hexadecimal. 1 to 150 characters." })
  id!: string;

  @Field(() => String, { description: 'The document, exactly as clients would send it.' })
  text!: string;
}

@InputType({ description: 'The documents that a frontend was built with.' })
export class PersistDocumentsInput {
  @Field(() => [TrustedDocumentInput], {
    description: 'The documents, 200 at most; a larger manifest takes several calls.',
  })
  documents!: TrustedDocumentInput[];
}

@ObjectType({ description: 'What was kept, or why nothing was.', simpleResolvers: true })
export class PersistDocumentsPayload {
  @Field(() => Int, { nullable: true, description: 'How many documents were new.' })
  added!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many were known already.' })
  known!: number | null;

  @Field(() => [UserError], { description: 'What is wrong with which document; empty when all were kept.' })
  userErrors!: UserError[];
}

@Resolver()
export class TrustedDocumentResolver {
  @Mutation(() => PersistDocumentsPayload, {
    description:
      'Keeps GraphQL documents, so that clients may ask for them by their ids (`documentId`), and so that the server can refuse all others to those who have not signed in. Each is checked against the schema; all are kept, or none. Needs the permission settings.manage.',
  })
  async persistDocuments(
    @Arg('input', { description: 'The documents.' }) { documents }: PersistDocumentsInput,
    @Ctx() ctx: Context,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<PersistDocumentsPayload> {
    return answering(() => persistDocuments(ctx, schema, documents), { added: null, known: null });
  }
}

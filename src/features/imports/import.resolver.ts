import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { type FileUpload, GraphQLUpload } from '../../engine/uploads/upload-scalar';
import { answering, UserError } from '../../engine/validation/user-errors';
import { Job } from '../jobs';
import { importContent } from './import-content';
import { ImportFormat } from './import-result';

@InputType({ description: 'What to take in.' })
export class ImportContentInput {
  @Field(() => GraphQLUpload, { description: 'The file, sent by the GraphQL multipart request specification.' })
  upload!: Promise<FileUpload>;

  @Field(() => ImportFormat, { description: "The file's format." })
  format!: ImportFormat;
}

@ObjectType({ description: 'The job that does the import, or why there is none.', simpleResolvers: true })
export class ImportContentPayload {
  @Field(() => Job, { nullable: true, description: 'The job that takes the file in; follow it with jobProgress.' })
  job!: Job | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when the job was made.' })
  userErrors!: UserError[];
}

@Resolver()
export class ImportResolver {
  @Mutation(() => ImportContentPayload, {
    description:
      'Takes in the content of a file. The file is stored and the answer comes at once; a job does the work. Needs the permission imports.write.',
  })
  async importContent(
    @Arg('input', () => ImportContentInput, { description: 'What to take in.' }) input: ImportContentInput,
    @Ctx() ctx: Context,
  ): Promise<ImportContentPayload> {
    demand(ctx.viewer, 'imports.write');
    return answering(async () => ({ job: await importContent(ctx, input) }), { job: null });
  }
}

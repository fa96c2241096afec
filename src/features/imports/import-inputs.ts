import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { type FileUpload, GraphQLUpload } from '../../engine/uploads/upload-scalar';
import { UserError } from '../../engine/validation/user-errors';
import { Job } from '../jobs';
import { ImportStepPayload } from './import-node';
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

@InputType({ description: 'Where a column of a table goes.' })
export class ImportMappingInput {
  @Field(() => String, { description: 'The column, as the file calls it.' })
  column!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The field of the content type, or one of id, slug, state and publishedAt; null leaves the column out.',
  })
  field?: string | null;
}

@InputType({ description: 'What else may be decided about an import.' })
export class ImportOptionsInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Fetch the pictures that the records refer to from the internet, and keep them as assets. Needs the permission media.write.',
  })
  attachments!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'New rows of a table go live at once, unless they say otherwise themselves; else they are drafts.',
  })
  publish!: boolean;
}

@InputType({ description: 'A file to look through before anything is taken in.' })
export class PlanImportInput {
  @Field(() => GraphQLUpload, { description: 'The file, sent by the GraphQL multipart request specification.' })
  file!: Promise<FileUpload>;

  @Field(() => ImportFormat, {
    nullable: true,
    description: 'The format; found by looking into the file when left out.',
  })
  format?: ImportFormat | null;

  @Field(() => String, {
    nullable: true,
    description: 'The content type that the rows of a table become, e.g. Article.',
  })
  type?: string | null;

  @Field(() => [ImportMappingInput], {
    nullable: true,
    description: 'Where the columns of a table go; what is not named goes where its name says.',
  })
  mapping?: ImportMappingInput[] | null;

  @Field(() => ImportOptionsInput, { nullable: true, description: 'What else to decide.' })
  options?: ImportOptionsInput | null;
}

@InputType({ description: 'Which import to plan anew, and how.' })
export class ReplanImportInput {
  @Field(() => ID, { description: 'The import.' })
  importId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The content type that the rows of a table become, e.g. Article.',
  })
  type?: string | null;

  @Field(() => [ImportMappingInput], {
    nullable: true,
    description: 'Where the columns of a table go; what is not named goes where its name says.',
  })
  mapping?: ImportMappingInput[] | null;

  @Field(() => ImportOptionsInput, { nullable: true, description: 'What else to decide.' })
  options?: ImportOptionsInput | null;
}

@InputType({ description: 'Which import to apply.' })
export class ApplyImportInput {
  @Field(() => ID, { description: 'The import.' })
  importId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Apply it though its plan no longer holds; what is done may then differ from what the plan says.',
  })
  evenIfStale!: boolean;
}

@InputType({ description: 'Which import to take back.' })
export class UndoImportInput {
  @Field(() => ID, { description: 'The import.' })
  importId!: string;
}

@ObjectType({ description: 'An import that is being planned, or why it is not.', simpleResolvers: true })
export class PlanImportPayload extends ImportStepPayload {
  @Field(() => [UserError], { description: 'What is wrong with the input; empty when the job was made.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'An import that is being planned anew, or why it is not.', simpleResolvers: true })
export class ReplanImportPayload extends ImportStepPayload {
  @Field(() => [UserError], { description: 'What is wrong with the input; empty when the job was made.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'An import that is being applied, or why it is not.', simpleResolvers: true })
export class ApplyImportPayload extends ImportStepPayload {
  @Field(() => [UserError], { description: 'Why it is not applied; empty when the job was made.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'An import that is being taken back, or why it is not.', simpleResolvers: true })
export class UndoImportPayload extends ImportStepPayload {
  @Field(() => [UserError], { description: 'Why it is not taken back; empty when the job was made.' })
  userErrors!: UserError[];
}

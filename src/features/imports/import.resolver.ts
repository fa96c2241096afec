import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { type Connection, PageArgs } from '../../engine/pagination/connection';
import { type FileUpload, GraphQLUpload } from '../../engine/uploads/upload-scalar';
import { answering, UserError } from '../../engine/validation/user-errors';
import { findJobNode, Job } from '../jobs';
import type { ImportRecord } from './import.entity';
import {
  ImportNode,
  ImportOutcome,
  ImportPage,
  ImportPlan,
  type ImportRowNode,
  ImportRowPage,
  ImportState,
  ImportStepPayload,
} from './import-node';
import { findImportNode, importNode, listImports, listRows } from './import-nodes';
import { ImportFormat } from './import-result';
import { isStale, stateOf } from './import-state';
import { applyImport, type BegunStep, importContent, planImport, undoImport } from './plan-import';
import { rejectedRowsUrl } from './rejected-rows';

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

const NOTHING = { import: null, job: null };

@Resolver()
export class ImportResolver {
  @Query(() => ImportNode, {
    nullable: true,
    description: 'An import by its id; null when there is none. Needs the permission imports.write.',
  })
  async import(
    @Arg('id', () => ID, { description: 'The id, as another answer gave it.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<ImportNode | null> {
    demand(ctx.viewer, 'imports.write');
    return findImportNode(ctx, id);
  }

  @Query(() => ImportPage, { description: 'All imports, newest first. Needs the permission imports.write.' })
  async imports(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context): Promise<Connection<ImportNode>> {
    return listImports(ctx, page);
  }

  @Mutation(() => ImportContentPayload, {
    description:
      'Takes in the content of a file without a plan. The file is stored and the answer comes at once; a job does the work. Needs the permission imports.write.',
  })
  async importContent(
    @Arg('input', () => ImportContentInput, { description: 'What to take in.' }) input: ImportContentInput,
    @Ctx() ctx: Context,
  ): Promise<ImportContentPayload> {
    demand(ctx.viewer, 'imports.write');
    return answering(async () => ({ job: await importContent(ctx, input) }), { job: null });
  }

  @Mutation(() => PlanImportPayload, {
    description:
      'Stores a file and finds out what importing it would do; a job does that, and writes no content. Needs the permission imports.write.',
  })
  async planImport(
    @Arg('input', () => PlanImportInput, { description: 'The file, and what to make of it.' }) input: PlanImportInput,
    @Ctx() ctx: Context,
  ): Promise<PlanImportPayload> {
    demand(ctx.viewer, 'imports.write');
    return answering(async () => shown(await planImport(ctx, givenFile(input))), NOTHING);
  }

  @Mutation(() => ApplyImportPayload, {
    description:
      'Takes in what was planned. Safe to repeat: what is here already is left alone. Needs the permission imports.write.',
  })
  async applyImport(
    @Arg('input', () => ApplyImportInput, { description: 'Which import.' }) input: ApplyImportInput,
    @Ctx() ctx: Context,
  ): Promise<ApplyImportPayload> {
    demand(ctx.viewer, 'imports.write');
    return answering(async () => shown(await applyImport(ctx, input)), NOTHING);
  }

  @Mutation(() => UndoImportPayload, {
    description:
      'Takes back what an import has made or changed and nobody has touched since; what is kept is among its rows. Needs the permission imports.write.',
  })
  async undoImport(
    @Arg('input', () => UndoImportInput, { description: 'Which import.' }) input: UndoImportInput,
    @Ctx() ctx: Context,
  ): Promise<UndoImportPayload> {
    demand(ctx.viewer, 'imports.write');
    return answering(async () => shown(await undoImport(ctx, input)), NOTHING);
  }
}

@Resolver(() => ImportNode)
export class ImportNodeResolver {
  @FieldResolver(() => ImportState, { description: 'Where it stands.' })
  async state(@Root() record: ImportRecord, @Ctx() ctx: Context): Promise<ImportState> {
    return ImportState[await stateOf(ctx.db, record)];
  }

  @FieldResolver(() => ImportRowPage, {
    description:
      'What became of its records, in the order of the file; before it is applied, what is rejected or would be changed.',
  })
  async rows(
    @Root() record: ImportRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('outcomes', () => [ImportOutcome], { nullable: true, description: 'Only rows with one of these outcomes.' })
    outcomes: ImportOutcome[] | null,
    @Ctx() ctx: Context,
  ): Promise<Connection<ImportRowNode>> {
    return listRows(ctx, record, page, outcomes);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where the rejected records can be had as CSV, with lines and reasons, for an hour; null when there are none.',
  })
  async rejectedRowsUrl(@Root() record: ImportRecord, @Ctx() ctx: Context): Promise<string | null> {
    return rejectedRowsUrl(ctx, record);
  }

  @FieldResolver(() => Job, {
    nullable: true,
    description: 'The job that planned it; null for an import without a plan.',
  })
  async planJob(@Root() { planJob }: ImportRecord, @Ctx() ctx: Context): Promise<Job | null> {
    return planJob === null ? null : findJobNode(ctx, planJob);
  }

  @FieldResolver(() => Job, {
    nullable: true,
    description: 'The latest job that applied it; null as long as none did.',
  })
  async applyJob(@Root() { applyJob }: ImportRecord, @Ctx() ctx: Context): Promise<Job | null> {
    return applyJob === null ? null : findJobNode(ctx, applyJob);
  }

  @FieldResolver(() => Job, {
    nullable: true,
    description: 'The latest job that took it back; null as long as none did.',
  })
  async undoJob(@Root() { undoJob }: ImportRecord, @Ctx() ctx: Context): Promise<Job | null> {
    return undoJob === null ? null : findJobNode(ctx, undoJob);
  }
}

@Resolver(() => ImportPlan)
export class ImportPlanResolver {
  @FieldResolver(() => Boolean, {
    description: 'Whether what it would change was changed since, or another import was applied: then plan again.',
  })
  async stale(@Root() { record }: { record: ImportRecord }, @Ctx() ctx: Context): Promise<boolean> {
    return isStale(ctx.db, record);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where the rejected records can be had as CSV, with lines and reasons, for an hour; null when there are none.',
  })
  async rejectedRowsUrl(@Root() { record }: { record: ImportRecord }, @Ctx() ctx: Context): Promise<string | null> {
    return rejectedRowsUrl(ctx, { ...record, applyJob: null });
  }
}

function givenFile({ file, format, type = null, mapping, options }: PlanImportInput) {
  return {
    upload: file,
    format,
    settings: {
      type,
      mapping: mapping ? Object.fromEntries(mapping.map(({ column, field }) => [column, field ?? null])) : null,
      attachments: options?.attachments ?? false,
      publish: options?.publish ?? false,
    },
  };
}

function shown({ import: record, job }: BegunStep): ImportStepPayload {
  return { import: record && importNode(record), job };
}

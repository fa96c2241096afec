import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, Info, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { Perspective } from '../../engine/content/visibility';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { Job } from '../jobs';
import { askForContent, askForQuery } from './ask-for-export';
import { ExportFormat, ExportRichText, TableExportFormat } from './export-format';
import { ExportFile, ExportResult, fileOf, sinceAfter } from './export-result';

@InputType({ description: 'What content to give out, and how.' })
export class ExportContentInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The content type, as its `__typename` has it, or the name of its list. Left out for WXR and GHOST, which give out the whole site.',
  })
  type?: string | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description:
      'Which documents: what the `filter` of the list of the type takes, as a value, for example `{ tags: { some: { slug: { eq: "news" } } } }`. Left out: all.',
  })
  filter?: unknown;

  @Field(() => [String], {
    nullable: true,
    description:
      'Which fields, in this order, by their names in the API; the id is always there. References give ids and slugs. Left out: all that the viewer may see.',
  })
  fields?: string[] | null;

  @Field(() => ExportFormat, { description: 'The format of the file.' })
  format!: ExportFormat;

  @Field(() => ExportRichText, {
    defaultValue: ExportRichText.MARKDOWN,
    description: 'In which form structured texts stand in tables.',
  })
  richText!: ExportRichText;

  @Field(() => [String], {
    nullable: true,
    description:
      'The language, with its fallbacks; left out: the default one. With several, each localized field has a column for each (`title_de`), empty where a document has no text of its own, and the first decides what the filter looks at.',
  })
  locale?: string[] | null;

  @Field(() => Perspective, {
    defaultValue: Perspective.PUBLISHED,
    description: 'Which state of the content to give out. DRAFT needs the right to read drafts.',
  })
  perspective!: Perspective;

  @Field(() => String, {
    nullable: true,
    description:
      'Only documents that have changed since: `nextSince` of an earlier export, a cursor of contentChanges, or a point in time. A column `deleted` tells which of them are no longer there. What a document refers to counts as a change of its own.',
  })
  since?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'CSV: begin with a byte order mark, by which some spreadsheets know UTF-8.',
  })
  bom!: boolean;
}

@ObjectType({ description: 'The job that makes the export, or why there is none.', simpleResolvers: true })
export class ExportContentPayload {
  @Field(() => Job, {
    nullable: true,
    description: 'The job; follow it with jobProgress. Its result is an ExportResult.',
  })
  job!: Job | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when there is a job.' })
  userErrors!: UserError[];
}

@InputType({ description: 'A query to run to its end in the background, and how to give out what it finds.' })
export class ExportQueryInput {
  @Field(() => String, {
    description:
      'A GraphQL query. The first connection in it that stands in no list is walked to its end; a page of it may cost what any operation may. Without `first` the pages are as large as that allows.',
  })
  query!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The values of the variables of the query, as an object.' })
  variables?: unknown;

  @Field(() => TableExportFormat, {
    description:
      'The format. Lists within the items are lines of their own that name their parent as `__parentId`: in JSONL behind it, in XLSX on sheets and in CSV and PARQUET in files of their own, zipped.',
  })
  format!: TableExportFormat;
}

@ObjectType({ description: 'The job that runs the query, or why there is none.', simpleResolvers: true })
export class ExportQueryPayload {
  @Field(() => Job, {
    nullable: true,
    description: 'The job; follow it with jobProgress. Its result is an ExportResult.',
  })
  job!: Job | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when there is a job.' })
  userErrors!: UserError[];
}

@Resolver(() => ExportResult)
export class ExportResolver {
  @Mutation(() => ExportContentPayload, {
    description:
      'Gives out content as a file, in a job, with the rights that the viewer has while it runs: documents and fields beyond them are left out. Needs the permission exports.write.',
  })
  async exportContent(
    @Arg('input', () => ExportContentInput, { description: 'What to give out.' }) input: ExportContentInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ExportContentPayload> {
    return answering(async () => ({ job: await askForContent(ctx, info, input) }), { job: null });
  }

  @Mutation(() => ExportQueryPayload, {
    description:
      'Runs a query over one connection page by page, in a job, with the rights that the viewer has while it runs, and gives out what it finds as a file. Needs the permission exports.write.',
  })
  async exportQuery(
    @Arg('input', () => ExportQueryInput, { description: 'Which query.' }) input: ExportQueryInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ExportQueryPayload> {
    return answering(async () => ({ job: await askForQuery(ctx, info, input) }), { job: null });
  }

  @FieldResolver(() => ExportFile, {
    nullable: true,
    description:
      'The file, with a new address each time; null once it has expired. Only for who asked for the export, or with the permissions jobs.read and exports.read.',
  })
  async file(@Root() result: ExportResult, @Ctx() ctx: Context): Promise<ExportFile | null> {
    return fileOf(ctx, result);
  }

  @FieldResolver(() => String, {
    description: 'What to give as `since` next time: then only what has changed from here on is exported.',
  })
  nextSince(@Root() result: ExportResult): string {
    return sinceAfter(result);
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { type Connection, PageArgs } from '../../engine/pagination/connection';
import { answering } from '../../engine/validation/user-errors';
import { findJobNode, Job } from '../jobs';
import type { ImportRecord } from './import.entity';
import {
  ApplyImportInput,
  ApplyImportPayload,
  ImportContentInput,
  ImportContentPayload,
  PlanImportInput,
  PlanImportPayload,
  ReplanImportInput,
  ReplanImportPayload,
  UndoImportInput,
  UndoImportPayload,
} from './import-inputs';
import {
  ImportNode,
  ImportOutcome,
  ImportPage,
  ImportPlan,
  type ImportRowNode,
  ImportRowPage,
  ImportState,
  type ImportStepPayload,
} from './import-node';
import { findImportNode, importNode, listImports, listRows } from './import-nodes';
import { isStale, stateOf } from './import-state';
import { applyImport, type BegunStep, importContent, planImport, replanImport, undoImport } from './plan-import';
import { rejectedRowsUrl } from './rejected-rows';

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

  @Mutation(() => ReplanImportPayload, {
    description:
      'Plans the file of an import anew: with other settings, which take the place of all that were there, or because its plan is stale. Only before it is applied. Needs the permission imports.write.',
  })
  async replanImport(
    @Arg('input', () => ReplanImportInput, { description: 'Which import, and how.' }) input: ReplanImportInput,
    @Ctx() ctx: Context,
  ): Promise<ReplanImportPayload> {
    demand(ctx.viewer, 'imports.write');
    return answering(
      async () => shown(await replanImport(ctx, { importId: input.importId, settings: settingsOf(input) })),
      NOTHING,
    );
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

function givenFile({ file, format, ...decided }: PlanImportInput) {
  return { upload: file, format, settings: settingsOf(decided) };
}

function settingsOf({ type = null, mapping, options }: Pick<PlanImportInput, 'type' | 'mapping' | 'options'>) {
  return {
    type,
    mapping: mapping ? Object.fromEntries(mapping.map(({ column, field }) => [column, field ?? null])) : null,
    attachments: options?.attachments ?? false,
    publish: options?.publish ?? false,
  };
}

function shown({ import: record, job }: BegunStep): ImportStepPayload {
  return { import: record && importNode(record), job };
}

import { coerceInputValue, type GraphQLInputType, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import { type ContentTypeDefinition, contentTypes } from '../../engine/content/content-type';
import { carryOut } from '../../engine/content/mutations/carry-out';
import { writeFilter } from '../../engine/content/mutations/change-matching';
import { viewOf } from '../../engine/content/view';
import { demandPerspective, type Perspective } from '../../engine/content/visibility';
import type { Context } from '../../engine/context';
import type { JobDefinition } from '../../engine/jobs/define-job';
import { KeelsonError, validationFailed } from '../../errors';
import { findJobNode, type Job } from '../jobs';
import { openContentExport } from './content-export';
import { exportContentJob } from './export-content.job';
import { ExportFormat, type ExportRichText, type TableExportFormat } from './export-format';
import { exportQueryJob } from './export-query.job';
import { readSince } from './since';

/** What callers say of an export of content. */
export interface ContentExportInput {
  type?: string | null;
  filter?: unknown;
  fields?: string[] | null;
  format: ExportFormat;
  richText: ExportRichText;
  locale?: string[] | null;
  perspective: Perspective;
  since?: string | null;
  bom: boolean;
}

/** What callers say of an export of a query. */
export interface QueryExportInput {
  query: string;
  variables?: unknown;
  format: TableExportFormat;
}

/** Checks everything that can be checked now, and enqueues the job. */
export async function askForContent(
  ctx: Context,
  info: GraphQLResolveInfo,
  input: ContentExportInput,
): Promise<Job | null> {
  demand(ctx.viewer, 'exports.write');
  const { format, fields = null, richText, locale = null, perspective, bom, since } = input;
  const locales = locale && locale.length > 0 ? [...new Set(locale)] : null;
  const site = format === ExportFormat.WXR || format === ExportFormat.GHOST;
  if (site) demandWhole(ctx, input, locales);
  const definition = site ? null : typeNamed(input.type);
  const filter = definition ? filterOf(info.schema, definition, input.filter) : null;
  const payload = {
    type: definition?.name ?? null,
    filter,
    fields: site ? null : fields,
    ...{ format, richText, locales, perspective, bom },
    since: since == null ? null : await readSince(ctx.db, since),
  };
  if (definition) {
    const asked = { ...payload, type: definition.name, format: format as string as TableExportFormat };
    await mendable(() => openContentExport(ctx, asked));
  }
  return enqueue(ctx, info, input, exportContentJob, payload, {
    ...{ type: payload.type, format, perspective, since, locales, fields },
    filtered: filter !== null,
  });
}

/** The same for a query. */
export async function askForQuery(
  ctx: Context,
  info: GraphQLResolveInfo,
  input: QueryExportInput,
): Promise<Job | null> {
  demand(ctx.viewer, 'exports.write');
  const { query, variables, format } = input;
  const given = variables ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw validationFailed('`variables` is an object: a value for each of the variables.', ['input', 'variables']);
  }
  await ctx.queries.read(query, given as Record<string, unknown>);
  const payload = { query, variables: JSON.stringify(given), format };
  return enqueue(ctx, info, input, exportQueryJob, payload, { format, query: query.slice(0, 500) });
}

async function enqueue<Payload extends object>(
  ctx: Context,
  info: GraphQLResolveInfo,
  input: object,
  definition: JobDefinition<Payload>,
  payload: Payload,
  details: Record<string, unknown>,
): Promise<Job | null> {
  const { jobId } = await carryOut(ctx, info, input, async tx => {
    const { id } = await ctx.jobs.enqueue(definition, payload, { tx, viewer: ctx.viewer });
    await audit(ctx, tx, { action: 'export.requested', subject: { type: 'Job', id }, details });
    return { jobId: id };
  });
  return findJobNode(ctx, jobId);
}

/** A blog is given out whole. */
function demandWhole(ctx: Context, input: ContentExportInput, locales: readonly string[] | null): void {
  for (const name of ['type', 'filter', 'fields', 'since'] as const) {
    if (input[name] == null) continue;
    throw validationFailed(`${input.format} gives out the whole site; \`${name}\` has no meaning for it.`, [
      'input',
      name,
    ]);
  }
  if (locales && locales.length > 1) {
    throw validationFailed(`${input.format} has one language; name one locale.`, ['input', 'locale']);
  }
  demandPerspective(ctx.viewer, input.perspective);
  void mendableNow(() => viewOf(ctx, input.perspective, locales?.[0]));
}

function typeNamed(type: string | null | undefined): ContentTypeDefinition {
  const names = contentTypes()
    .map(({ name }) => name)
    .join(', ');
  if (type == null) throw validationFailed(`Name the \`type\` that is exported: ${names}.`, ['input', 'type']);
  const found = contentTypes().find(({ name, singular, plural }) => [name, singular, plural].includes(type));
  if (found) return found;
  throw validationFailed(`There is no content type "${type.slice(0, 60)}"; there are ${names}.`, ['input', 'type']);
}

/** The filter as the type's list takes it, as text; every fault of it is told. */
function filterOf(schema: GraphQLSchema, { name }: ContentTypeDefinition, filter: unknown): string | null {
  if (filter == null) return null;
  const type = schema.getType(`${name}Filter`) as GraphQLInputType;
  const faults: { message: string; path: (string | number)[] }[] = [];
  const value: unknown = coerceInputValue(filter, type, (path, _invalid, error) => {
    const message = /[.?]$/.test(error.message) ? error.message : `${error.message}.`;
    faults.push({ message, path: ['input', 'filter', ...path] });
  });
  if (faults.length > 0) {
    const [{ message, path }] = faults;
    throw new KeelsonError('VALIDATION_FAILED', message, { details: { path, faults }, mendable: true });
  }
  return writeFilter(value as object);
}

/** What a list would answer as an error of the request is here something that the caller can mend in the input. */
async function mendable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asMendable(error);
  }
}

function mendableNow<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asMendable(error);
  }
}

function asMendable(error: unknown): unknown {
  if (!(error instanceof KeelsonError) || error.code !== 'BAD_USER_INPUT') return error;
  const place = error.details.argument === 'locale' ? 'locale' : 'filter';
  return validationFailed(error.message, ['input', place]);
}

import { demandContentOf } from '../../engine/access/demand-content';
import { reachOf } from '../../engine/access/grants';
import { type ContentTypeDefinition, contentTypes } from '../../engine/content/content-type';
import type { RichTextForm } from '../../engine/content/field-kinds';
import { contentsOf } from '../../engine/content/find-list';
import type { ListContents } from '../../engine/content/list-legs';
import { countContent } from '../../engine/content/list-query';
import { readFilterText } from '../../engine/content/mutations/change-matching';
import type { ContentRow } from '../../engine/content/reading';
import { mayKnowOf, viewOf } from '../../engine/content/view';
import { Perspective } from '../../engine/content/visibility';
import { documentsAmong, nextDocuments } from '../../engine/content/walk-content';
import type { Context } from '../../engine/context';
import type { StepWarning } from '../../engine/jobs/job-run';
import { forbidden, unauthenticated } from '../../errors';
import { assembleTables } from '../../platform/formats/tables/assemble';
import type { Row } from '../../platform/formats/tables/table';
import { type ContentTable, contentTable } from './content-table';
import { TABLE_FORMATS, type TableExportFormat } from './export-format';
import type { ExportPlan, ExportStep } from './export-run';
import { type ChangesOf, countChanged, nextChanged } from './since';

/** What is exported of one content type, as a job keeps it. */
export interface ContentExport {
  /** The content type's name. */
  type: string;
  /** From `writeFilter`; null: everything. */
  filter: string | null;
  fields: readonly string[] | null;
  format: TableExportFormat;
  richText: RichTextForm;
  /** Null: the default one. */
  locales: readonly string[] | null;
  perspective: Perspective;
  /** The number of the event behind which changes count; null: everything. */
  since: number | null;
  bom: boolean;
}

/** Documents of one step. */
const BATCH = 500;

interface Place {
  /** The id up to which the way has been gone. */
  after: string;
}

interface Opened {
  definition: ContentTypeDefinition;
  contents: ListContents;
  table: ContentTable;
}

/** Reads what an export is of, with the viewer's rights as they are now. Throws as a list would. */
export async function openContentExport(ctx: Context, asked: ContentExport): Promise<Opened> {
  const { type, filter, fields, richText, perspective, since } = asked;
  const definition = contentTypes().find(({ name }) => name === type);
  if (!definition) throw new Error(`There is no content type ${type} any more.`);
  demandReadable(ctx, type, perspective);
  const locales = asked.locales ?? [ctx.locales.default];
  const contents = await contentsOf(ctx, definition, {
    perspective,
    locale: locales[0],
    filter: filter === null ? null : readFilterText(filter),
  });
  const views = locales.map(locale => viewOf(ctx, perspective, locale));
  const table = contentTable(ctx, definition, views, { fields, richText, tombstones: since !== null });
  return { definition, contents, table };
}

function demandReadable({ viewer }: Context, type: string, perspective: Perspective): void {
  if (perspective === Perspective.DRAFT) return demandContentOf(viewer, type, 'read');
  if (reachOf(viewer, 'read', type, { live: true }).rows !== 'NONE') return;
  throw viewer.kind === 'anonymous' ? unauthenticated() : forbidden('content.read', type);
}

/** How a content type is exported as a table. */
export async function planContentExport(ctx: Context, asked: ContentExport): Promise<ExportPlan<Place>> {
  const { definition, contents, table } = await openContentExport(ctx, asked);
  const { format: formatName, since, bom, perspective } = asked;
  const format = TABLE_FORMATS[formatName];
  const { plural } = definition;
  const changes = (upTo: number): ChangesOf => ({
    definition,
    after: since as number,
    upTo,
    liveOnly: perspective === Perspective.PUBLISHED,
  });

  function stepOf(rows: readonly Row[], next: Place | null, more: Partial<ExportStep<Place>> = {}): ExportStep<Place> {
    const warnings: StepWarning[] = [];
    const text = format.encode(table.columns, rows, (column, message) =>
      warnings.push({ severity: 'WARNING', code: 'VALUE_SHORTENED', subject: column, message }),
    );
    return { texts: [{ table: 0, text, rows: rows.length }], next, done: rows.length, warnings, ...more };
  }

  let ahead: { after: string; db: Context['db']; documents: Promise<ContentRow[]> } | null = null;
  const read = (run: Context, after: string) => nextDocuments(run, contents, table.selection, { after, limit: BATCH });

  async function whole(run: Context, { after }: Place): Promise<ExportStep<Place>> {
    const isAhead = ahead?.after === after && ahead.db === run.db;
    const documents = await (isAhead && ahead ? ahead.documents : read(run, after));
    const rows = await table.rowsOf(run, documents);
    if (documents.length < BATCH) return stepOf(rows, null);
    // The database finds the next ones while these are written.
    const next = { after: documents[documents.length - 1].id };
    ahead = { ...next, db: run.db, documents: read(run, next.after) };
    ahead.documents.catch(() => undefined);
    return stepOf(rows, next);
  }

  async function changed(run: Context, { after }: Place, upTo: number): Promise<ExportStep<Place>> {
    const ids = await nextChanged(run.db, changes(upTo), after, BATCH);
    const documents = await documentsAmong(run, contents, table.selection, ids);
    const there = await table.rowsOf(run, documents);
    const byId = new Map(documents.map(({ id }, index) => [id, there[index]]));
    const rows: Row[] = [];
    for (const id of ids) {
      const row = byId.get(id);
      if (row) rows.push(row);
      else if (await mayKnowOf(run.db, contents.view, definition, id)) rows.push(table.tombstone(id));
    }
    const next = ids.length < BATCH ? null : { after: ids[ids.length - 1] };
    return stepOf(rows, next, { deleted: rows.length - there.length, done: ids.length });
  }

  return {
    name: plural,
    tables: [{ name: plural, columns: table.columns }],
    begin: { after: '' },
    unit: plural,
    total: (run, upTo) => (since === null ? countContent(run, contents) : countChanged(run.db, changes(upTo))),
    step: (run, place, upTo) => (since === null ? whole(run, place) : changed(run, place, upTo)),
    assemble: tables => assembleTables(format, tables, { bom }),
  };
}

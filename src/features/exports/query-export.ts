import type { StepWarning } from '../../engine/jobs/job-run';
import type { PagedQuery, QueryLine, QueryPage } from '../../engine/queries/background-queries';
import { assembleTables } from '../../platform/formats/tables/assemble';
import { TABLE_FORMATS, TableExportFormat } from './export-format';
import type { ExportPlan, ExportStep } from './export-run';

interface Place {
  /** Null at the beginning. */
  after: string | null;
}

/** How the items of a query are exported: as lines of one file, or as a table for each level. */
export function planQueryExport(query: PagedQuery, formatName: TableExportFormat): ExportPlan<Place> {
  const format = TABLE_FORMATS[formatName];
  const { levels } = query;
  const together = formatName === TableExportFormat.JSONL;
  const tables = together ? [{ name: levels[0].name, columns: [] }] : levels;
  let first: QueryPage | null = null;

  function textsOf(lines: readonly QueryLine[], warnings: StepWarning[]): ExportStep<Place>['texts'] {
    if (together) {
      const text = lines.map(({ line }) => `${JSON.stringify(line)}\n`).join('');
      return [{ table: 0, text, rows: lines.length }];
    }
    return levels.flatMap(({ columns, name }, level) => {
      const rows = lines.filter(line => line.level === level).map(({ cells }) => cells);
      if (rows.length === 0) return [];
      const text = format.encode(columns, rows, (column, message) =>
        warnings.push({ severity: 'WARNING', code: 'VALUE_SHORTENED', subject: `${name}.${column}`, message }),
      );
      return [{ table: level, text, rows: rows.length }];
    });
  }

  return {
    name: levels[0].name,
    tables,
    begin: { after: null },
    unit: 'items',
    async total(ctx) {
      // It comes with the first page, which is read anyway.
      first = await query.page(ctx, null);
      return first.total;
    },
    async step(ctx, { after }) {
      const page = after === null && first ? first : await query.page(ctx, after);
      first = null;
      const warnings: StepWarning[] = page.cut.map(({ level, parentId }) => ({
        severity: 'WARNING',
        code: 'LIST_CUT',
        subject: parentId,
        message: `Of the list ${level} only the page that the query asks for was exported; it has more.`,
      }));
      const texts = textsOf(page.lines, warnings);
      return { texts, next: page.next === null ? null : { after: page.next }, done: page.items, warnings };
    },
    assemble: stored => assembleTables(format, stored, {}),
  };
}

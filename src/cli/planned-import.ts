import type pc from 'picocolors';
import { query } from './api-client';
import type { ServerAddress } from './find-server';
import {
  ApplyPlannedImportDocument,
  PlanImportFileDocument,
  PlannedImportDocument,
  type PlannedImportQuery,
  UndoAppliedImportDocument,
} from './generated/graphql';
import type { ImportArguments } from './import-arguments';
import { StartFault } from './start-fault';
import { count, printable } from './terminal-text';
import { type LocalFile, uploadFile } from './upload-file';

/** An import whose plan is known. */
export type PlannedImport = NonNullable<PlannedImportQuery['import']>;

/** Sends a file to be planned; gives the import, and the job that plans it. Throws a sentence when the server refuses it. */
export async function sendPlan(
  server: ServerAddress,
  file: LocalFile,
  { format, type, mapping, attachments, publish }: ImportArguments,
  options: { onSent: (bytes: number) => void; signal: AbortSignal },
): Promise<{ importId: string; jobId: string }> {
  const variables = { format, type, mapping, options: { attachments, publish } };
  const operation = { document: PlanImportFileDocument, variables, variable: 'file' };
  const { planImport } = await uploadFile(server, file, operation, options);
  return { importId: idOf(planImport.import, planImport), jobId: idOf(planImport.job, planImport) };
}

/** The plan of an import. */
export async function findPlan(server: ServerAddress, id: string): Promise<PlannedImport> {
  const found = (await query(server, PlannedImportDocument, { id })).import;
  if (!found) throw new StartFault('The server does not know the import any more.');
  return found;
}

/** Has a planned import applied; gives the job. */
export async function applyPlanned(server: ServerAddress, id: string): Promise<string> {
  const { applyImport } = await query(server, ApplyPlannedImportDocument, { id });
  return idOf(applyImport.job, applyImport);
}

/** Has an import taken back; gives the job. */
export async function undoApplied(server: ServerAddress, id: string): Promise<string> {
  const { undoImport } = await query(server, UndoAppliedImportDocument, { id });
  return idOf(undoImport.job, undoImport);
}

function idOf(given: { id: string } | null, { userErrors }: { userErrors: { message: string }[] }): string {
  if (given) return given.id;
  throw new StartFault(printable(userErrors[0]?.message ?? 'The server gave no job and no reason.'));
}

const COLUMNS = ['create', 'update', 'leave', 'reject'] as const;

/** What applying would do, by kind, and where the columns of a table go. Zeros step back. */
export function planTable({ columns, plan }: PlannedImport, colors: typeof pc): string {
  const counts = plan?.counts ?? [];
  const width = Math.max(4, ...counts.map(({ kind }) => printable(kind).length)) + 2;
  const head = ['kind'.padEnd(width), ...COLUMNS.map(column => column.padStart(10))].join('');
  const rows = counts.map(row => {
    const cells = COLUMNS.map(column => {
      const cell = count(row[column]).padStart(10);
      if (row[column] === 0) return colors.dim(cell);
      return column === 'reject' ? colors.yellow(cell) : cell;
    });
    return `  ${printable(row.kind).padEnd(width)}${cells.join('')}`;
  });
  const mapped = (columns ?? []).map(
    ({ name, suggestedField }) =>
      `  ${colors.dim('column')} ${printable(name)} ${colors.dim('→')} ${suggestedField ?? 'left out'}`,
  );
  return [...mapped, `  ${colors.dim(head)}`, ...rows].join('\n');
}

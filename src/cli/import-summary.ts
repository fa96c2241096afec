import type pc from 'picocolors';
import type { ImportCount, ImportWarning } from './followed-import';
import { count, plural, printable } from './terminal-text';

const COLUMNS = ['created', 'updated', 'unchanged', 'skipped', 'rejected'] as const;
/** Warnings that are shown on the terminal. */
export const SHOWN_WARNINGS = 20;

/** What became of the records, by kind. Zeros step back. */
export function countsTable(counts: ImportCount[], colors: typeof pc): string {
  const kindWidth = Math.max(4, ...counts.map(({ kind }) => printable(kind).length)) + 2;
  const header = ['kind'.padEnd(kindWidth), ...COLUMNS.map(column => column.padStart(10))].join('');
  const rows = counts.map(row => {
    const cells = COLUMNS.map(column => {
      const cell = count(row[column]).padStart(10);
      if (row[column] === 0) return colors.dim(cell);
      return column === 'rejected' ? colors.yellow(cell) : cell;
    });
    return `  ${printable(row.kind).padEnd(kindWidth)}${cells.join('')}`;
  });
  return [`  ${colors.dim(header)}`, ...rows].join('\n');
}

/** The heaviest warnings with their lines, and how to see the rest. */
export function warningsList(
  { totals, first }: { totals: { severity: string; total: number }[]; first: ImportWarning[] },
  seeAll: string,
  columns: number | undefined,
  colors: typeof pc,
): string | null {
  const total = (severity: string) => totals.find(entry => entry.severity === severity)?.total ?? 0;
  const names: [string, string][] = [
    [plural(total('REJECTED'), 'record was rejected', 'records were rejected'), 'REJECTED'],
    [plural(total('WARNING'), 'warning'), 'WARNING'],
    [plural(total('SKIPPED'), 'note on what was skipped', 'notes on what was skipped'), 'SKIPPED'],
    [plural(total('NOTICE'), 'notice'), 'NOTICE'],
  ];
  const present = names.filter(([, severity]) => total(severity) > 0).map(([text]) => text);
  if (present.length === 0) return null;
  const lines = first.map(({ severity, line, subject, message }) => {
    const where = (line === null ? '' : `line ${count(line)}`).padEnd(14);
    const weight = severity === 'REJECTED' ? colors.yellow('rejected') : colors.dim('warning ');
    const text = `${subject ? `${printable(subject)}: ` : ''}${printable(message)}`;
    // What was lost of a document fits a line; why a document was refused is told in full.
    const room = severity === 'REJECTED' || columns === undefined ? Infinity : columns - 27;
    return `  ${colors.dim(where)}${weight}  ${text.length > room ? `${text.slice(0, room - 1)}…` : text}`;
  });
  const all = totals.reduce((sum, entry) => sum + entry.total, 0);
  const rest =
    all > first.length ? [`  ${colors.dim(`See ${all === 1 ? 'it' : `all ${count(all)}`}: ${seeAll}`)}`] : [];
  return [`  ${present.join(', ')}${lines.length > 0 ? ':' : '.'}`, ...lines, ...rest].join('\n');
}

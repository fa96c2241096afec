import type { Context } from '../../engine/context';
import type { Sql } from '../../platform/database/database';
import type { ImportRecord } from './import.entity';

/** What the addresses of rejected rows are signed for. */
export const REJECTED_ROWS = 'imports.rejected-rows';

const URL_SECONDS = 3600;
const PAGE = 1000;

/** The address of the rejected rows as a file, which works for an hour; null when there are none. */
export async function rejectedRowsUrl(ctx: Context, { id, applyJob }: ImportRecord): Promise<string | null> {
  const phase = applyJob === null ? 'PLAN' : 'APPLY';
  const [any] = await ctx.db.select<{ position: number }>(
    `SELECT position FROM import_rows WHERE import_id = ? AND phase = ? AND outcome = 'rejected' LIMIT 1`,
    [id, phase],
  );
  if (!any) return null;
  const expiresAt = new Date(ctx.now().getTime() + URL_SECONDS * 1000);
  const path = `/imports/${id}/${phase === 'PLAN' ? 'plan-' : ''}rejected.csv`;
  return `${ctx.accounts.publicUrl}${ctx.urls.sign(REJECTED_ROWS, path, expiresAt)}`;
}

/** The rejected rows of an import as CSV (RFC 4180) with their lines and reasons, as a stream of texts. */
export async function* rejectedRows(sql: Sql, id: string, phase: 'PLAN' | 'APPLY'): AsyncGenerator<string> {
  yield 'line,kind,record,code,reason\r\n';
  for (let after = -1; ; ) {
    const rows = await sql.select<
      Record<'position' | 'line' | 'kind' | 'subject' | 'code' | 'reason', string | number | null>
    >(
      `SELECT position, line, kind, subject, code, reason FROM import_rows
       WHERE import_id = ? AND phase = ? AND outcome = 'rejected' AND position > ? ORDER BY position LIMIT ${PAGE}`,
      [id, phase, after],
    );
    yield rows
      .map(row => `${[row.line, row.kind, row.subject, row.code, row.reason].map(cell).join(',')}\r\n`)
      .join('');
    if (rows.length < PAGE) return;
    after = Number(rows[rows.length - 1].position);
  }
}

/** A cell that a spreadsheet shows and does not run. */
function cell(value: string | number | null): string {
  const text = String(value ?? '');
  const harmless = typeof value === 'string' && /^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

import type { Conflict } from '../../../errors';
import type { Sql } from '../../../platform/database/database';

/** What happened to a document after the revision that somebody expects, for the error that refuses the stale change. */
export async function describeConflict(
  sql: Sql,
  documentId: string,
  expected: number,
  latest: number,
): Promise<Conflict> {
  const rows = await sql.select<{ changedFields: string; author: string | null; savedAt: Date }>(
    `SELECT changed_fields AS changedFields, author, saved_at AS savedAt FROM revisions
     WHERE document_id = ? AND number > ? ORDER BY number DESC LIMIT 100`,
    [documentId, expected],
  );
  return {
    revision: latest,
    changedFields: [...new Set(rows.flatMap(row => JSON.parse(row.changedFields) as string[]))],
    changedBy: rows[0]?.author ?? null,
    changedAt: rows[0]?.savedAt ?? null,
  };
}

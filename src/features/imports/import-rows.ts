import { insertRows } from '../../engine/content/writing/insert-rows';
import type { Sql, Transaction } from '../../platform/database/database';
import type { DocumentOutcome } from './store-documents';

/** Whether an import was only looked at, or taken in. */
export type Phase = 'PLAN' | 'APPLY';

const DROPPED_AT_ONCE = 5_000;

/** A row that is to be written. */
export interface ImportRowDraft {
  line: number;
  kind: string;
  outcome: string;
  documentId: string | null;
  revision: number | null;
  priorState: string | null;
  subject: string | null;
  code: string | null;
  reason: string | null;
}

/** The row of a document. A plan remembers what it rejects, and what it would change, to find out later whether it still holds. */
export function rowOf(
  phase: Phase,
  outcome: DocumentOutcome,
  revisions: ReadonlyMap<string, number>,
): ImportRowDraft[] {
  const { document, id, rejection } = outcome;
  if (phase === 'PLAN' && outcome.outcome !== 'rejected' && outcome.outcome !== 'updated') return [];
  return [
    {
      line: document.line,
      kind: document.definition.name,
      outcome: outcome.outcome,
      documentId: id,
      revision: phase === 'PLAN' ? outcome.latestRevision : id === null ? null : (revisions.get(id) ?? null),
      priorState: outcome.priorState,
      subject: rejection ? document.subject : null,
      code: rejection?.code ?? null,
      reason: rejection?.message ?? null,
    },
  ];
}

/** The position behind the rows that are there. */
export async function countRows(sql: Sql, importId: string, phase: Phase): Promise<number> {
  const [{ n }] = await sql.select<{ n: number }>(
    'SELECT COALESCE(MAX(position) + 1, 0) AS n FROM import_rows WHERE import_id = ? AND phase = ?',
    [importId, phase],
  );
  return Number(n);
}

/** Deletes what an earlier plan has remembered, a few thousand rows at a time. */
export async function dropPlannedRows(sql: Sql, importId: string): Promise<void> {
  for (let dropped = DROPPED_AT_ONCE; dropped === DROPPED_AT_ONCE; ) {
    ({ affectedRows: dropped } = await sql.run(
      `DELETE FROM import_rows WHERE import_id = ? AND phase = 'PLAN' LIMIT ${DROPPED_AT_ONCE}`,
      [importId],
    ));
  }
}

/** Writes rows behind those that are there. */
export async function writeRows(
  tx: Transaction,
  importId: string,
  phase: Phase,
  from: number,
  rows: readonly ImportRowDraft[],
): Promise<void> {
  await insertRows(
    tx,
    `INSERT INTO import_rows
       (import_id, phase, position, line, kind, outcome, document_id, revision, prior_state, subject, code, reason)`,
    rows.map(({ line, kind, outcome, documentId, revision, priorState, subject, code, reason }, index) => [
      ...[importId, phase, from + index, line, clip(kind, 100), outcome, documentId, revision, priorState],
      ...[subject && clip(subject, 200), code && clip(code, 40), reason && clip(reason, 1000)],
    ]),
  );
}

function clip(text: string, max: number): string {
  return text.length <= max ? text : [...text].slice(0, max).join('');
}

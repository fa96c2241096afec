import { ContentState } from '../../engine/content/content';
import { type ContentTypeDefinition, contentTypes } from '../../engine/content/content-type';
import { dropMissing } from '../../engine/content/revisions/drop-missing';
import { findRevision, listRevisions } from '../../engine/content/revisions/list-revisions';
import { lockDocument } from '../../engine/content/writing/read-content';
import { replaceDocuments } from '../../engine/content/writing/replace-documents';
import { purgeDocuments, trashDocuments } from '../../engine/content/writing/trash-documents';
import { defineJob } from '../../engine/jobs/define-job';
import type { JobRun } from '../../engine/jobs/job-run';
import { KeelsonError } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { requireImport, saveTally } from './import-records';
import { type ImportResult, importResult } from './import-result';
import { addAll, type Increment, type Tally } from './import-tally';
import { ImportPayload } from './plan-import.job';

/** How far taking back has got; it goes from the last row to the first. */
interface Checkpoint {
  /** The row that was looked at last; null at the beginning of a round. */
  position: number | null;
  /** Rounds follow each other as long as one takes back what another had to keep. */
  round: number;
  progressed: boolean;
  tally: Tally;
  isDone: boolean;
}

interface Row {
  position: number;
  kind: string;
  outcome: string;
  documentId: string;
  revision: number;
  priorState: ContentState | null;
}

/** Why a document stays. */
interface Kept {
  code: string;
  reason: string;
}

const BATCH = 100;
const MAX_ROUNDS = 20;

/** Takes back what an import has made or changed and nobody has touched since; what stays is remembered with the reason. */
export const undoImportJob = defineJob({
  kind: 'imports.undo-import',
  queue: 'imports',
  payload: ImportPayload,
  attempts: 5,
  uniqueBy: ({ importId }) => importId,
  async perform({ importId }, job): Promise<ImportResult> {
    await requireImport(job.db, importId);
    let at = job.checkpoint<Checkpoint>() ?? { position: null, round: 1, progressed: false, tally: [], isDone: false };
    job.progress({ stage: 'Taking back', completed: 0, total: await countOpen(job, importId), unit: 'documents' });
    let completed = 0;
    while (!at.isDone) {
      job.signal.throwIfAborted();
      const rows = await nextRows(job, importId, at);
      at = rows.length > 0 ? await takeBack(job, importId, rows, at) : await endRound(job, importId, at);
      completed += rows.length;
      job.progress({ completed });
    }
    return importResult(at.tally);
  },
});

async function countOpen({ db }: JobRun, importId: string): Promise<number> {
  const [{ n }] = await db.select<{ n: number }>(
    `SELECT COUNT(*) AS n FROM import_rows WHERE import_id = ? AND phase = 'APPLY' AND outcome IN ('created', 'updated')`,
    [importId],
  );
  return Number(n);
}

/** In the first round everything, then what others referred to. */
async function nextRows({ db }: JobRun, importId: string, { position, round }: Checkpoint): Promise<Row[]> {
  const wanted = round === 1 ? `outcome IN ('created', 'updated')` : `outcome = 'kept' AND code = 'IN_USE'`;
  return db.select<Row>(
    `SELECT position, kind, outcome, document_id AS documentId, revision, prior_state AS priorState FROM import_rows
     WHERE import_id = ? AND phase = 'APPLY' AND ${wanted} AND document_id IS NOT NULL
       ${position === null ? '' : 'AND position < ?'} ORDER BY position DESC LIMIT ${BATCH}`,
    position === null ? [importId] : [importId, position],
  );
}

async function endRound(job: JobRun, importId: string, at: Checkpoint): Promise<Checkpoint> {
  const again = at.progressed && at.round < MAX_ROUNDS && at.tally.some(({ skipped }) => skipped > 0);
  const next = again ? { ...at, position: null, round: at.round + 1, progressed: false } : { ...at, isDone: true };
  await job.commit(next, async tx => {
    if (next.isDone) await saveTally(tx, importId, 'undo', next.tally);
  });
  return next;
}

/** Takes rows back in one transaction; when one of the documents can't go, one by one. */
async function takeBack(job: JobRun, importId: string, rows: readonly Row[], at: Checkpoint): Promise<Checkpoint> {
  const kept = await whatStays(job, rows);
  const next = nextAfter(rows, at, kept);
  try {
    await job.commit(next, async tx => {
      const open = rows.filter(({ position }) => !kept.has(position));
      for (const [definition, group] of byDefinition(open)) await takeBackGroup(job, tx, definition, group);
      await noteRows(tx, importId, rows, kept);
    });
    return next;
  } catch (error) {
    if (!(error instanceof KeelsonError) || !error.mendable) throw error;
    if (rows.length === 1) return keep(job, importId, rows[0], { code: error.code, reason: error.message }, at);
  }
  let last = at;
  for (const row of rows) last = await takeBack(job, importId, [row], last);
  return last;
}

/** What somebody has touched since the import, by position. */
async function whatStays({ db }: JobRun, rows: readonly Row[]): Promise<Map<number, Kept>> {
  const kept = new Map<number, Kept>();
  for (const [{ table }, group] of byDefinition(rows)) {
    const heads = await db.select<{ id: string; state: ContentState; latestRevision: number }>(
      `SELECT id, state, latest_revision AS latestRevision FROM ${table} WHERE id IN (${group.map(() => '?').join(', ')})`,
      group.map(({ documentId }) => documentId),
    );
    const byId = new Map(heads.map(head => [head.id, head]));
    for (const row of group) {
      const why = whyKept(row, byId.get(row.documentId));
      if (why) kept.set(row.position, why);
    }
  }
  return kept;
}

function whyKept(row: Row, head: { state: ContentState; latestRevision: number } | undefined): Kept | null {
  if (!head) return { code: 'GONE', reason: 'It is no longer there.' };
  if (head.state === ContentState.TRASHED) return { code: 'TRASHED', reason: 'It is in the trash.' };
  if (Number(head.latestRevision) !== Number(row.revision) || head.state === ContentState.CHANGED)
    return { code: 'CHANGED_SINCE', reason: 'Somebody has changed it since.' };
  return null;
}

function byDefinition(rows: readonly Row[]): [ContentTypeDefinition, Row[]][] {
  return contentTypes().flatMap((definition): [ContentTypeDefinition, Row[]][] => {
    const group = rows.filter(({ kind }) => kind === definition.name);
    return group.length > 0 ? [[definition, group]] : [];
  });
}

async function keep(job: JobRun, importId: string, row: Row, why: Kept, at: Checkpoint): Promise<Checkpoint> {
  const kept = new Map([[row.position, why]]);
  const next = nextAfter([row], at, kept);
  await job.commit(next, tx => noteRows(tx, importId, [row], kept));
  return next;
}

/** What was taken back counts as what the import had done; what stays as skipped, until a later round can take it back. */
function nextAfter(rows: readonly Row[], at: Checkpoint, kept: ReadonlyMap<number, Kept>): Checkpoint {
  const isFirst = at.round === 1;
  const increments = rows.flatMap(({ position, kind, outcome }): Increment[] => {
    if (kept.has(position)) return isFirst ? [{ kind, outcome: 'skipped' }] : [];
    const undone: Increment = { kind, outcome: outcome === 'updated' ? 'updated' : 'created' };
    return isFirst ? [undone] : [undone, { kind, outcome: 'skipped', n: -1 }];
  });
  return {
    ...at,
    position: rows[rows.length - 1].position,
    progressed: at.progressed || kept.size < rows.length,
    tally: addAll(at.tally, increments),
  };
}

async function takeBackGroup(
  job: JobRun,
  tx: Transaction,
  definition: ContentTypeDefinition,
  rows: readonly Row[],
): Promise<void> {
  const made = rows.filter(({ outcome }) => outcome !== 'updated');
  const targets = made.map(({ documentId: id, revision }) => ({ definition, id, expectedRevision: Number(revision) }));
  if (targets.length > 0) {
    await trashDocuments(job, tx, targets);
    await purgeDocuments(
      job,
      tx,
      targets.map(({ id }) => ({ definition, id })),
    );
  }
  for (const row of rows) if (row.outcome === 'updated') await bringBack(job, tx, definition, row);
}

/** Gives a document the content and the state that it had before the import changed it; the next import finds it changed. */
async function bringBack(job: JobRun, tx: Transaction, definition: ContentTypeDefinition, row: Row): Promise<void> {
  const { documentId: id, revision, priorState } = row;
  await lockDocument(tx, definition, id, Number(revision));
  const { revisions } = await listRevisions(tx, id, { first: 1, before: Number(revision) });
  if (revisions.length > 0) {
    const { content } = await findRevision(tx, definition, id, revisions[0].number, []);
    await dropMissing(tx, definition, content);
    const { values, references, translations } = content;
    await replaceDocuments(job, tx, definition, [
      { id, values, references, translations, state: priorState ?? undefined },
    ]);
  }
  await tx.run(`UPDATE external_ids SET source_hash = REPEAT('0', 64) WHERE document_id = ?`, [id]);
}

async function noteRows(
  tx: Transaction,
  importId: string,
  rows: readonly Row[],
  kept: ReadonlyMap<number, Kept>,
): Promise<void> {
  const taken = rows.map(({ position }) => position).filter(position => !kept.has(position));
  const where = `import_id = ? AND phase = 'APPLY' AND position`;
  if (taken.length > 0) {
    await tx.run(
      `UPDATE import_rows SET outcome = 'undone', code = NULL, reason = NULL
       WHERE ${where} IN (${taken.map(() => '?').join(', ')})`,
      [importId, ...taken],
    );
  }
  for (const [position, { code, reason }] of kept) {
    await tx.run(`UPDATE import_rows SET outcome = 'kept', code = ?, reason = ? WHERE ${where} = ?`, [
      ...[code.slice(0, 40), reason.slice(0, 1000), importId, position],
    ]);
  }
}

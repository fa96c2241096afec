import type { SqlValue, Transaction } from '../../../platform/database/database';
import type { ContentTypeDefinition } from '../content-type';
import type { DocumentContent, WriteContext } from '../writing/content-draft';
import { insertRows } from '../writing/insert-rows';
import type { RevisionAction } from './revision.entity';
import { writeSnapshot } from './snapshot';

/** A save that is to go into the history. */
export interface NewRevision {
  id: string;
  /** The number that the save got: one more than the one before it. */
  number: number;
  content: DocumentContent;
  changedFields: readonly string[];
  /** When it went live, if it did at once. */
  publishedAt?: Date | null;
  note?: string | null;
}

/** Saves by one person within so many seconds share a row. */
const SHARED_SECONDS = 60;

const INSERT = `INSERT INTO revisions
  (document_id, number, first_number, type, action, snapshot, changed_fields, author, note, created_at, saved_at, published_at)`;

/** Adds rows to the history of documents of one type. */
export async function addRevisions(
  { viewer }: WriteContext,
  tx: Transaction,
  { name }: ContentTypeDefinition,
  action: RevisionAction,
  revisions: readonly NewRevision[],
  now: Date,
): Promise<void> {
  const rows = revisions.map(({ id, number, content, changedFields, publishedAt, note }): SqlValue[] => [
    id,
    number,
    number,
    name,
    action,
    writeSnapshot(content),
    JSON.stringify(changedFields),
    viewer.id,
    note ?? null,
    now,
    now,
    publishedAt ?? null,
  ]);
  await insertRows(tx, INSERT, rows);
}

/**
 * Adds one save, or extends the last row with it: when the same person made that less than a minute ago and readers never saw it, and
 * neither says what it is about. Whoever still expects an older number of the row is refused all the same; the fields that it has
 * gathered tell what changed.
 */
export async function addSave(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  action: RevisionAction,
  revision: NewRevision,
  now: Date,
): Promise<void> {
  if (ctx.viewer.id !== null && !revision.note && !revision.publishedAt) {
    const { affectedRows } = await tx.run(
      `UPDATE revisions SET number = ?, snapshot = ?, saved_at = ?, changed_fields = ?
       WHERE document_id = ? AND number = ? AND author = ? AND action IN ('CREATED', 'SAVED') AND note IS NULL
         AND published_at IS NULL AND created_at > ?`,
      [
        revision.number,
        writeSnapshot(revision.content),
        now,
        await gatheredFields(tx, revision),
        revision.id,
        revision.number - 1,
        ctx.viewer.id,
        new Date(now.getTime() - SHARED_SECONDS * 1000),
      ],
    );
    if (affectedRows > 0) return;
  }
  await addRevisions(ctx, tx, definition, action, [revision], now);
}

async function gatheredFields(tx: Transaction, { id, number, changedFields }: NewRevision): Promise<string> {
  const [before] = await tx.select<{ changedFields: string }>(
    'SELECT changed_fields AS changedFields FROM revisions WHERE document_id = ? AND number = ?',
    [id, number - 1],
  );
  const earlier = before ? (JSON.parse(before.changedFields) as string[]) : [];
  return JSON.stringify([...new Set([...earlier, ...changedFields])]);
}

/** Notes that readers see the revisions that these documents' live rows now hold. */
export async function markPublished(
  tx: Transaction,
  { live }: ContentTypeDefinition,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx.run(
    `UPDATE revisions r JOIN ${live.rows} t ON t.id = r.document_id AND t.revision = r.number
     SET r.published_at = COALESCE(r.published_at, ?) WHERE t.id IN (${ids.map(() => '?').join(', ')})`,
    [now, ...ids],
  );
}

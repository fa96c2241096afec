import type { SqlValue, Transaction } from '../../platform/database/database';
import type { ContentState } from './content';
import type { ContentTypeDefinition } from './content-type';
import { liveAt } from './publication';

/** A document as it is to be stored, whole. Values of fields that are left out become NULL. */
export interface ContentDraft {
  id: string;
  slug: string;
  state: ContentState;
  publishedAt: Date | null;
  publishAt: Date | null;
  /** Plain values and `<reference>Id` by property. */
  values: Record<string, unknown>;
  /** The ids that each MANY reference points to, in order. */
  references: Record<string, string[]>;
}

/** Rows of one INSERT: enough to save the round trips. */
const ROWS_PER_INSERT = 50;

/** Characters of one INSERT: well under the servers' packet limit (16 MiB by default on MariaDB). */
const CHARACTERS_PER_INSERT = 2_000_000;

/** Inserts documents of one type with their references, several rows a statement. */
export async function insertContent(
  tx: Transaction,
  definition: ContentTypeDefinition,
  drafts: readonly ContentDraft[],
): Promise<void> {
  const now = new Date();
  const properties = [...definition.columns.keys()];
  const columns = [...definition.columns.values()].join(', ');
  const rows = drafts.map(draft => {
    const row = {
      ...draft.values,
      ...baseValues(draft),
      revision: 1,
      latestRevision: 1,
      createdAt: now,
      updatedAt: now,
    } as Record<string, unknown>;
    return properties.map(property => toSql(row[property], property, definition));
  });
  await insertRows(tx, `INSERT INTO ${definition.table} (${columns})`, rows);
  await insertReferences(tx, definition, drafts);
}

/** Replaces one document's values and references; its revision goes up by one, and what is not named stays. */
export async function updateContent(
  tx: Transaction,
  definition: ContentTypeDefinition,
  draft: ContentDraft,
): Promise<void> {
  const { id, ...base } = baseValues(draft);
  const changes = Object.entries({ ...draft.values, ...base, updatedAt: new Date() });
  const assignments = changes.map(([property]) => `${definition.columns.get(property)} = ?`).join(', ');
  await tx.run(
    `UPDATE ${definition.table} SET revision = revision + 1, latest_revision = latest_revision + 1, ${assignments} WHERE id = ?`,
    [...changes.map(([property, value]) => toSql(value, property, definition)), id],
  );
  for (const property of Object.keys(draft.references)) {
    await tx.run(`DELETE FROM ${definition.live.join(property)} WHERE owner_id = ?`, [id]);
  }
  await insertReferences(tx, definition, [draft]);
}

function baseValues({ id, slug, state, publishedAt, publishAt }: ContentDraft) {
  return { id, slug, state, publishedAt, publishAt, liveAt: liveAt(state, publishedAt) };
}

async function insertReferences(
  tx: Transaction,
  definition: ContentTypeDefinition,
  drafts: readonly ContentDraft[],
): Promise<void> {
  for (const { property, arity } of definition.references) {
    if (arity !== 'MANY') continue;
    const rows = drafts.flatMap(({ id, references, state, publishedAt }) =>
      [...new Set(references[property] ?? [])].map((targetId, position) => [
        id,
        targetId,
        position,
        liveAt(state, publishedAt),
      ]),
    );
    await insertRows(
      tx,
      `INSERT INTO ${definition.live.join(property)} (owner_id, target_id, position, live_at)`,
      rows,
    );
  }
}

/** Inserts any number of rows, a batch a statement; long texts make a batch smaller. */
export async function insertRows(tx: Transaction, insert: string, rows: readonly SqlValue[][]): Promise<void> {
  for (const batch of batches(rows)) {
    const marks = `(${batch[0].map(() => '?').join(', ')})`;
    await tx.run(`${insert} VALUES ${batch.map(() => marks).join(', ')}`, batch.flat());
  }
}

function* batches(rows: readonly SqlValue[][]): Generator<SqlValue[][]> {
  let batch: SqlValue[][] = [];
  let size = 0;
  for (const row of rows) {
    const rowSize = row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0);
    if (batch.length === ROWS_PER_INSERT || (batch.length > 0 && size + rowSize > CHARACTERS_PER_INSERT)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(row);
    size += rowSize;
  }
  if (batch.length > 0) yield batch;
}

/** Structured values are stored as JSON text; what was left out is the column's empty value. */
function toSql(value: unknown, property: string, definition: ContentTypeDefinition): SqlValue {
  if (value === undefined || value === null) return emptyValue(property, definition);
  if (typeof value === 'object' && !(value instanceof Date)) return JSON.stringify(value);
  return value as SqlValue;
}

function emptyValue(property: string, { values }: ContentTypeDefinition): SqlValue {
  if (property === 'position') return 0;
  if (property === 'path') return '';
  return values.some(field => field.property === property && field.kind.name === 'BOOLEAN') ? false : null;
}

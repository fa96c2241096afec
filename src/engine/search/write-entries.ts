import type { Database, SqlValue, Transaction } from '../../platform/database/database';
import { inBatches, inLists, inList } from '../jobs/sql-lists';
import { encodeDocuments, type SearchableText } from './document-text';

/** One document as it is to be found in one locale. */
export interface SearchEntry extends SearchableText {
  /** The content type's name. */
  type: string;
  documentId: string;
  locale: string;
  /** True for the unpublished changes of a live document. */
  draft: boolean;
  liveAt: Date | null;
}

const COLUMNS = ['document_id', 'locale', 'draft', 'type', 'live_at', 'text'];

/** Characters of one INSERT: well under the servers' packet limit (16 MiB by default on MariaDB). */
const CHARACTERS_PER_INSERT = 2_000_000;

/** Entries of one transaction when everything is indexed anew. */
const ENTRIES_PER_TRANSACTION = 256;

/**
 * Makes these documents found as they now are; what was there for the same document, locale and draft is replaced. Of two entries for
 * the same, the later one counts. InnoDB shows changed texts to searches after the commit, not inside the transaction.
 */
export async function writeSearchEntries(tx: Transaction, entries: readonly SearchEntry[]): Promise<void> {
  const rows = [...new Map(entries.map(entry => [keyOf(entry), entry]))]
    // In one order everywhere: writers of the same documents wait for each other instead of deadlocking.
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, entry]) => entry);
  for (const group of inBatches(rows)) {
    const texts = await encodeDocuments(group);
    for (const batch of packets(group.map((entry, index) => rowOf(entry, texts[index])))) {
      await upsert(tx, batch);
    }
  }
}

/** Makes these documents found no more; with `draft` only their unpublished changes (true), or only the rest (false). */
export async function removeSearchEntries(
  tx: Transaction,
  documentIds: readonly string[],
  { draft }: { draft?: boolean } = {},
): Promise<void> {
  for (const ids of inLists(documentIds)) {
    const { sql, values } = inList(ids);
    const only = draft === undefined ? '' : ` AND draft = ${draft ? 1 : 0}`;
    await tx.run(`DELETE FROM search_entries WHERE document_id ${sql}${only}`, values);
  }
}

/** Shows these documents to readers since then, or with null hides them. Their unpublished changes stay hidden. */
export async function setSearchLiveAt(
  tx: Transaction,
  documentIds: readonly string[],
  liveAt: Date | null,
): Promise<void> {
  for (const ids of inLists(documentIds)) {
    const { sql, values } = inList(ids);
    await tx.run(`UPDATE search_entries SET live_at = ? WHERE document_id ${sql} AND draft = 0`, [liveAt, ...values]);
  }
}

/**
 * Publishes: of documents with unpublished changes, the entries of the changes replace all the live ones, so that a translation that the
 * changes removed is gone; of the others, the entries become live. No text is encoded or indexed again.
 */
export async function promoteDraftEntries(
  tx: Transaction,
  documentIds: readonly string[],
  liveAt: Date,
): Promise<void> {
  for (const ids of inLists(documentIds)) {
    const { sql, values } = inList(ids);
    await tx.run(
      `DELETE live FROM search_entries live JOIN search_entries changes ON changes.document_id = live.document_id AND changes.draft = 1
       WHERE live.document_id ${sql} AND live.draft = 0`,
      values,
    );
    await tx.run(`UPDATE search_entries SET draft = 0, live_at = ? WHERE document_id ${sql}`, [liveAt, ...values]);
  }
}

/** Writes any number of entries, a few hundred a transaction, for example to index everything anew; gives how many there were. */
export async function indexSearchEntries(db: Database, entries: AsyncIterable<SearchEntry>): Promise<number> {
  let count = 0;
  let batch: SearchEntry[] = [];
  const flush = async () => {
    const written = batch;
    batch = [];
    await db.transaction(tx => writeSearchEntries(tx, written));
    count += written.length;
  };
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length === ENTRIES_PER_TRANSACTION) await flush();
  }
  if (batch.length > 0) await flush();
  return count;
}

function keyOf({ documentId, locale, draft }: SearchEntry): string {
  return `${documentId} ${locale} ${draft ? 1 : 0}`;
}

function rowOf({ documentId, locale, draft, type, liveAt }: SearchEntry, text: string): SqlValue[] {
  return [documentId, locale, draft, type, liveAt, text];
}

async function upsert(tx: Transaction, rows: SqlValue[][]): Promise<void> {
  const marks = `(${COLUMNS.map(() => '?').join(', ')})`;
  await tx.run(
    `INSERT INTO search_entries (${COLUMNS.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}
     ON DUPLICATE KEY UPDATE type = VALUES(type), live_at = VALUES(live_at), text = VALUES(text)`,
    rows.flat(),
  );
}

/** The rows in batches of few different lengths; long texts make a batch smaller. */
function* packets(rows: readonly SqlValue[][]): Generator<SqlValue[][]> {
  const characters = rows.reduce((sum, row) => sum + String(row[COLUMNS.indexOf('text')]).length, 0);
  if (rows.length === 1 || characters <= CHARACTERS_PER_INSERT) {
    yield [...rows];
    return;
  }
  const half = rows.length / 2;
  yield* packets(rows.slice(0, half));
  yield* packets(rows.slice(half));
}

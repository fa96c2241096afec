import type { Database, Sql, Transaction } from '../../platform/database/database';
import { inList, inLists } from '../jobs/sql-lists';
import { removeSearchEntries, type SearchEntry, writeSearchEntries } from '../search/write-entries';
import { ContentState } from './content';
import { type ContentTypeDefinition, contentTypes } from './content-type';
import { lockDocuments, readContents } from './writing/read-content';
import { entriesOf, isSearchable } from './writing/search-writes';

/*
 * The search entries follow from the documents' rows. Every write keeps them; this makes them anew from the rows alone, after the
 * search has learnt to read texts in another way, or when entries were lost. The site goes on meanwhile: each batch locks its documents for
 * some milliseconds, and what is right already is not written.
 */

/** What there was to do. */
export interface Reindexed {
  /** Documents whose entries were compared with their rows. */
  documents: number;
  /** Entries that they have now. */
  entries: number;
  /** Documents that are gone, or are not searched any longer, and whose entries were taken away. */
  stale: number;
}

/** Documents of one transaction: few, since each may hold megabytes. */
const BATCH = 32;

/** Makes the search entries of every document of every type: of what is live, of drafts and of translations. Safe to repeat. */
export async function reindexContent(
  db: Database,
  defaultLocale: string,
  report: (type: string, documents: number) => void = () => undefined,
): Promise<Reindexed> {
  const done: Reindexed = { documents: 0, entries: 0, stale: 0 };
  for (const definition of contentTypes().filter(isSearchable)) {
    let documents = 0;
    let after = '';
    for (;;) {
      const ids = await idsAfter(db, definition, after);
      if (ids.length === 0) break;
      after = ids[ids.length - 1];
      done.entries += await db.transaction(tx => reindexBatch(tx, definition, defaultLocale, ids));
      documents += ids.length;
      report(definition.name, documents);
    }
    done.documents += documents;
  }
  done.stale = await removeStale(db);
  return done;
}

async function idsAfter(sql: Sql, { live }: ContentTypeDefinition, after: string): Promise<string[]> {
  const rows = await sql.select<{ id: string }>(`SELECT id FROM ${live.rows} WHERE id > ? ORDER BY id LIMIT ${BATCH}`, [
    after,
  ]);
  return rows.map(({ id }) => id);
}

async function reindexBatch(
  tx: Transaction,
  definition: ContentTypeDefinition,
  defaultLocale: string,
  ids: readonly string[],
): Promise<number> {
  const heads = [...(await lockDocuments(tx, definition, ids)).values()];
  const changed = heads.filter(({ state }) => state === ContentState.CHANGED);
  const entries: SearchEntry[] = [];
  for (const [part, draft] of [
    [heads, false],
    [changed, true],
  ] as const) {
    const tables = draft ? definition.drafts : definition.live;
    const contents = await readContents(
      tx,
      definition,
      tables,
      part.map(({ id }) => id),
    );
    for (const { id, liveAt } of part) {
      const content = contents.get(id);
      if (content) entries.push(...entriesOf(definition, defaultLocale, { id, content, liveAt }, draft));
    }
  }
  await removeUnwanted(tx, ids, entries);
  await writeSearchEntries(tx, entries);
  return entries.length;
}

/** Takes away entries of these documents for translations and drafts that they do not have. */
async function removeUnwanted(tx: Transaction, ids: readonly string[], entries: readonly SearchEntry[]): Promise<void> {
  const key = (documentId: string, locale: string, draft: boolean) => `${documentId} ${locale} ${draft}`;
  const wanted = new Set(entries.map(({ documentId, locale, draft }) => key(documentId, locale, draft)));
  const list = inList(ids);
  const rows = await tx.select<{ documentId: string; locale: string; draft: number }>(
    `SELECT document_id AS documentId, locale, draft FROM search_entries WHERE document_id ${list.sql}`,
    list.values,
  );
  for (const { documentId, locale, draft } of rows) {
    if (wanted.has(key(documentId, locale, Boolean(draft)))) continue;
    await tx.run('DELETE FROM search_entries WHERE document_id = ? AND locale = ? AND draft = ?', [
      documentId,
      locale,
      draft,
    ]);
  }
}

/** Takes away the entries of documents that no searchable type has. */
async function removeStale(db: Database): Promise<number> {
  const homes = contentTypes()
    .filter(isSearchable)
    .map(({ live }) => `EXISTS (SELECT 1 FROM ${live.rows} t WHERE t.id = s.id)`);
  let removed = 0;
  let after = '';
  for (;;) {
    const rows = await db.select<{ id: string; isThere: number }>(
      `SELECT s.id, ${homes.join(' OR ') || '0'} AS isThere FROM
         (SELECT DISTINCT document_id AS id FROM search_entries WHERE document_id > ? ORDER BY document_id LIMIT 1000) s ORDER BY s.id`,
      [after],
    );
    if (rows.length === 0) return removed;
    after = rows[rows.length - 1].id;
    const stale = rows.filter(({ isThere }) => !Number(isThere)).map(({ id }) => id);
    for (const batch of inLists(stale)) await db.transaction(tx => removeSearchEntries(tx, batch));
    removed += stale.length;
  }
}

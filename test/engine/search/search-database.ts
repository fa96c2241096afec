import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { searchJoin, type SearchScope } from '../../../src/engine/search/match';
import { SearchEntryRow } from '../../../src/engine/search/search-entry.entity';
import type { SearchEntry } from '../../../src/engine/search/write-entries';
import { createDatabase } from '../../../src/platform/database/create-database';
import { createDataSource } from '../../../src/platform/database/data-source';
import type { Database } from '../../../src/platform/database/database';
import { probeDatabase } from '../../../src/platform/database/probe-database';
import { testLog } from '../../harness/log';

/** A database with the search's own table and `documents`, which stands for any content type's. */
export interface SearchDatabase {
  db: Database;
  /** The ids of the documents that match, best first. */
  find(text: string, scope?: Partial<SearchScope>): Promise<string[]>;
  /**
   * Moves what InnoDB still keeps in memory into the index on disk, by building it anew. After many writes InnoDB does so by itself, in
   * the background, and a search in that moment can miss what is being moved.
   */
  settle(): Promise<void>;
  drop(): Promise<void>;
}

export async function createSearchDatabase(): Promise<SearchDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = `${process.env.TEST_DATABASE_URL}/${name}`;
  await statement(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const dataSource = createDataSource({
    url,
    flavour: (await probeDatabase(url)).flavour,
    poolSize: 4,
    entities: [SearchEntryRow],
    migrations: [],
  });
  const db = await createDatabase(dataSource, { acquireTimeoutMs: 10_000, queryTimeoutMs: 60_000 }, testLog);
  await dataSource.synchronize();
  await db.run(
    'CREATE TABLE documents (id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, live_at DATETIME(3))',
  );
  return {
    db,
    async find(text, scope = {}) {
      const search = searchJoin(text, {
        type: 'Note',
        locale: 'en',
        draft: false,
        live: false,
        documents: 't',
        ...scope,
      });
      if (!search) return [];
      const { from, on, score, where } = search;
      const rows = await db.select<{ id: string }>(
        `SELECT t.id, ${score.sql} AS score FROM ${from} JOIN documents t ON ${on} WHERE ${where.sql} ORDER BY score DESC, t.id`,
        [...score.values, ...where.values],
      );
      return rows.map(({ id }) => id);
    },
    async settle() {
      await dataSource.query('OPTIMIZE TABLE search_entries');
    },
    async drop() {
      await db.close();
      await statement(`DROP DATABASE IF EXISTS ${name}`);
    },
  };
}

/** An entry that says only what matters to the test. */
export function entryOf(documentId: string, fields: Partial<SearchEntry> = {}): SearchEntry {
  return { type: 'Note', documentId, locale: 'en', draft: false, liveAt: null, title: '', texts: [], ...fields };
}

/** A 26-character id that sorts by its number. */
export function idOf(number: number): string {
  return String(number).padStart(26, '0');
}

async function statement(sql: string): Promise<void> {
  const connection = await createConnection(`${process.env.TEST_DATABASE_URL}/`);
  await connection.query(sql);
  await connection.end();
}

import type { SqlValue } from '../../platform/database/database';
import { encodeQuery } from './query-text';

/** A piece of SQL and what its question marks stand for, in order. */
export interface SqlPiece {
  sql: string;
  values: SqlValue[];
}

/** Where a search looks. */
export interface SearchScope {
  /** The content type's name. */
  type: string;
  locale: string;
  /** True for the branch that reads unpublished changes, false for the one that reads the live tables. */
  draft: boolean;
  /** True where only what readers see may be found; says the same as the list's own condition, and saves the join of what it would drop. */
  live: boolean;
  /** The alias of the documents' table in the statement. */
  documents: string;
}

/** What a search adds to a statement that lists documents. */
export interface SearchJoin {
  /** Stands first in FROM, before `JOIN <table> <documents> ON <on>`. */
  from: string;
  on: string;
  /** How well an entry matches; greater is better. Stands in SELECT. */
  score: SqlPiece;
  /** Stands in WHERE. */
  where: SqlPiece;
}

/** Results that a search ranks at most: each match costs about as much as the next, so nobody pages further than this. */
export const MOST_RESULTS = 1_000;

/**
 * How a list finds and ranks the documents that match what people typed; null when nothing in it can be searched for, and then
 * nothing is found. It drives the statement, and the list's own conditions are checked on what it found:
 *
 *     SELECT t.id, <score> AS score FROM <from> JOIN articles t ON <on>
 *     WHERE <where> AND <visible> AND <filter> ORDER BY score DESC, t.id LIMIT 1000
 *
 * The values go in the order of the pieces: those of `score`, then of `where`, then the list's own.
 */
export function searchJoin(text: string, { type, locale, draft, live, documents }: SearchScope): SearchJoin | null {
  const query = encodeQuery(text);
  if (query === null) return null;
  const match = 'MATCH(s.text) AGAINST (? IN BOOLEAN MODE)';
  return {
    from: 'search_entries s',
    on: `${documents}.id = s.document_id`,
    score: { sql: match, values: [query] },
    where: {
      sql: `${match} AND s.type = ? AND s.locale = ? AND s.draft = ${draft ? 1 : 0}${live ? ' AND s.live_at IS NOT NULL' : ''}`,
      values: [query, type, locale],
    },
  };
}

import type { Column } from '../../platform/formats/tables/table';
import type { Context } from '../context';

/** The items of a connection, or of a list within them: what is one file of a table format. */
export interface QueryLevel {
  /** `articles`, and for a list within its items `articles.tags`. */
  name: string;
  columns: readonly Column[];
}

/** One item as it goes out, without the lists within it, which are lines of their own behind it. */
export interface QueryLine {
  /** Which of the levels. */
  level: number;
  /** The item as an object; has `__parentId` below the first level. */
  line: Record<string, unknown>;
  /** Its cells, by the columns of the level. */
  cells: unknown[];
}

/** One page of a query. */
export interface QueryPage {
  lines: QueryLine[];
  /** Items of the first level. */
  items: number;
  /** How many there are in all; null when the connection does not say, or was not asked. */
  total: number | null;
  /** Where the next page begins; null when this is the last one. */
  next: string | null;
  /** Lists within the items that were longer than the page of them that the query asks for. */
  cut: { level: string; parentId: string }[];
}

/** A query over one connection that is run page by page. */
export interface PagedQuery {
  levels: readonly QueryLevel[];
  /** The page behind a cursor; null: the first. Throws what the first fault of the answer was. */
  page(ctx: Context, after: string | null): Promise<QueryPage>;
}

/** Runs queries of the API outside of requests, with the rights of the context's viewer. */
export interface BackgroundQueries {
  /**
   * Reads a query and its variables. Throws a mendable error with each fault: what is not valid, no query, or over no connection, and
   * one of which a page costs more than an operation may.
   */
  read(query: string, variables: Readonly<Record<string, unknown>>): Promise<PagedQuery>;
}

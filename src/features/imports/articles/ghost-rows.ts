import type { PersonRecord, WordRecord } from './article-record';

/** What a Ghost export says about posts outside of them. */
export interface GhostTables {
  people: Map<string, PersonRecord>;
  words: Map<string, WordRecord>;
  /** The words of posts, and who wrote them, by the posts' ids, in order. */
  wordsOf: Map<string, { key: string; order: number }[]>;
  peopleOf: Map<string, { key: string; order: number }[]>;
}

/** One row of a Ghost table. */
export type GhostRow = Record<string, unknown>;

/** A value as a row; Ghost's own tools put rows into `data`. */
export function rowOf(value: unknown): GhostRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const { data, ...rest } = value as GhostRow;
  return typeof data === 'object' && data !== null ? { ...rest, ...(data as GhostRow) } : (value as GhostRow);
}

/** A text or number as a text; null when it is neither, or empty. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Who wrote a post, as far as it says so itself. */
export function inlinePeople(row: GhostRow): unknown[] {
  if (Array.isArray(row.authors)) return row.authors;
  return [row.author, row.primary_author].filter(each => typeof each === 'object' && each !== null).slice(0, 1);
}

/** The words of a post, as far as it says them itself. */
export function inlineWords(row: GhostRow): unknown[] {
  return Array.isArray(row.tags) ? row.tags : [];
}

/** What stands for a person or a word: the id, or what else there is. */
export function ghostKey(row: GhostRow): string | null {
  return textOf(row.id) ?? textOf(row.slug) ?? textOf(row.name) ?? textOf(row.url);
}

import type { ContentRow } from '../../../engine/content/reading';
import type { StoredTable } from '../../../platform/formats/tables/table';

/** The kinds of documents that other programs know. */
export type SiteKind = 'author' | 'category' | 'tag' | 'post' | 'page';

/** A document with what it refers to, as the view shows it. */
export interface SiteDocument {
  row: ContentRow;
  /** By property. */
  one: Readonly<Record<string, ContentRow | null>>;
  many: Readonly<Record<string, readonly ContentRow[]>>;
}

/** How a site is written in a format. */
export interface SiteFormat {
  tables: readonly string[];
  extension: string;
  contentType: string;
  /** The text of a document, by table. */
  write(kind: SiteKind, document: SiteDocument, publicUrl: string): Readonly<Record<string, string>>;
  assemble(tables: readonly StoredTable[], site: SiteFacts): AsyncIterable<Uint8Array>;
}

/** What is said of the site. */
export interface SiteFacts {
  title: string;
  description: string;
  url: string;
  language: string;
}

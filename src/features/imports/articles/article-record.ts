import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import type { Rejected } from '../import-source';

/** Somebody who wrote something, as a source knows them. */
export interface PersonRecord {
  /** Stands for the person in the source. */
  key: string;
  line: number;
  name: string;
  slug: string | null;
  email: string | null;
  bio: string | null;
  website: string | null;
}

/** A word that the source files things under. */
export interface WordRecord {
  key: string;
  line: number;
  name: string;
  slug: string | null;
  description: string | null;
}

/** An article or a page as a source tells it: feeds, Ghost and Markdown come down to this. */
export interface ArticleRecord {
  /** Stands for it in the source. */
  key: string;
  line: number;
  type: 'Article' | 'Page';
  /** May hold markup. */
  title: string;
  slug: string | null;
  body: { html: string } | { markdown: string } | { document: RichTextDocument; lost: string[] } | null;
  /** May hold markup. */
  excerpt: string | null;
  /** The keys of who wrote it. */
  authors: string[];
  /** The keys of its words. */
  words: string[];
  state: 'PUBLISHED' | 'DRAFT' | 'SCHEDULED';
  date: Date | null;
  pinned: boolean;
  /** The address of the picture that stands for it. */
  image: string | null;
  /** What is to be said about it: a code and a sentence. */
  notes: { code: string; message: string }[];
}

/** Everything that a source of articles holds: what is small at once, the articles as a stream that is the same each time. */
export interface ArticleCollection {
  /** `<format>:<site>`, in external ids. */
  prefix: string;
  people: ReadonlyMap<string, PersonRecord>;
  words: ReadonlyMap<string, WordRecord>;
  total: number;
  articles(): AsyncIterable<ArticleRecord | Rejected> | Iterable<ArticleRecord | Rejected>;
}

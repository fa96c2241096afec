import type { Context } from '../../context';
import type { ContentState } from '../content';
import type { InputPath, ValueChange } from '../document-change';

/** What a write needs of the context that it happens in. */
export type WriteContext = Pick<Context, 'jobs' | 'viewer' | 'locales'> & Partial<Pick<Context, 'events'>>;

/** A document that is to be made. */
export interface ContentDraft {
  /** A new ULID when left out. */
  id?: string;
  /** Exactly this slug, or SLUG_TAKEN; when left out one is made from the type's `slugFrom`, with a number behind it if need be. */
  slug?: string;
  /** DRAFT when left out. */
  state?: ContentState;
  /** When it went live; for a document that is PUBLISHED now, the time of writing when left out. */
  publishedAt?: Date | null;
  publishAt?: Date | null;
  unpublishAt?: Date | null;
  /** When it was first written; the time of writing when left out. */
  createdAt?: Date;
  /** The default locale's values in the kinds' accepted forms, and `<reference>Id`; in a tree also `parentId` and `position`. */
  values: Record<string, unknown>;
  /** The ids that each MANY reference points to, in order. */
  references?: Record<string, readonly string[]>;
  /** Locale -> that translation; the default locale is not among them. */
  translations?: ReadonlyMap<string, ValueChange | null>;
  /** Where the document stands in the caller's input, for errors; `['input']` when left out. */
  path?: InputPath;
}

/** The localized values of a document in one locale, and its slug there. */
export interface Translation {
  slug: string;
  values: Record<string, unknown>;
}

/** All that people write of a document, as a revision holds it. A document's place in a tree is not part of it. */
export interface DocumentContent {
  slug: string;
  /** Every declared value, and `<reference>Id`; null where there is none. */
  values: Record<string, unknown>;
  /** Every MANY reference. */
  references: Record<string, string[]>;
  translations: Map<string, Translation>;
}

/** Where errors point unless the caller says more. */
export const INPUT_PATH: InputPath = ['input'];

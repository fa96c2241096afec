import { createHash } from 'node:crypto';
import type { ContentDraft } from '../../engine/content/writing/content-draft';
import type { ContentTypeDefinition } from '../../engine/content/content-type';

/** Something to be said about a record, shown in the job's warnings. */
export interface Remark {
  severity: 'NOTICE' | 'WARNING' | 'REJECTED' | 'SKIPPED';
  code: string;
  message: string;
}

/** A document as a source describes it, whatever the format: what `storeDocuments` takes. */
export interface SourceDocument {
  definition: ContentTypeDefinition;
  /** Under which id the source knows it, e.g. `wxr:blog.example.org:42`. */
  externalId: string;
  /** Equal to the stored one means unchanged since the last import. */
  hash: string;
  /** Where the record starts in the file, from 1. */
  line: number;
  /** What people call it, e.g. `post "Hello"`. */
  subject: string;
  /** The slug that it should have, if that is free. */
  slug: string;
  /** A document of the same type and slug that no import has made is taken for this one. */
  matchBySlug: boolean;
  /** What is taken for this one gets its values as well; otherwise it stays as it is. */
  updatesMatch?: boolean;
  /** The address of the picture that stands for it. */
  image?: string | null;
  /** The id under which this server itself knows the document, if the source says so. */
  documentId?: string | null;
  /**
   * Everything but id and slug; called only when the document is created or changed. Adds remarks on what could not be kept. PUBLISHED
   * without a time means: since it was first taken in. Without a state, a document keeps the one it has, and a new one is a draft.
   */
  build(remarks: Remark[]): Omit<ContentDraft, 'id' | 'slug'>;
}

/** Recognises a source record that has not changed: SHA-256 in hex over its JSON. */
export function hashOf(record: unknown): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex');
}

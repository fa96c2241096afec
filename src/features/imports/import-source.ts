import type { JobRun } from '../../engine/jobs/job-run';
import type { ByteRange } from '../../platform/storage/storage';
import type { Remark, SourceDocument } from './source-document';

/*
 * What a format has to offer: it looks through the file once, and then gives its records in stages, each as a stream that yields the same
 * records in the same order whenever it is asked. How they are planned, taken in and taken back is no business of a format.
 */

/** A record that has no home here. */
export interface Skipped {
  kind: string;
  n: number;
  line: number;
  subject: string;
  message: string;
}

/** A record that can't be read. */
export interface Rejected {
  kind: string;
  line: number;
  subject: string;
  code: string;
  message: string;
}

/** What one record of the file comes to. */
export interface SourceStep {
  document?: SourceDocument;
  skipped?: Skipped[];
  rejected?: Rejected;
  /** A file that stands for itself. */
  file?: { url: string; alt: string; line: number; subject: string };
  /** How large it is, so that batches of long texts end earlier. */
  characters?: number;
}

/** The ids of documents by their external ids, as far as they are here; while planning, also of those that would be. */
export type IdsOf = (externalIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Records that are taken in before those of the next stage, which may refer to them. */
export interface ImportStage {
  /** Stands in checkpoints. */
  name: string;
  /** Shown to people. */
  label: string;
  /** How many steps it has. */
  total: number;
  /** The steps from this one on, counted from 0. */
  steps(from: number, idsOf: IdsOf): AsyncIterable<SourceStep> | Iterable<SourceStep>;
}

/** A column of a table, and what it may be meant for. */
export interface ImportColumn {
  name: string;
  /** The first values that are not empty. */
  samples: string[];
  suggestedField: string | null;
}

/** A file that has been looked through to its end. */
export interface ImportSource {
  /** What was found, for people. */
  summary: string;
  stages: ImportStage[];
  /** Only of tables. */
  columns?: ImportColumn[];
  /** What is left to do when all documents are there. */
  finish?(job: JobRun): Promise<Finish>;
}

/** The end of an import: what to write, part by part, and what to say. */
export interface Finish {
  writes: ((tx: Parameters<Parameters<JobRun['commit']>[1]>[0]) => Promise<void>)[];
  remarks: (Remark & { line: number; subject: string })[];
  /** Kinds that were counted, but never met as records. */
  skipped: { kind: string; n: number }[];
}

/** What whoever uploads a file may decide. */
export interface ImportSettings {
  /** Rows of tables become documents of this content type. */
  type: string | null;
  /** Column -> field; null leaves a column out. Only of tables; without it, columns go where their names say. */
  mapping: Record<string, string | null> | null;
  /** Whether files that the records refer to are fetched and become assets. */
  attachments: boolean;
  /** Whether rows that do not say so themselves go live. */
  publish: boolean;
}

/** What a format reads. */
export interface SourceFile {
  job: JobRun;
  filename: string;
  bytes: number;
  settings: ImportSettings;
  /** Opens the file, or a part of it; each pass opens it anew. */
  open(range?: ByteRange): Promise<AsyncIterable<Buffer>>;
}

/** Looks through a file to its end, writing nothing. Throws INVALID_FILE when it is damaged as a whole. */
export type OpenSource = (file: SourceFile) => Promise<ImportSource>;

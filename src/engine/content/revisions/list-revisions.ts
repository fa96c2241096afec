import { notFound } from '../../../errors';
import type { Sql } from '../../../platform/database/database';
import type { ContentTypeDefinition } from '../content-type';
import type { DocumentContent } from '../writing/content-draft';
import type { Revision, RevisionAction } from './revision.entity';
import { type ContentDifference, differencesBetween, readSnapshot } from './snapshot';

/** One entry of a document's history, without its content. */
export interface RevisionHead {
  documentId: string;
  number: number;
  /** The first of the saves that it holds; equal to `number` for a single one. */
  firstNumber: number;
  action: RevisionAction;
  changedFields: string[];
  author: string | null;
  note: string | null;
  createdAt: Date;
  savedAt: Date;
  publishedAt: Date | null;
}

/** One entry with its content. */
export interface FoundRevision extends RevisionHead {
  content: DocumentContent;
  /** Properties of the snapshot that the content type no longer has. */
  unknown: string[];
}

/** A page of a document's history. */
export interface RevisionPage {
  revisions: RevisionHead[];
  hasMore: boolean;
}

const HEAD = `document_id AS documentId, number, first_number AS firstNumber, action, changed_fields AS changedFields, author, note,
  created_at AS createdAt, saved_at AS savedAt, published_at AS publishedAt`;

type Row = Omit<RevisionHead, 'changedFields'> & Pick<Revision, 'changedFields' | 'snapshot'>;

/** The newest revisions of a document, or those before a number; `first` at most. */
export async function listRevisions(
  sql: Sql,
  documentId: string,
  { first, before }: { first: number; before?: number },
): Promise<RevisionPage> {
  const rows = await sql.select<Row>(
    `SELECT ${HEAD} FROM revisions WHERE document_id = ?${before === undefined ? '' : ' AND number < ?'}
     ORDER BY number DESC LIMIT ${Math.trunc(first) + 1}`,
    [documentId, ...(before === undefined ? [] : [before])],
  );
  return { revisions: rows.slice(0, first).map(headOf), hasMore: rows.length > first };
}

/** How many entries a document's history has. */
export async function countRevisions(sql: Sql, documentId: string): Promise<number> {
  const [{ n }] = await sql.select<{ n: number }>('SELECT COUNT(*) AS n FROM revisions WHERE document_id = ?', [
    documentId,
  ]);
  return Number(n);
}

/** The entry that holds a number; throws NOT_FOUND, with the path of the input that named it. */
export async function findRevision(
  sql: Sql,
  definition: ContentTypeDefinition,
  documentId: string,
  number: number,
  path?: (string | number)[],
): Promise<FoundRevision> {
  const [row] = await sql.select<Row>(
    `SELECT ${HEAD}, snapshot FROM revisions WHERE document_id = ? AND type = ? AND number >= ? AND first_number <= ?
     ORDER BY number LIMIT 1`,
    [documentId, definition.name, number, number],
  );
  if (!row) throw notFound('revision', `${documentId}/${number}`, path);
  return { ...headOf(row), ...readSnapshot(definition, row.snapshot) };
}

/** What differs between two revisions of a document, references and translations included; throws NOT_FOUND. */
export async function compareRevisions(
  sql: Sql,
  definition: ContentTypeDefinition,
  documentId: string,
  { from, to }: { from: number; to: number },
): Promise<ContentDifference[]> {
  const [before, after] = [
    await findRevision(sql, definition, documentId, from),
    await findRevision(sql, definition, documentId, to),
  ];
  return differencesBetween(definition, before.content, after.content);
}

function headOf({ changedFields, ...row }: Row): RevisionHead {
  const { snapshot: _snapshot, ...head } = row;
  return { ...head, changedFields: JSON.parse(changedFields) as string[] };
}

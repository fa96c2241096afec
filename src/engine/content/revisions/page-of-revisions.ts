import { demandContent } from '../../access/demand-content';
import type { Context } from '../../context';
import { type Connection, paginate } from '../../pagination/connection';
import { KeelsonError, notFound } from '../../../errors';
import { contentTypes, type ContentTypeDefinition } from '../content-type';
import { definitionsOfIds } from '../definitions-of-ids';
import { compareRevisions, countRevisions, findRevision, listRevisions, type RevisionHead } from './list-revisions';
import { type ContentDifference, readSnapshot } from './snapshot';

/** A page of a document's history, newest first; throws FORBIDDEN for those who may not see drafts. */
export function pageOfRevisions(
  ctx: Context,
  documentId: string,
  page: { first: number; after?: string | null },
): Promise<Connection<RevisionHead>> {
  demandContent(ctx.viewer, 'read');
  return paginate<RevisionHead>(page, {
    order: `revisions:${documentId}`,
    async fetch({ limit, beyond }) {
      const before = beyond ? Number(beyond[0]) : undefined;
      return (await listRevisions(ctx.db, documentId, { first: limit, before })).revisions;
    },
    keyOf: ({ number }) => [String(number), documentId],
    count: () => countRevisions(ctx.db, documentId),
  });
}

/** The revision of a document that holds a number, or null; throws FORBIDDEN. */
export async function findDocumentRevision(ctx: Context, id: string, number: number): Promise<RevisionHead | null> {
  demandContent(ctx.viewer, 'read');
  const definition = (await definitionsOfIds(ctx.db, [id])).get(id);
  if (!definition) return null;
  return findRevision(ctx.db, definition, id, number).catch(error => {
    if (error instanceof KeelsonError && error.code === 'NOT_FOUND') return null;
    throw error;
  });
}

/** What differs between two revisions of a document; throws NOT_FOUND or FORBIDDEN. */
export async function compareDocumentRevisions(
  ctx: Context,
  id: string,
  numbers: { from: number; to: number },
): Promise<ContentDifference[]> {
  demandContent(ctx.viewer, 'read');
  return compareRevisions(ctx.db, await definitionOfDocument(ctx, id), id, numbers);
}

/** All that a revision holds, as JSON; the snapshots of one page are read by one statement. */
export function contentOfRevision(ctx: Context, { documentId, number }: RevisionHead): Promise<object> {
  return ctx.load.load('revisions:content', `${documentId}${number}`, async keys => {
    const wanted = keys.map(key => [key.slice(0, 26), Number(key.slice(26))] as const);
    const rows = await ctx.db.select<{ documentId: string; number: number; type: string; snapshot: string }>(
      `SELECT document_id AS documentId, number, type, snapshot FROM revisions
       WHERE ${wanted.map(() => '(document_id = ? AND number = ?)').join(' OR ')}`,
      wanted.flat(),
    );
    const contents = new Map(rows.map(row => [`${row.documentId}${row.number}`, contentOf(row)]));
    return keys.map(key => contents.get(key) ?? {});
  });
}

function contentOf({ type, snapshot }: { type: string; snapshot: string }): object {
  const definition = contentTypes().find(({ name }) => name === type);
  if (!definition) return JSON.parse(snapshot) as object;
  const { slug, values, references, translations } = readSnapshot(definition, snapshot).content;
  return { slug, values, references, translations: Object.fromEntries(translations) };
}

async function definitionOfDocument(ctx: Context, id: string): Promise<ContentTypeDefinition> {
  const definition = (await definitionsOfIds(ctx.db, [id])).get(id);
  if (!definition) throw notFound('document', id);
  return definition;
}

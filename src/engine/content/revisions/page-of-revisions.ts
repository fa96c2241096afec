import { demandSomeContent } from '../../access/demand-content';
import { may } from '../../access/viewer';
import type { Context } from '../../context';
import { type Connection, paginate } from '../../pagination/connection';
import { KeelsonError, notFound } from '../../../errors';
import { contentTypes, type ContentTypeDefinition } from '../content-type';
import { demandDocuments, mayReadDraft } from '../demand-documents';
import { definitionsOfIds } from '../definitions-of-ids';
import { compareRevisions, countRevisions, findRevision, listRevisions, type RevisionHead } from './list-revisions';
import { type ContentDifference, readSnapshot } from './snapshot';
import { readableFields } from '../visibility';

/** A page of a document's history, newest first; throws FORBIDDEN for those who may not see drafts. */
export async function pageOfRevisions(
  ctx: Context,
  documentId: string,
  page: { first: number; after?: string | null },
): Promise<Connection<RevisionHead>> {
  const definition = await demandHistory(ctx, documentId);
  return paginate<RevisionHead>(page, {
    order: `revisions:${documentId}`,
    async fetch({ limit, beyond }) {
      const before = beyond ? Number(beyond[0]) : undefined;
      const { revisions } = await listRevisions(ctx.db, documentId, { first: limit, before });
      return revisions.map(head => headInReach(ctx, definition?.name, head));
    },
    keyOf: ({ number }) => [String(number), documentId],
    count: () => countRevisions(ctx.db, documentId),
  });
}

/** The revision of a document that holds a number, or null; throws FORBIDDEN. */
export async function findDocumentRevision(ctx: Context, id: string, number: number): Promise<RevisionHead | null> {
  demandSomeContent(ctx.viewer, 'read');
  const definition = (await definitionsOfIds(ctx.db, [id])).get(id);
  if (!definition || !(await mayReadDraft(ctx.viewer, ctx.db, definition, id))) return null;
  try {
    return headInReach(ctx, definition.name, await findRevision(ctx.db, definition, id, number));
  } catch (error) {
    if (error instanceof KeelsonError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/** A revision that names no field that the viewer may not read. */
function headInReach<Head extends RevisionHead>({ viewer }: Context, type: string | undefined, head: Head): Head {
  return type === undefined ? head : { ...head, changedFields: readableFields(viewer, type, head.changedFields) };
}

/** What differs between two revisions of a document; throws NOT_FOUND or FORBIDDEN. */
export async function compareDocumentRevisions(
  ctx: Context,
  id: string,
  numbers: { from: number; to: number },
): Promise<ContentDifference[]> {
  demandSomeContent(ctx.viewer, 'read');
  const definition = await definitionOfDocument(ctx, id);
  const differences = await compareRevisions(ctx.db, definition, id, numbers);
  return differences.filter(({ field }) => mayReadField(ctx, definition.name, field));
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
    const contents = new Map(rows.map(row => [`${row.documentId}${row.number}`, contentOf(ctx, row)]));
    return keys.map(key => contents.get(key) ?? {});
  });
}

function contentOf(ctx: Context, { type, snapshot }: { type: string; snapshot: string }): object {
  const definition = contentTypes().find(({ name }) => name === type);
  if (!definition) return JSON.parse(snapshot) as object;
  const { slug, values, references, translations } = readSnapshot(definition, snapshot).content;
  const readable = <Value>(record: Record<string, Value>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => mayReadField(ctx, type, fieldOf(definition, key))));
  return {
    slug,
    values: readable(values),
    references: readable(references),
    translations: Object.fromEntries(
      [...translations].map(([locale, translation]) => [
        locale,
        { ...translation, values: readable(translation.values) },
      ]),
    ),
  };
}

/** The declared field of a property of a snapshot, e.g. `author` of `authorId`. */
function fieldOf({ references }: ContentTypeDefinition, key: string): string {
  return references.find(({ property }) => `${property}Id` === key)?.property ?? key;
}

function mayReadField({ viewer }: Context, type: string, field: string): boolean {
  return readableFields(viewer, type, [field]).length > 0;
}

async function demandHistory(ctx: Context, id: string): Promise<ContentTypeDefinition | undefined> {
  demandSomeContent(ctx.viewer, 'read');
  if (may(ctx.viewer, 'content.read')) return undefined;
  const definition = (await definitionsOfIds(ctx.db, [id])).get(id);
  if (definition) await demandDocuments(ctx.viewer, ctx.db, [{ definition, id }], ['read']);
  return definition;
}

async function definitionOfDocument(ctx: Context, id: string): Promise<ContentTypeDefinition> {
  const definition = (await definitionsOfIds(ctx.db, [id])).get(id);
  if (!definition || !(await mayReadDraft(ctx.viewer, ctx.db, definition, id))) throw notFound('document', id);
  return definition;
}

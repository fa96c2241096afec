import type { GraphQLResolveInfo } from 'graphql';
import { notFound, validationFailed } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import type { Context } from '../../context';
import { definitionsOfIds } from '../definitions-of-ids';
import { loadDocument } from '../load-documents';
import { selectionOf } from '../projection';
import { type ContentRow, readingOf } from '../reading';
import { viewOf } from '../view';
import { Perspective } from '../visibility';
import type { Publication } from '../writing/publish-documents';

/** The most documents that one request may name. */
const MOST_DOCUMENTS = 100;

/** The documents that an input names, of whatever types; throws VALIDATION_FAILED or NOT_FOUND with the path. */
export async function readTargets(tx: Transaction, ids: readonly string[]): Promise<Publication[]> {
  const path = ['input', 'ids'];
  if (ids.length < 1 || ids.length > MOST_DOCUMENTS)
    throw validationFailed(`Name 1 to ${MOST_DOCUMENTS} documents, not ${ids.length}.`, path);
  const definitions = await definitionsOfIds(tx, ids);
  return ids.map((id, index) => {
    const definition = definitions.get(id);
    if (!definition) throw notFound('document', id, [...path, index]);
    return { definition, id, path: [...path, index] };
  });
}

/** The documents with these ids as editors see them, in that order; what is gone is left out. */
export async function documentsOf(
  ctx: Context,
  ids: readonly string[],
  locale: string | null,
  info: GraphQLResolveInfo,
): Promise<ContentRow[]> {
  const view = viewOf(ctx, Perspective.DRAFT, locale);
  const definitions = await definitionsOfIds(ctx.db, ids);
  const documents = await Promise.all(
    ids.map(async id => {
      const definition = definitions.get(id);
      return definition ? loadDocument(ctx, readingOf(selectionOf(info, definition), view), id) : null;
    }),
  );
  return documents.filter(document => document !== null);
}

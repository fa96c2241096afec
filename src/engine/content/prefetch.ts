import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context';
import type { ContentTypeDefinition } from './content-type';
import { loadDocuments, loadReferences } from './load-documents';
import { type SelectedReference, type Selection, selectedReferences, selectionOf } from './projection';
import { type ContentRow, readingOf } from './reading';

/*
 * What documents refer to is fetched before they are handed over, so that the executor finds finished documents instead of waiting for a
 * promise at each of them. The loaders, and with them the statements, are those that the fields would have used; what could not be
 * fetched is left to the fields, which say what went wrong.
 */

/** What a reference of a document leads to. */
export type Referred = ContentRow | ContentRow[] | null;

/** What was fetched for one field of a document; a document has few of them. */
interface Prefetched {
  node: FieldNode;
  selection: Selection;
  referred: Referred;
  next: Prefetched | undefined;
}

const PREFETCHED = Symbol('prefetched');

type Row = ContentRow & { [PREFETCHED]?: Prefetched };

/** Fetches what the field selects behind these documents, which were read from one view. */
export async function prefetchReferences(
  ctx: Context,
  info: GraphQLResolveInfo,
  definition: ContentTypeDefinition,
  rows: readonly ContentRow[],
): Promise<void> {
  const references = selectedReferences(info, definition);
  if (references.length > 0) await fetchAll(ctx, rows, references);
}

/** What was fetched before for the field on this document, with what it selects; undefined where there is nothing. */
export function prefetchedFor(
  row: ContentRow,
  info: GraphQLResolveInfo,
  target: ContentTypeDefinition,
): Referred | undefined {
  if (!(row as Row)[PREFETCHED]) return undefined;
  return keptFor(row, { node: info.fieldNodes[0], selection: selectionOf(info, target) });
}

async function fetchAll(
  ctx: Context,
  rows: readonly ContentRow[],
  references: readonly SelectedReference[],
): Promise<void> {
  if (rows.length === 0) return;
  await Promise.all(references.map(reference => fetchOne(ctx, rows, reference).catch(() => undefined)));
}

async function fetchOne(ctx: Context, rows: readonly ContentRow[], reference: SelectedReference): Promise<void> {
  const { nested } = reference;
  const came = rows.map(row => keptFor(row, reference));
  const brought = came.every(each => each !== undefined);
  const referred = brought ? (came as Referred[]) : await load(ctx, rows, reference);
  if (nested.length > 0)
    await fetchAll(
      ctx,
      referred.flat().filter(row => row !== null),
      nested,
    );
  if (!brought) keepReferred(rows, reference, referred);
}

/** Keeps what these documents refer to, for when their field asks. */
export function keepReferred(
  rows: readonly ContentRow[],
  { node, selection }: SelectedReference,
  referred: readonly Referred[],
): void {
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as Row;
    row[PREFETCHED] = { node, selection, referred: referred[index], next: row[PREFETCHED] };
  }
}

function keptFor(
  row: ContentRow,
  { node, selection }: Pick<SelectedReference, 'node' | 'selection'>,
): Referred | undefined {
  for (let found = (row as Row)[PREFETCHED]; found; found = found.next) {
    // Elsewhere in the operation the node may have been merged with other ones.
    if (found.node === node && found.selection === selection) return found.referred;
  }
  return undefined;
}

async function load(
  ctx: Context,
  rows: readonly ContentRow[],
  { owner, field, selection }: SelectedReference,
): Promise<Referred[]> {
  const reading = readingOf(selection, rows[0].view);
  if (field.arity === 'MANY') return loadReferences(ctx, owner, field, reading, rows);
  const idProperty = `${field.property}Id`;
  const ids = rows.map(row => row[idProperty] as string | null);
  const wanted = ids.filter(id => id !== null);
  if (wanted.length === 0) return ids as null[];
  const documents = await loadDocuments(ctx, reading, wanted);
  let next = 0;
  return ids.map(id => (id === null ? null : documents[next++]));
}

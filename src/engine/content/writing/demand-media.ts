import { notFound, validationFailed } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { inList, inLists } from '../../jobs/sql-lists';
import type { ContentTypeDefinition } from '../content-type';
import { mediaFields } from '../media-fields';
import type { WrittenDocument } from './constraint-faults';

/** Throws VALIDATION_FAILED when a document shows an asset of a kind that its field does not take, and NOT_FOUND when there is none. */
export async function demandMedia(
  tx: Transaction,
  definition: ContentTypeDefinition,
  documents: readonly WrittenDocument[],
): Promise<void> {
  const shown = mediaFields(definition)
    .filter(({ options }) => options.accept)
    .flatMap(({ property, options: { accept } }) =>
      documents.flatMap(({ content, path }) => {
        const id = content.values[property];
        return typeof id === 'string' ? [{ id, accept, path: [...path, property] }] : [];
      }),
    );
  if (shown.length === 0) return;
  const kinds = new Map<string, string>();
  for (const batch of inLists([...new Set(shown.map(({ id }) => id))])) {
    const { sql, values } = inList(batch);
    const rows = await tx.select<{ id: string; kind: string }>(`SELECT id, kind FROM assets WHERE id ${sql}`, values);
    for (const { id, kind } of rows) kinds.set(id, kind);
  }
  for (const { id, accept, path } of shown) {
    const kind = kinds.get(id);
    if (kind === undefined) throw notFound('asset', id, path);
    if (kind !== accept?.toUpperCase())
      throw validationFailed(`The asset is of the kind ${kind}; here belongs ${accept?.toUpperCase()}.`, path);
  }
}

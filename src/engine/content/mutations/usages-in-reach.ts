import { may } from '../../access/viewer';
import type { Context } from '../../context';
import { contentTypes } from '../content-type';
import { mayReadDraft } from '../demand-documents';
import type { ContentUsages } from './answer-payload';

/** Usages without the documents that the viewer may not know of; those are not counted either. */
export async function usagesInReach<Usages extends ContentUsages | null>(
  { viewer, db }: Pick<Context, 'viewer' | 'db'>,
  usages: Usages,
): Promise<Usages> {
  if (usages === null || may(viewer, 'content.read')) return usages;
  const known = await Promise.all(
    usages.nodes.map(async ({ type, documentId }) => {
      const definition = contentTypes().find(({ name }) => name === type);
      return definition !== undefined && (await mayReadDraft(viewer, db, definition, documentId));
    }),
  );
  const nodes = usages.nodes.filter((_, index) => known[index]);
  return { ...usages, nodes, totalCount: nodes.length };
}

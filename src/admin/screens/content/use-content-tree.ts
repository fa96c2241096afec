import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { onRecovery } from '../../api/connection';
import { faultOf, type Problem } from '../../api/faults';
import { ContentTree, type TreeSnapshot } from '../../content/content-tree';
import { type ContentType, mutationOf } from '../../content/content-type';
import { entriesDocumentFor, levelDocumentFor, mutationDocumentFor } from '../../content/document-for';
import type { TreePlace } from '../../content/tree-places';
import { listKindOf } from '../../kinds/list-kinds';

/** What was open in the trees that were looked at since the page was loaded. */
const openedOf = new Map<string, Set<string>>();

/** The tree of a type; null while it is not shown. */
export function useContentTree(
  type: ContentType,
  types: ReadonlyMap<string, ContentType>,
  columns: readonly string[],
  locale: string | null,
  isShown: boolean,
): (TreeSnapshot & { tree: ContentTree }) | null {
  const client = useClient();
  const fields = columns.join();
  const tree = useMemo(() => {
    const names = fields.split(',');
    const selectionOf: Parameters<typeof levelDocumentFor>[2] = field => listKindOf(field.kind).selection(field, types);
    const opened = openedOf.get(type.name) ?? new Set();
    openedOf.set(type.name, opened);
    const move = async (id: string, { parentId, ...beside }: TreePlace): Promise<string | null> => {
      const document = mutationDocumentFor(mutationOf(type, 'move') ?? '', `${type.singular} { __typename id }`);
      const { data, error } = await client.mutation(document, { input: { id, parentId, ...beside } }).toPromise();
      if (error) return faultOf(error).message;
      const { userErrors } = (data as { payload: { userErrors: Problem[] } }).payload;
      return userErrors.length === 0 ? null : userErrors.map(({ message }) => message).join(' ');
    };
    const source = {
      level: levelDocumentFor(type, names, selectionOf),
      entries: entriesDocumentFor(type, names, selectionOf),
      move,
    };
    return new ContentTree(client, source, locale, opened);
  }, [client, type, types, fields, locale]);
  useEffect(() => {
    if (!isShown) return;
    void tree.begin();
    return onRecovery(() => void tree.begin());
  }, [tree, isShown]);
  const snapshot = useSyncExternalStore(tree.subscribe, tree.get);
  return isShown ? { ...snapshot, tree } : null;
}

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useClient, useSubscription } from 'urql';
import { graphql } from '../../api/graphql';
import { onRecovery } from '../../api/connection';
import type { ContentType } from '../../content/content-type';
import { entriesDocumentFor, listDocumentFor } from '../../content/document-for';
import type { ListVariables } from '../../content/list-query';
import { type ListSnapshot, PagedList } from '../../content/paged-list';
import { listKindOf } from '../../kinds/list-kinds';

const CHANGES = graphql(`
  subscription ListChanges($types: [String!]) {
    contentChanges(types: $types, perspective: DRAFT) {
      documentId
    }
  }
`);

/** Changes that come together are read together. */
const GATHER_MS = 400;

/** The rows of a list, kept true while they are shown. */
export function useContentList(
  type: ContentType,
  types: ReadonlyMap<string, ContentType>,
  columns: readonly string[],
  variables: ListVariables,
): ListSnapshot & { list: PagedList } {
  const client = useClient();
  const asked = JSON.stringify(variables);
  const fields = columns.join();
  const list = useMemo(() => {
    const selectionOf: Parameters<typeof listDocumentFor>[2] = field => listKindOf(field.kind).selection(field, types);
    const documents = {
      list: listDocumentFor(type, fields.split(','), selectionOf),
      entries: entriesDocumentFor(type, fields.split(','), selectionOf),
    };
    const size = pageSizeFor(type, fields.split(','));
    return new PagedList(client, documents, JSON.parse(asked) as ListVariables, size);
  }, [client, type, types, fields, asked]);
  useEffect(() => {
    void list.begin();
    return onRecovery(() => void list.begin());
  }, [list]);
  useChanges(type, list);
  const snapshot = useSyncExternalStore(list.subscribe, list.get);
  // While other columns or filters are on their way, what was there before stays instead of a flash of grey.
  const before = useRef<{ type: ContentType; snapshot: ListSnapshot } | null>(null);
  const isFresh = snapshot.rows.length > 0 || !snapshot.loading;
  if (isFresh) before.current = { type, snapshot };
  const kept = !isFresh && before.current?.type === type ? { ...before.current.snapshot, loading: true } : snapshot;
  return { ...kept, list };
}

/** What an operation may cost, with some to spare, and what the rows of a page cost: lists of references most of all. */
const BUDGET = 900;
const ROW_COST = 3;
const COST_OF_KIND: Readonly<Record<string, number>> = { REFERENCE: 2, REFERENCES: 11, MEDIA: 2 };

function pageSizeFor({ fields }: ContentType, columns: readonly string[]): number {
  const costs = fields.filter(({ name }) => columns.includes(name)).map(({ kind }) => COST_OF_KIND[kind] ?? 0);
  return Math.floor(BUDGET / costs.reduce((sum, cost) => sum + cost, ROW_COST));
}

function useChanges(type: ContentType, list: PagedList): void {
  const [{ data }] = useSubscription({ query: CHANGES, variables: { types: [type.name] } });
  const gathered = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    if (!data) return;
    gathered.current.add(data.contentChanges.documentId);
    timer.current ??= setTimeout(() => {
      timer.current = null;
      const ids = [...gathered.current];
      gathered.current.clear();
      void list.lookAgain(ids);
    }, GATHER_MS);
  }, [data, list]);
}

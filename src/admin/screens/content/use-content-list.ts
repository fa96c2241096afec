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
      action
    }
  }
`);

/** Changes that come together are read together. */
const GATHER_MS = 400;

/** A list as it was left, to be found again like that. */
export interface KeptList {
  /** Which type and address it was. */
  address: string;
  /** What it was asked with; null for a tree. */
  key: string | null;
  list: PagedList | null;
  /** The row that was opened. */
  index: number;
  id: string | undefined;
  /** How far it was scrolled, in pixels. */
  top: number;
}

/** The rows of a list, kept true while they are shown. */
export function useContentList(
  type: ContentType,
  types: ReadonlyMap<string, ContentType>,
  columns: readonly string[],
  variables: ListVariables,
  isShown: boolean,
  kept: KeptList | null,
): ListSnapshot & { list: PagedList; key: string } {
  const client = useClient();
  const asked = JSON.stringify(variables);
  const fields = columns.join();
  const key = `${fields} ${asked}`;
  const list = useMemo(() => {
    if (kept?.key === key && kept.list) return kept.list;
    const selectionOf: Parameters<typeof listDocumentFor>[2] = field => listKindOf(field.kind).selection(field, types);
    const documents = {
      list: listDocumentFor(type, fields.split(','), selectionOf),
      entries: entriesDocumentFor(type, fields.split(','), selectionOf),
    };
    const size = pageSizeFor(type, fields.split(','));
    return new PagedList(client, documents, JSON.parse(asked) as ListVariables, size);
  }, [client, type, types, fields, asked, kept, key]);
  useEffect(() => {
    if (!isShown) return;
    if (list === kept?.list) void list.refresh(kept.index);
    else void list.begin();
    return onRecovery(() => void list.begin());
  }, [list, isShown, kept]);
  const snapshot = useSyncExternalStore(list.subscribe, list.get);
  // While other columns or filters are on their way, what was there before stays instead of a flash of grey.
  const before = useRef<{ type: ContentType; snapshot: ListSnapshot } | null>(null);
  const isFresh = snapshot.rows.length > 0 || !snapshot.loading;
  if (isFresh) before.current = { type, snapshot };
  const shown = !isFresh && before.current?.type === type ? { ...before.current.snapshot, loading: true } : snapshot;
  return { ...shown, list, key };
}

/** What an operation may cost, with some to spare, and what the rows of a page cost: lists of references most of all. */
const BUDGET = 900;
const ROW_COST = 3;
const COST_OF_KIND: Readonly<Record<string, number>> = { REFERENCE: 2, REFERENCES: 11, MEDIA: 2 };

function pageSizeFor({ fields }: ContentType, columns: readonly string[]): number {
  const costs = fields.filter(({ name }) => columns.includes(name)).map(({ kind }) => COST_OF_KIND[kind] ?? 0);
  return Math.floor(BUDGET / costs.reduce((sum, cost) => sum + cost, ROW_COST));
}

/** What wants to know of changes: documents that have changed, and those of them that were moved. */
interface Watching {
  lookAgain(ids: readonly string[], moved: ReadonlySet<string>): Promise<void>;
}

/** Tells a list of what changes in documents of its type. */
export function useChanges(type: ContentType, list: Watching): void {
  const [{ data }] = useSubscription({ query: CHANGES, variables: { types: [type.name] } });
  const gathered = useRef({ ids: new Set<string>(), moved: new Set<string>() });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(list);
  latest.current = list;
  useEffect(() => {
    if (!data) return;
    const { documentId, action } = data.contentChanges;
    gathered.current.ids.add(documentId);
    if (action === 'MOVED') gathered.current.moved.add(documentId);
    timer.current ??= setTimeout(() => {
      timer.current = null;
      const { ids, moved } = gathered.current;
      gathered.current = { ids: new Set(), moved: new Set() };
      void latest.current.lookAgain([...ids], moved);
    }, GATHER_MS);
  }, [data]);
}

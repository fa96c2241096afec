import type { CombinedError } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../api/graphql';
import type { TrashQuery } from '../../api/generated/graphql';

const TRASH = graphql(`
  query Trash($types: [String!], $first: Int!, $after: String) {
    trash(types: $types, first: $first, after: $after) {
      nodes {
        documentId
        type
        slug
        title
        trashedAt
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      totalCount
    }
  }
`);

const PAGE = 50;

export type Trashed = TrashQuery['trash']['nodes'][number];

interface Pages {
  nodes: readonly Trashed[];
  total: number;
  cursor: string | null;
  hasMore: boolean;
}

/** What lies in the trash, a page behind the other; all types when `type` is undefined. */
export function useTrash(type: string | undefined) {
  const client = useClient();
  const [pages, setPages] = useState<Pages | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const round = useRef(0);
  const read = useCallback(
    async (before: Pages | null) => {
      const current = ++round.current;
      const variables = { types: type ? [type] : null, first: PAGE, after: before?.cursor ?? null };
      const answer = await client.query(TRASH, variables, { requestPolicy: 'network-only' }).toPromise();
      if (current !== round.current) return;
      setError(answer.error ?? null);
      if (!answer.data) return;
      const { nodes, pageInfo, totalCount } = answer.data.trash;
      const known = new Set(before?.nodes.map(({ documentId }) => documentId));
      setPages({
        nodes: [...(before?.nodes ?? []), ...nodes.filter(({ documentId }) => !known.has(documentId))],
        total: totalCount,
        cursor: pageInfo.endCursor ?? null,
        hasMore: pageInfo.hasNextPage,
      });
    },
    [client, type],
  );
  useEffect(() => {
    setPages(null);
    void read(null);
  }, [read]);
  /** Takes out what lies there no longer; what follows keeps its place. */
  const forget = useCallback((ids: readonly string[]) => {
    const gone = new Set(ids);
    setPages(
      before =>
        before && {
          ...before,
          nodes: before.nodes.filter(({ documentId }) => !gone.has(documentId)),
          total: before.total - ids.length,
        },
    );
  }, []);
  return { pages, error, forget, retry: () => void read(null), more: () => void read(pages) };
}

import { gql } from '@urql/core';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { ContentType } from '../content/content-type';
import type { RecentDocument } from './recent-documents';

/** Of each type; the palette is no list. */
const MOST = 4;

/** The documents that the words find, of all types that can be searched. */
export function useFoundDocuments(types: readonly ContentType[], words: string): RecentDocument[] {
  const query = useMemo(() => searchOf(types), [types]);
  const [{ data, operation }] = useQuery<Record<string, { nodes: { id: string; title: string }[] }>>({
    query,
    variables: { words },
    pause: words === '' || query === null,
  });
  return useMemo(() => {
    // What the words before have found would be opened by Enter.
    if (!data || words === '' || operation?.variables?.words !== words) return [];
    return Object.entries(data).flatMap(([type, list]) =>
      type === '__typename' ? [] : list.nodes.map(({ id, title }) => ({ id, title, type })),
    );
  }, [data, words, operation]);
}

function searchOf(types: readonly ContentType[]) {
  const lists = types
    .filter(({ fields }) => fields.some(({ searchable }) => searchable))
    .map(
      ({ plural, titleField }) =>
        `${plural}(first: ${MOST}, search: $words, perspective: DRAFT) { nodes { id title: ${titleField} } }`,
    );
  return lists.length === 0 ? gql('{ __typename }') : gql(`query Found($words: String!) { ${lists.join(' ')} }`);
}

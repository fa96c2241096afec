import { gql } from '@urql/core';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { ContentType } from '../content/content-type';

/** How many documents there are of each type, drafts too, by the type's name; empty until that is known. */
export function useDocumentCounts(types: readonly ContentType[]): ReadonlyMap<string, number> {
  const query = useMemo(() => documentCountsFor(types), [types]);
  const [{ data }] = useQuery<Record<string, { count: number }>>({ query, pause: types.length === 0 });
  return useMemo(
    () => new Map(types.flatMap(({ name, plural }) => (data?.[plural] ? [[name, data[plural].count] as const] : []))),
    [types, data],
  );
}

/** The query behind it; asking it anew, past the cache, refreshes the counts wherever they are shown. */
export function documentCountsFor(types: readonly ContentType[]) {
  const fields = types.map(({ plural }) => `${plural}: ${plural}Aggregate(perspective: DRAFT) { count }`);
  return gql(`query DocumentCounts { ${fields.join(' ') || '__typename'} }`);
}

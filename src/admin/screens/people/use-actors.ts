import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';

const ACTORS = graphql(`
  query AuditActors($ids: [ID!]!) {
    actors(ids: $ids) {
      actorId
      name
    }
  }
`);

/** The API takes no more at once. */
const MOST = 100;

/** The names of those who have done something, by their ids; ids of whom nobody knows any more are left out. */
export function useActors(ids: readonly (string | null)[]): ReadonlyMap<string, string> {
  const wanted = useMemo(() => [...new Set(ids.filter(id => id !== null))].sort().slice(0, MOST), [ids]);
  const [{ data }] = useQuery({
    query: ACTORS,
    variables: { ids: wanted },
    requestPolicy: 'cache-first',
    pause: wanted.length === 0,
  });
  return useMemo(() => new Map(data?.actors.map(({ actorId, name }) => [actorId, name])), [data]);
}

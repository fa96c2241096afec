import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';

const ACTORS = graphql(`
  query ActorNames($ids: [ID!]!) {
    actors(ids: $ids) {
      actorId
      name
      kind
    }
  }
`);

/** The names of those who have done something; a function that gives one for an id, or null for the server and for who is unknown. */
export function useActors(ids: readonly (string | null)[]): (id: string | null) => string | null {
  const wanted = [...new Set(ids.filter(id => id !== null))].sort();
  const [{ data }] = useQuery({
    query: ACTORS,
    variables: { ids: wanted },
    requestPolicy: 'cache-first',
    pause: wanted.length === 0,
  });
  return id => data?.actors.find(({ actorId }) => actorId === id)?.name ?? null;
}

import { useQuery } from 'urql';
import { graphql } from '../api/graphql';
import { useMay, usePerson } from '../api/session';

const ACTORS = graphql(`
  query JobActors($ids: [ID!]!) {
    actors(ids: $ids) {
      actorId
      name
    }
  }
`);

/** The API tells no more at once. */
const MOST = 100;

/** The names of viewers by their ids, as far as they are known. */
export function useNames(ids: readonly (string | null)[]): (id: string) => string | null {
  const { user } = usePerson();
  const mayAsk = useMay('content.read');
  const known = ids.filter((id): id is string => id !== null && id !== user.id);
  const wanted = [...new Set(known)].sort((a, b) => a.localeCompare(b)).slice(0, MOST);
  const [{ data }] = useQuery({ query: ACTORS, variables: { ids: wanted }, pause: wanted.length === 0 || !mayAsk });
  const names = new Map(data?.actors.map(({ actorId, name }) => [actorId, name]));
  return id => (id === user.id ? user.name : (names.get(id) ?? null));
}

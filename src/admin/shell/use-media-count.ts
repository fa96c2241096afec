import { useQuery } from 'urql';
import { graphql } from '../api/graphql';

const MEDIA_COUNT = graphql(`
  query MediaCount {
    assets(first: 1) {
      totalCount
    }
  }
`);

/** How many files the library has; undefined until that is known. */
export function useMediaCount(): number | undefined {
  const [{ data }] = useQuery({ query: MEDIA_COUNT });
  return data?.assets.totalCount;
}

import { useQuery } from 'urql';
import { graphql } from '../api/graphql';

const SITE = graphql(`
  query SiteTitle {
    siteSettings {
      title
    }
  }
`);

/** What the site is called. */
export function useSiteTitle(): string {
  const [{ data }] = useQuery({ query: SITE, requestPolicy: 'cache-first' });
  return data?.siteSettings.title || 'Keelson';
}

import type { Question } from './read-race';

const FIELDS = 'id slug title excerpt publishedAt author { id name } tags { id name slug }';
const LIST = `query List($first: Int!) { articles(first: $first) { nodes { ${FIELDS} } } }`;
const ARTICLE = `query Read($slug: String!) { article(slug: $slug) { ${FIELDS} body { json } } }`;

/** The newest articles with what a list page shows. */
export const listQuestion = (first = 20): Question => ({ query: LIST, variables: { first } });

/** One article with its text. */
export const articleQuestion = (slug: string): Question => ({ query: ARTICLE, variables: { slug } });

/** Settings of the server under test. */
export const CACHED = {
  KEELSON_LOG_LEVEL: 'warn',
  // All of the load comes from one address; its cost is counted, and never too much.
  KEELSON_LIMITS_ANONYMOUS_COST: '1000000000',
  KEELSON_LIMITS_ANONYMOUS_RESTORE_RATE: '1000000000',
};
export const UNCACHED = { ...CACHED, KEELSON_GRAPHQL_ANSWER_CACHE: 'false' };
export const THROUGH_APOLLO = { ...UNCACHED, KEELSON_GRAPHQL_KNOWN_DOCUMENTS: 'false' };

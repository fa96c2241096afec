import { GraphQLError, GraphQLScalarType } from 'graphql';

function readUrl(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value)) throw new GraphQLError('This is not an absolute URL.');
  return value;
}

/** A URL that goes out exactly as it came in; the scalar of graphql-scalars would rewrite it. */
export const UrlScalar = new GraphQLScalarType({
  name: 'URL',
  description: 'An absolute URL, exactly as it was given.',
  specifiedByURL: 'https://url.spec.whatwg.org',
  serialize: String,
  parseValue: readUrl,
});

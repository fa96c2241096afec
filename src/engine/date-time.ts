import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

const { serialize, ...config } = GraphQLDateTime.toConfig();

/**
 * The scalar DateTime. It answers the text itself where graphql-scalars' answers a Date, out of which JSON makes the same text by a call
 * into the language for each.
 */
export const DateTime = new GraphQLScalarType<Date | string, Date | string>({
  ...config,
  serialize(value) {
    const date = value instanceof Date ? value : serialize(value);
    return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : serialize(value);
  },
});

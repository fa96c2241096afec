import type { GraphQLObjectType } from 'graphql';

/** Counts what the execution of an operation has answered, by the prices of its plan. */
export interface CostTally {
  spent: number;
}

const weights = new WeakMap<GraphQLObjectType, number>();

/** What an object of the type costs: 1, and a page's connection, edges and page info nothing. */
export function weightOf(type: GraphQLObjectType): number {
  const known = weights.get(type);
  if (known !== undefined) return known;
  const fields = type.getFields();
  const weight = 'pageInfo' in fields || isPagePart(type) ? 0 : 1;
  weights.set(type, weight);
  return weight;
}

/** Relay's parts of a page, which cost nothing beside its items. */
export function isPagePart(type: GraphQLObjectType): boolean {
  const fields = type.getFields();
  return type.name === 'PageInfo' || ('cursor' in fields && 'node' in fields);
}

import { gql } from '@urql/core';
import type { graphql as typed } from './generated';

/** The texts of the fragments that have been defined, with those that they spread themselves. */
const fragments = new Map<string, string>();

/**
 * An operation or a fragment with its types: graphql(`query Users { ... }`). The types come from codegen (`npm run codegen` after a change),
 * the document from the text itself, so that each screen's chunk carries its own operations and no others. What an operation spreads has
 * to be defined before: import the module that defines the fragment.
 */
export const graphql = ((source: string) => {
  const spread = new Set<string>();
  for (const [, name] of source.matchAll(/\.\.\.\s*([A-Za-z_]\w*)/g)) {
    const text = fragments.get(name);
    if (text !== undefined) spread.add(text);
  }
  const whole = [source, ...spread].join('\n');
  const [, own] = /^\s*fragment\s+(\w+)/.exec(source) ?? [];
  if (own !== undefined) fragments.set(own, whole);
  return gql(whole);
}) as unknown as typeof typed;

import { type FieldNode, type GraphQLField, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { MAX_PAGE_SIZE } from '../../engine/pagination/connection';
import { argumentNode } from './selected-fields';

/** The request's variables as they came, with the operation's defaults. */
export type Variables = Readonly<Record<string, unknown>>;

/** A number of items, or how it follows from the variables. */
export type Amount = number | ((variables: Variables) => number);

/**
 * Items of a list that takes no argument for it, such as a document's tags, unless `@Extensions({ listSize })` says another number.
 * Documents refer to a handful of others, and all those of one level are found by one statement.
 */
const PLAIN_LIST_SIZE = 3;

/** How many items a list or page may have: `first`, `last`, or as many as it was given `ids`. */
export function listSizeOf(definition: GraphQLField<unknown, unknown>, node: FieldNode): Amount {
  const paged = isPaged(definition);
  const declared = definition.extensions.listSize;
  const fallback = typeof declared === 'number' ? declared : paged ? MAX_PAGE_SIZE : PLAIN_LIST_SIZE;
  const readers = definition.args
    .filter(({ name }) => SIZES.has(name))
    .map(argument => readerOf(argumentNode(node.arguments, argument.name), argument.defaultValue));
  const amount = (variables: Variables) => {
    let largest = -1;
    for (const { read } of readers) {
      const size = read(variables);
      if (size !== null) largest = Math.max(largest, size, 0);
    }
    return Math.min(largest < 0 ? fallback : largest, MAX_PAGE_SIZE);
  };
  return readers.some(({ varies }) => varies) ? amount : amount({});
}

/** True for a field whose arguments say how many items it answers. */
export function isPaged({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name }) => name === 'first' || name === 'last');
}

const SIZES = new Set(['first', 'last', 'ids']);

function readerOf(node: ValueNode | undefined, defaultValue: unknown) {
  if (node?.kind === Kind.VARIABLE) {
    const name = node.name.value;
    const read = (variables: Variables) => sizeOf(name in variables ? variables[name] : defaultValue);
    return { varies: true, read };
  }
  if (node?.kind === Kind.LIST) return { varies: false, read: () => node.values.length };
  const size = sizeOf(node ? valueFromASTUntyped(node) : defaultValue);
  return { varies: false, read: () => size };
}

function sizeOf(value: unknown): number | null {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' && !Number.isNaN(value) ? value : null;
}

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Selections of an operation with its fragments written out; each is walked for every page. */
const MOST_SELECTIONS = 5_000;

/** The operation with its fragments written out where they are spread; `tooLong` when that would never end. */
export function spreadOut(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): { operation: OperationDefinitionNode; tooLong: boolean } {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let left = MOST_SELECTIONS;
  const written = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: left <= 0 ? [] : set.selections.map(selection),
  });
  const selection = (node: SelectionNode): SelectionNode => {
    left--;
    if (node.kind === Kind.FIELD)
      return node.selectionSet ? { ...node, selectionSet: written(node.selectionSet) } : node;
    if (node.kind === Kind.INLINE_FRAGMENT) return { ...node, selectionSet: written(node.selectionSet) };
    const fragment = fragments.get(node.name.value) as FragmentDefinitionNode;
    const { typeCondition, selectionSet } = fragment;
    const { directives } = node;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: written(selectionSet) };
  };
  const whole = { ...operation, selectionSet: written(operation.selectionSet) };
  return { operation: whole, tooLong: left <= 0 };
}

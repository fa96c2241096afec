import {
  type ArgumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  type VariableDefinitionNode,
} from 'graphql';

/** Where the connection stands that a query is walked along. */
export interface ConnectionPlace {
  /** The nodes that lead to it, from the root; the last is the connection itself. */
  nodes: readonly FieldNode[];
  type: GraphQLObjectType;
  /** The cursor that the query begins behind; null: at the beginning. */
  after: string | null;
  /** The query says itself how large its pages are. */
  sized: boolean;
}

/** Response keys and variables that are added to the query. */
export const ADDED = {
  pageInfo: 'keelsonPageInfo',
  total: 'keelsonTotal',
  id: 'keelsonId',
  first: 'keelsonFirst',
  after: 'keelsonAfter',
  counted: 'keelsonCounted',
};

/** The first connection of the operation, in the order of the text, that stands in no list; a sentence when there is none to walk along. */
export function findConnection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): ConnectionPlace | string {
  const root = schema.getQueryType() as GraphQLObjectType;
  const found = search(schema, root, operation.selectionSet, []);
  if (!found) {
    return 'The query has no connection to walk along: select a list with `first` and `after`, such as articles, that stands in no other list.';
  }
  const node = found.nodes[found.nodes.length - 1];
  for (const name of ['last', 'before']) {
    if (argumentValue(node, name, variables) != null) {
      return `The query is walked forward from its beginning or \`after\`; \`${name}\` of \`${node.name.value}\` can't be kept.`;
    }
  }
  const after = argumentValue(node, 'after', variables);
  const sized = argumentValue(node, 'first', variables) != null;
  return { ...found, after: typeof after === 'string' ? after : null, sized };
}

function search(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  set: SelectionSetNode,
  nodes: readonly FieldNode[],
): Pick<ConnectionPlace, 'nodes' | 'type'> | null {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition;
      const inner = condition ? schema.getType(condition.name.value) : type;
      const found = inner ? search(schema, inner, selection.selectionSet, nodes) : null;
      if (found) return found;
      continue;
    }
    const field = selection.kind === Kind.FIELD ? fieldOf(type, selection.name.value) : undefined;
    if (selection.kind !== Kind.FIELD || !field || !selection.selectionSet || isList(field)) continue;
    const below = getNamedType(field.type);
    const way = [...nodes, selection];
    if (isConnection(below) && field.args.some(({ name }) => name === 'after')) return { nodes: way, type: below };
    const found = search(schema, below, selection.selectionSet, way);
    if (found) return found;
  }
  return null;
}

/** True for a page of the Relay kind. */
export function isConnection(type: GraphQLNamedType): type is GraphQLObjectType {
  if (!isObjectType(type)) return false;
  const fields = type.getFields();
  return 'pageInfo' in fields && 'nodes' in fields;
}

/** The field of an object or interface type. */
export function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** True where an answer has a list. */
export function isList({ type }: Pick<GraphQLField<unknown, unknown>, 'type'>): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function argumentValue(node: FieldNode, name: string, variables: Readonly<Record<string, unknown>>): unknown {
  const argument = node.arguments?.find(each => each.name.value === name);
  return argument ? valueFromASTUntyped(argument.value, variables) : undefined;
}

const PLACE = ['first', 'after', 'last', 'before'];

/** The operation with the connection's place in it as variables, and their values. */
export function walkable(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  { nodes, type, sized }: ConnectionPlace,
) {
  const connection = nodes[nodes.length - 1];
  const counts = 'totalCount' in type.getFields();
  const given = sized ? ['first'] : [];
  const kept = (connection.arguments ?? []).filter(
    ({ name }) => !PLACE.includes(name.value) || given.includes(name.value),
  );
  const args: ArgumentNode[] = [
    ...kept,
    argument('after', ADDED.after),
    ...(sized ? [] : [argument('first', ADDED.first)]),
  ];
  const added: SelectionNode[] = [
    field('pageInfo', ADDED.pageInfo, [field('hasNextPage'), field('endCursor')]),
    ...(counts ? [{ ...field('totalCount', ADDED.total), directives: [included()] }] : []),
  ];
  const walked: FieldNode = {
    ...connection,
    arguments: args,
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...tied(schema, type, connection.selectionSet as SelectionSetNode).selections, ...added],
    },
  };
  const definitions: VariableDefinitionNode[] = [
    ...(operation.variableDefinitions ?? []),
    variable(ADDED.after, 'String', false),
    ...(sized ? [] : [variable(ADDED.first, 'Int', true)]),
    ...(counts ? [variable(ADDED.counted, 'Boolean', true)] : []),
  ];
  return {
    operation: {
      ...operation,
      variableDefinitions: definitions,
      selectionSet: replaced(operation.selectionSet, connection, walked),
    } as OperationDefinitionNode,
    variablesFor: ({ first, after, counted }: { first: number; after: string | null; counted: boolean }) => ({
      [ADDED.after]: after,
      ...(sized ? {} : { [ADDED.first]: first }),
      ...(counts ? { [ADDED.counted]: counted } : {}),
    }),
  };
}

/** The same selections with another node in the place of one. */
function replaced(set: SelectionSetNode, node: FieldNode, by: FieldNode): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.map(selection => {
      if (selection === node) return by;
      if (!('selectionSet' in selection) || !selection.selectionSet) return selection;
      return { ...selection, selectionSet: replaced(selection.selectionSet, node, by) } as SelectionNode;
    }),
  };
}

/**
 * The selections of items with what ties the lists within them to their parents: the id of each item that has lists, and of a list that
 * is a page whether there is more.
 */
function tied(schema: GraphQLSchema, type: GraphQLNamedType, set: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.map(selection => {
    if (!('selectionSet' in selection) || !selection.selectionSet) return selection;
    const below = typeBelow(schema, type, selection);
    if (!below) return selection;
    const inner = tied(schema, below, selection.selectionSet);
    const more = isConnection(below) ? [field('pageInfo', ADDED.pageInfo, [field('hasNextPage')])] : [];
    return { ...selection, selectionSet: { ...inner, selections: [...inner.selections, ...more] } } as SelectionNode;
  });
  const isItem = fieldOf(type, 'id') !== undefined && holdsLists(schema, type, set);
  return { ...set, selections: isItem ? [...selections, field('id', ADDED.id)] : selections };
}

function holdsLists(schema: GraphQLSchema, type: GraphQLNamedType, set: SelectionSetNode): boolean {
  return set.selections.some(selection => {
    if (!('selectionSet' in selection) || !selection.selectionSet) return false;
    const below = typeBelow(schema, type, selection);
    if (!below) return false;
    const definition = selection.kind === Kind.FIELD ? fieldOf(type, selection.name.value) : undefined;
    return (
      (definition && isList(definition)) || isConnection(below) || holdsLists(schema, below, selection.selectionSet)
    );
  });
}

/** The type of what a selection holds. */
export function typeBelow(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  selection: SelectionNode,
): GraphQLNamedType | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    return selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type;
  }
  const definition = selection.kind === Kind.FIELD ? fieldOf(type, selection.name.value) : undefined;
  return definition ? getNamedType(definition.type) : undefined;
}

function field(name: string, alias?: string, selections?: readonly SelectionNode[]): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(alias ? { alias: { kind: Kind.NAME, value: alias } } : {}),
    ...(selections ? { selectionSet: { kind: Kind.SELECTION_SET, selections } } : {}),
  } as FieldNode;
}

function argument(name: string, variableName: string): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variableName } },
  };
}

function included() {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'include' },
    arguments: [argument('if', ADDED.counted)],
  } as const;
}

function variable(name: string, type: string, required: boolean): VariableDefinitionNode {
  const named = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: required ? { kind: Kind.NON_NULL_TYPE, type: named } : named,
  };
}

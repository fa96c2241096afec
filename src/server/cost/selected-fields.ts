import {
  type ArgumentNode,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** A selection that runs only if all of these hold: a variable, and the value that it must have. */
export type Condition = readonly { variable: string; is: boolean }[];

/** A field as a selection set names it, for the object types that it applies to. */
export interface SelectedField {
  node: FieldNode;
  /** The type that the innermost fragment around it names. */
  parent: GraphQLNamedType;
  types: readonly GraphQLObjectType[];
  condition: Condition;
}

/** The document's part that a plan needs. */
export interface Selecting {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * The fields of selection sets whose results are merged, fragments written out. As in graphql-js a fragment that is spread again in
 * the same selection adds nothing; one that was spread under a condition counts again, since nobody knows yet whether it ran.
 */
export function selectedFields(
  selecting: Selecting,
  selectionSets: readonly SelectionSetNode[],
  parent: GraphQLNamedType,
): SelectedField[] {
  const found: SelectedField[] = [];
  const spread = new Set<string>();

  const collect = (
    { selections }: SelectionSetNode,
    within: GraphQLNamedType,
    types: readonly GraphQLObjectType[],
    outer: Condition,
  ): void => {
    for (const selection of selections) {
      const own = conditionOf(selection.directives);
      if (own === 'never') continue;
      const condition = own.length === 0 ? outer : [...outer, ...own];
      if (selection.kind === Kind.FIELD) {
        found.push({ node: selection, parent: within, types, condition });
        continue;
      }
      let fragment: { selectionSet: SelectionSetNode; typeCondition?: { name: { value: string } } } =
        selection as never;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        const defined = selecting.fragments.get(name);
        const key = `${name}:${types.map(type => type.name).join()}:${condition.map(({ variable, is }) => variable + is).join()}`;
        if (!defined || spread.has(key)) continue;
        spread.add(key);
        fragment = defined;
      }
      const named = fragment.typeCondition && selecting.schema.getType(fragment.typeCondition.name.value);
      if (!named || named === within) {
        collect(fragment.selectionSet, within, types, condition);
        continue;
      }
      const narrowed = narrow(types, possibleTypes(selecting.schema, named));
      if (narrowed.length > 0) collect(fragment.selectionSet, named, narrowed, condition);
    }
  };

  for (const set of selectionSets) collect(set, parent, possibleTypes(selecting.schema, parent), []);
  return found;
}

/** The object types that a value of the type can be. */
export function possibleTypes(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type as GraphQLObjectType];
}

/** The same array when nothing is lost, so that equality tells what applies to all. */
function narrow(types: readonly GraphQLObjectType[], to: readonly GraphQLObjectType[]): readonly GraphQLObjectType[] {
  const kept = types.filter(type => to.includes(type));
  return kept.length === types.length ? types : kept;
}

/** What @skip and @include ask for; a literal is decided here. */
function conditionOf(directives: readonly DirectiveNode[] | undefined): Condition | 'never' {
  if (!directives || directives.length === 0) return [];
  const condition: { variable: string; is: boolean }[] = [];
  for (const { name, arguments: given } of directives) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const is = name.value === 'include';
    const value = argumentNode(given, 'if');
    if (value?.kind === Kind.VARIABLE) condition.push({ variable: value.name.value, is });
    else if (value?.kind === Kind.BOOLEAN && value.value !== is) return 'never';
  }
  return condition;
}

/** The value that a document gives an argument; undefined when it gives none. */
export function argumentNode(given: readonly ArgumentNode[] | undefined, name: string): ValueNode | undefined {
  return given?.find(argument => argument.name.value === name)?.value;
}

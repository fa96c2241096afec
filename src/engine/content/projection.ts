import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { ContentTypeDefinition } from './content-type';

/*
 * Which columns a selection needs. A column that nobody selected is not fetched (a LONGTEXT body is most of a row), and only names
 * of the definition's white list ever become SQL.
 */

/** The properties to fetch for the documents under this field; `path` leads through connection levels, e.g. `['edges', 'node']`. */
export function projectionOf(
  info: GraphQLResolveInfo,
  definition: ContentTypeDefinition,
  ...paths: string[][]
): Set<string> {
  const properties = new Set<string>(['id', 'liveAt']);
  const walk = (set: SelectionSetNode | undefined, path: string[]): void => {
    eachField(set, definition.name, info, node => {
      const name = node.name.value;
      if (path.length > 0) {
        if (name === path[0]) walk(node.selectionSet, path.slice(1));
      } else if (definition.columns.has(name)) {
        properties.add(name);
      } else if (definition.columns.has(`${name}Id`)) {
        properties.add(`${name}Id`);
      }
    });
  };
  for (const node of info.fieldNodes) {
    for (const path of paths.length ? paths : [[]]) walk(node.selectionSet, path);
  }
  return properties;
}

/** The fields of a selection that may apply to the type, fragments opened. @skip and @include are left to the executor. */
function eachField(
  set: SelectionSetNode | undefined,
  typeName: string,
  info: GraphQLResolveInfo,
  visit: (node: FieldNode) => void,
): void {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      visit(selection);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : info.fragments[selection.name.value];
    const condition = fragment.typeCondition?.name.value;
    if (applies(condition, typeName, info)) eachField(fragment.selectionSet, typeName, info, visit);
  }
}

/** A fragment on another object type can't match; one on the type, an interface or a generated page type may. */
function applies(condition: string | undefined, typeName: string, info: GraphQLResolveInfo): boolean {
  if (!condition || condition === typeName) return true;
  const type = info.schema.getType(condition);
  return !(type && 'getInterfaces' in type && type.getInterfaces().some(({ name }) => name === 'Content'));
}

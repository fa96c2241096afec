import {
  type FieldNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ContentTypeDefinition } from './content-type';

/*
 * What a selection needs of a document. A column that nobody selected is not fetched (a LONGTEXT body is most of a row), and only
 * names of the definition's white list ever become SQL.
 */

/** What is to be fetched of the documents of one type. Equal selections are one object, so that statements can be kept with it. */
export interface Selection {
  definition: ContentTypeDefinition;
  /** In the definition's order; `id` is always among them. */
  properties: readonly string[];
  /** Whether somebody asks from which locale a document was served. */
  served: boolean;
  /** Lists: whether somebody asks for cursors. */
  cursors: boolean;
}

/** Selections that are remembered for a type; what is forgotten is made again. */
const MOST_SELECTIONS = 500;

const byNodes = new WeakMap<readonly FieldNode[], Map<ContentTypeDefinition, Selection>>();
const known = new WeakMap<ContentTypeDefinition, Map<string, Selection>>();

/**
 * The selection under a field that gives documents, or a page of them. It is remembered by the array of field nodes, which a planned
 * operation keeps, unless a condition on variables decides what is in it.
 */
export function selectionOf(info: GraphQLResolveInfo, definition: ContentTypeDefinition): Selection {
  const { fieldNodes } = info;
  let selections = byNodes.get(fieldNodes);
  const remembered = selections?.get(definition);
  if (remembered) return remembered;
  const walk = new Walk(definition, info);
  for (const node of fieldNodes) walk.document(node.selectionSet);
  const selection = intern(definition, walk);
  if (!walk.conditional) {
    if (!selections) byNodes.set(fieldNodes, (selections = new Map()));
    selections.set(definition, selection);
  }
  return selection;
}

/** The selection with these properties and nothing else. */
export function selectionWith(definition: ContentTypeDefinition, properties: readonly string[]): Selection {
  return intern(definition, { properties: new Set(properties), served: false, cursors: false });
}

function intern(
  definition: ContentTypeDefinition,
  { properties, served, cursors }: { properties: ReadonlySet<string>; served: boolean; cursors: boolean },
): Selection {
  const ordered: string[] = [];
  for (const property of definition.columns.keys()) {
    if (property === 'id' || properties.has(property)) ordered.push(property);
  }
  const key = `${ordered.join()}:${served}:${cursors}`;
  let selections = known.get(definition);
  if (!selections || selections.size >= MOST_SELECTIONS) known.set(definition, (selections = new Map()));
  let selection = selections.get(key);
  if (!selection) selections.set(key, (selection = { definition, properties: ordered, served, cursors }));
  return selection;
}

/** One walk through a selection. Pages are told from documents by their fields: no type has fields named `nodes` or `edges`. */
class Walk {
  readonly properties = new Set<string>();
  served = false;
  cursors = false;
  conditional = false;

  constructor(
    private readonly definition: ContentTypeDefinition,
    private readonly info: GraphQLResolveInfo,
  ) {}

  document(set: SelectionSetNode | undefined): void {
    const { columns, tree } = this.definition;
    this.each(set, node => {
      const name = node.name.value;
      if (name === 'nodes' || name === 'node') this.document(node.selectionSet);
      else if (name === 'edges' || name === 'pageInfo') {
        this.cursors = true;
        this.document(node.selectionSet);
      } else if (name === '_locale') this.served = true;
      else if (tree && name === 'path') this.properties.add('slug').add('parentId');
      else if (columns.has(name)) this.properties.add(name);
      else if (columns.has(`${name}Id`)) this.properties.add(`${name}Id`);
    });
  }

  /** The fields of a selection that may apply to the type, fragments opened, without those that @skip and @include leave out. */
  private each(set: SelectionSetNode | undefined, visit: (node: FieldNode) => void): void {
    for (const selection of set?.selections ?? []) {
      if (selection.directives?.length && !this.included(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        visit(selection);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.info.fragments[selection.name.value];
      if (this.applies(fragment.typeCondition?.name.value)) this.each(fragment.selectionSet, visit);
    }
  }

  private included(node: SelectionNode): boolean {
    this.conditional = true;
    const { variableValues } = this.info;
    if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false;
  }

  /** A fragment on another object type can't match; one on the type, an interface or a generated page type may. */
  private applies(condition: string | undefined): boolean {
    if (!condition || condition === this.definition.name) return true;
    const type = this.info.schema.getType(condition);
    return !(type && 'getInterfaces' in type && type.getInterfaces().some(({ name }) => name === 'Content'));
  }
}

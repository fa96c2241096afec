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
import { type ContentTypeDefinition, definitionOf } from './content-type';
import type { ReferenceField } from './fields';

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

/** A reference in a selection, with what is selected of the documents behind it. */
export interface SelectedReference {
  owner: ContentTypeDefinition;
  field: ReferenceField;
  /** The first field node: which of several selections of the reference this is. */
  node: FieldNode;
  selection: Selection;
  nested: readonly SelectedReference[];
}

/** What a field selects, and what lies behind it. */
export interface Selected {
  selection: Selection;
  references: readonly SelectedReference[];
}

/** Selections that are remembered for a type; what is forgotten is made again. */
const MOST_SELECTIONS = 500;

const byNodes = new WeakMap<readonly FieldNode[], Map<ContentTypeDefinition, Selected>>();
const known = new WeakMap<ContentTypeDefinition, Map<string, Selection>>();

/**
 * The selection under a field that gives documents, or a page of them. It is remembered by the array of field nodes, which a planned
 * operation keeps, unless a condition on variables decides what is in it.
 */
export function selectionOf(info: GraphQLResolveInfo, definition: ContentTypeDefinition): Selection {
  return selectedOf(info, definition).selection;
}

/** The references under a field that gives documents, or a page of them; those behind them are in their `nested`. */
export function selectedReferences(
  info: GraphQLResolveInfo,
  definition: ContentTypeDefinition,
): readonly SelectedReference[] {
  return selectedOf(info, definition).references;
}

/** What a field that gives documents, or a page of them, selects, and what lies behind it. */
export function selectedOf(info: GraphQLResolveInfo, definition: ContentTypeDefinition): Selected {
  const { fieldNodes } = info;
  let selections = byNodes.get(fieldNodes);
  const remembered = selections?.get(definition);
  if (remembered) return remembered;
  const walk = new Walk(definition, info, fieldNodes);
  const selected = { selection: intern(definition, walk), references: walk.references() };
  if (!walk.isConditional()) {
    if (!selections) byNodes.set(fieldNodes, (selections = new Map()));
    selections.set(definition, selected);
  }
  return selected;
}

/** The selection with these properties and nothing else; `served` asks as well from which locale a document comes. */
export function selectionWith(
  definition: ContentTypeDefinition,
  properties: readonly string[],
  { served = false }: { served?: boolean } = {},
): Selection {
  return intern(definition, { properties: new Set(properties), served, cursors: false });
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
  private conditional = false;
  /** The nodes of references by their response key: those of one key are one selection, as the executor merges them. */
  private readonly behind = new Map<string, { field: ReferenceField; nodes: FieldNode[] }>();
  private readonly walks: Walk[];

  constructor(
    private readonly definition: ContentTypeDefinition,
    private readonly info: GraphQLResolveInfo,
    nodes: readonly FieldNode[],
  ) {
    const opened = new Set<string>();
    for (const { selectionSet } of nodes) this.document(selectionSet, opened);
    this.walks = [...this.behind.values()].map(
      ({ field, nodes: below }) => new Walk(definitionOf(field.target()), info, below),
    );
  }

  /** True where variables decide what is in it. */
  isConditional(): boolean {
    return this.conditional || this.walks.some(walk => walk.isConditional());
  }

  references(): SelectedReference[] {
    return [...this.behind.values()].map(({ field, nodes: [node] }, index) => {
      const walk = this.walks[index];
      const selection = intern(walk.definition, walk);
      return { owner: this.definition, field, node, selection, nested: walk.references() };
    });
  }

  private document(set: SelectionSetNode | undefined, opened = new Set<string>()): void {
    const { columns, references, tree } = this.definition;
    this.each(set, opened, node => {
      const name = node.name.value;
      if (name === 'nodes' || name === 'node') this.document(node.selectionSet);
      else if (name === 'edges' || name === 'pageInfo') {
        this.cursors = true;
        this.document(node.selectionSet);
      } else if (name === '_locale') this.served = true;
      else if (tree && name === 'path') this.properties.add('slug').add('parentId');
      else if (columns.has(name)) this.properties.add(name);
      else {
        if (columns.has(`${name}Id`)) this.properties.add(`${name}Id`);
        const field = references.find(({ property }) => property === name);
        if (field) this.reference(field, node);
      }
    });
  }

  private reference(field: ReferenceField, node: FieldNode): void {
    const key = node.alias?.value ?? field.property;
    const found = this.behind.get(key);
    if (found) found.nodes.push(node);
    else this.behind.set(key, { field, nodes: [node] });
  }

  /**
   * The fields of a selection that may apply to the type, without those that @skip and @include leave out. Each fragment is opened once:
   * they may spread each other in ways that double with every level.
   */
  private each(set: SelectionSetNode | undefined, opened: Set<string>, visit: (node: FieldNode) => void): void {
    for (const selection of set?.selections ?? []) {
      if (selection.directives?.length && !this.included(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        visit(selection);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (opened.has(selection.name.value)) continue;
        opened.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.info.fragments[selection.name.value];
      if (this.applies(fragment.typeCondition?.name.value)) this.each(fragment.selectionSet, opened, visit);
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

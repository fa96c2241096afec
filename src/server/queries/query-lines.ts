import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isScalarType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { QueryLevel, QueryLine, QueryPage } from '../../engine/queries/background-queries';
import type { CellType, Column } from '../../platform/formats/tables/table';
import { ADDED, type ConnectionPlace, fieldOf, isConnection, isList } from './walkable-connection';

/*
 * What a query selects of each item, read once from its text, and by it the lines of the items that its pages bring. Objects within an
 * item stay in its line; lists of objects become lines of their own, behind it, that name it as their parent.
 */

/** What is selected of an object: plain values, objects within it, and lists. */
interface Shape {
  leaves: Map<string, CellType>;
  objects: Map<string, Shape>;
  lists: Map<string, { level: number; items: Items }>;
}

/** Where the items of a list stand in its value: it is one, or a page whose `nodes` or whose edges hold them. */
export type Items = { type: GraphQLNamedType; set: SelectionSetNode } & (
  | { from: 'list' }
  | { from: 'nodes'; key: string }
  | { from: 'edges'; key: string; nodeKey: string }
);

/** A level with what its items look like. */
export interface ShapedLevel extends QueryLevel {
  shape: Shape;
  /** Where the cell of each column is found within an item. */
  paths: readonly (readonly string[])[];
}

const PARENT = '__parentId';
const OWN = '__id';

const TYPES: Readonly<Record<string, CellType>> = {
  Int: 'INTEGER',
  SafeInt: 'INTEGER',
  Float: 'NUMBER',
  Boolean: 'BOOLEAN',
  DateTime: 'INSTANT',
  Date: 'DAY',
  JSON: 'JSON',
  JSONObject: 'JSON',
};

/** Where the items of the connection stand; null when the query selects neither `nodes` nor those of `edges`. */
export function itemsOf(schema: GraphQLSchema, { nodes, type }: ConnectionPlace): Items | null {
  return itemsWithin(schema, type, nodes[nodes.length - 1].selectionSet as SelectionSetNode);
}

function itemsWithin(schema: GraphQLSchema, type: GraphQLNamedType, set: SelectionSetNode): Items | null {
  const nodes = fieldsOf(schema, type, set).find(({ node }) => node.name.value === 'nodes');
  if (nodes?.definition) {
    const { node, definition } = nodes;
    return { from: 'nodes', key: keyOf(node), type: getNamedType(definition.type), set: setOf(node) };
  }
  const edges = fieldsOf(schema, type, set).find(({ node }) => node.name.value === 'edges');
  if (!edges?.definition) return null;
  const item = fieldsOf(schema, getNamedType(edges.definition.type), setOf(edges.node)).find(
    ({ node }) => node.name.value === 'node',
  );
  if (!item?.definition) return null;
  return {
    from: 'edges',
    key: keyOf(edges.node),
    nodeKey: keyOf(item.node),
    type: getNamedType(item.definition.type),
    set: setOf(item.node),
  };
}

/** The levels of the lines, that of the connection first. */
export function levelsOf(schema: GraphQLSchema, { nodes }: ConnectionPlace, items: Items): ShapedLevel[] {
  const levels: ShapedLevel[] = [];
  addLevel(schema, levels, keyOf(nodes[nodes.length - 1]), items);
  return levels;
}

function addLevel(schema: GraphQLSchema, levels: ShapedLevel[], name: string, { type, set }: Items): number {
  const level = levels.length;
  const shape: Shape = { leaves: new Map(), objects: new Map(), lists: new Map() };
  const entry: ShapedLevel = { name, columns: [], paths: [], shape };
  levels.push(entry);
  fill(schema, shape, type, set, (key, items) => addLevel(schema, levels, `${name}.${key}`, items));
  const columns: Column[] = [];
  const paths: string[][] = [];
  const add = (column: Column, path: string[]) => {
    columns.push(column);
    paths.push(path);
  };
  if (level > 0) add({ name: PARENT, type: 'TEXT' }, [PARENT]);
  if (hasLists(shape) && !shape.leaves.has('id')) add({ name: OWN, type: 'TEXT' }, [OWN]);
  addColumns(shape, [], add);
  Object.assign(entry, { columns, paths });
  return level;
}

function addColumns(shape: Shape, path: string[], add: (column: Column, path: string[]) => void): void {
  for (const [key, type] of shape.leaves) add({ name: [...path, key].join('.'), type }, [...path, key]);
  for (const [key, inner] of shape.objects) addColumns(inner, [...path, key], add);
}

function hasLists({ lists, objects }: Shape): boolean {
  return lists.size > 0 || [...objects.values()].some(hasLists);
}

/** Fields of one response key are one, as the executor merges them. */
function fill(
  schema: GraphQLSchema,
  shape: Shape,
  type: GraphQLNamedType,
  set: SelectionSetNode,
  addList: (key: string, items: Items) => number,
): void {
  for (const { node, definition } of fieldsOf(schema, type, set)) {
    const key = keyOf(node);
    if (!definition || !node.selectionSet) {
      shape.leaves.set(key, definition ? cellTypeOf(definition) : 'TEXT');
      continue;
    }
    const below = getNamedType(definition.type);
    const items: Items | null = isList(definition)
      ? { from: 'list', type: below, set: node.selectionSet }
      : isConnection(below)
        ? itemsWithin(schema, below, node.selectionSet)
        : null;
    if (items) {
      if (!shape.lists.has(key)) shape.lists.set(key, { level: addList(key, items), items });
      continue;
    }
    const inner = shape.objects.get(key) ?? { leaves: new Map(), objects: new Map(), lists: new Map() };
    shape.objects.set(key, inner);
    fill(schema, inner, below, node.selectionSet, (list, found) => addList(`${key}.${list}`, found));
  }
}

/** The fields of a selection, those of fragments among them; the definition is undefined for `__typename`. */
function fieldsOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  set: SelectionSetNode,
): { node: FieldNode; definition: GraphQLField<unknown, unknown> | undefined }[] {
  return set.selections.flatMap(selection => {
    if (selection.kind === Kind.FIELD) return [{ node: selection, definition: fieldOf(type, selection.name.value) }];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const condition = selection.typeCondition;
    const inner = condition ? schema.getType(condition.name.value) : type;
    return inner ? fieldsOf(schema, inner, selection.selectionSet) : [];
  });
}

function cellTypeOf(definition: GraphQLField<unknown, unknown>): CellType {
  const type = getNamedType(definition.type);
  const plain = TYPES[type.name] ?? (isScalarType(type) || isEnumType(type) ? 'TEXT' : 'JSON');
  if (!isList(definition)) return plain;
  return plain === 'TEXT' ? 'TEXTS' : 'JSON';
}

type Value = Record<string, unknown>;

/** The lines of a page's answer. */
export function linesOf(
  data: Value,
  { nodes }: ConnectionPlace,
  items: Items,
  levels: readonly ShapedLevel[],
  after: string | null,
): QueryPage {
  const page: QueryPage = { lines: [], items: 0, total: null, next: null, cut: [] };
  const connection = nodes.reduce<Value | null>((value, node) => (value?.[keyOf(node)] ?? null) as Value | null, data);
  if (connection === null) return page;
  for (const [index, item] of valuesOf(connection, items).entries()) {
    page.items++;
    emit(page, levels, 0, item, { parent: null, name: `${after ?? ''}#${index}` });
  }
  const { hasNextPage, endCursor } = connection[ADDED.pageInfo] as { hasNextPage: boolean; endCursor: string | null };
  page.next = hasNextPage ? endCursor : null;
  const total = connection[ADDED.total];
  page.total = typeof total === 'number' ? total : null;
  return page;
}

function valuesOf(value: unknown, items: Items): Value[] {
  if (value === null || value === undefined) return [];
  if (items.from === 'list') return (value as (Value | null)[]).filter(item => item !== null);
  const list = (value as Value)[items.key] as (Value | null)[];
  const found = items.from === 'edges' ? list.map(edge => (edge?.[items.nodeKey] ?? null) as Value | null) : list;
  return found.filter(item => item !== null);
}

function emit(
  page: QueryPage,
  levels: readonly ShapedLevel[],
  level: number,
  item: Value,
  { parent, name }: { parent: string | null; name: string },
): void {
  const { shape, paths, columns } = levels[level];
  const id = typeof item[ADDED.id] === 'string' ? (item[ADDED.id] as string) : name;
  const line: Value = {
    ...(parent === null ? {} : { [PARENT]: parent }),
    ...(columns.some(column => column.name === OWN) ? { [OWN]: id } : {}),
    ...withoutLists(item, shape),
  };
  const cells = paths.map(path => path.reduce<unknown>((value, key) => (value as Value | null)?.[key] ?? null, line));
  page.lines.push({ level, line, cells } satisfies QueryLine);
  eachList(item, shape, (value, { level: below, items }) => {
    for (const [index, child] of valuesOf(value, items).entries()) {
      emit(page, levels, below, child, { parent: id, name: `${id}/${levels[below].name}#${index}` });
    }
    const info = items.from === 'list' ? null : ((value as Value | null)?.[ADDED.pageInfo] as Value | undefined);
    if (info?.hasNextPage === true) page.cut.push({ level: levels[below].name, parentId: id });
  });
}

function withoutLists(item: Value, shape: Shape): Value {
  const line: Value = {};
  for (const key of shape.leaves.keys()) if (key in item) line[key] = item[key];
  for (const [key, inner] of shape.objects) {
    const value = item[key] as Value | null | undefined;
    if (value !== undefined) line[key] = value === null ? null : withoutLists(value, inner);
  }
  return line;
}

function eachList(
  item: Value,
  { lists, objects }: Shape,
  visit: (value: unknown, list: { level: number; items: Items }) => void,
): void {
  for (const [key, list] of lists) visit(item[key], list);
  for (const [key, inner] of objects) {
    const value = item[key] as Value | null | undefined;
    if (value) eachList(value, inner, visit);
  }
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function setOf({ selectionSet }: FieldNode): SelectionSetNode {
  return selectionSet as SelectionSetNode;
}

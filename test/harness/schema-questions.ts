import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/*
 * Everything that can be asked of a schema, made from its introspection alone: whatever a content type adds is asked for as well.
 */

/**
 * Selections that together have every leaf of a type and of what it leads to, through at most so many nodes; each has the leaves of one
 * type, at the end of one path.
 */
export function selectionsOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  hops: number,
  above: readonly string[] = [],
): string[] {
  if (isUnionType(type) || isInterfaceType(type)) {
    return schema
      .getPossibleTypes(type)
      .flatMap(possible =>
        selectionsOf(schema, possible, hops, above).map(inner => `{ __typename ... on ${possible.name} ${inner} }`),
      );
  }
  if (!isObjectType(type)) return [''];
  const fields = Object.values(type.getFields()).filter(field => !field.args.some(isRequired) || isGrouping(field));
  const leaves = fields.filter(({ type: output }) => isLeafType(getNamedType(output))).map(({ name }) => name);
  const nested = fields.flatMap(field => {
    const target = getNamedType(field.type);
    if (isLeafType(target)) return [];
    const left = isNode(target) ? hops - 1 : hops;
    if (left < 0 || field.name === 'edges' || (!isNode(target) && above.includes(target.name))) return [];
    return argumentsOf(field).flatMap(args =>
      selectionsOf(schema, target, left, isNode(target) ? [] : [...above, type.name, target.name]).map(
        inner => `{ ${field.name}${args} ${inner} }`,
      ),
    );
  });
  const edges = 'edges' in type.getFields() ? ['{ edges { cursor } }'] : [];
  return [...(leaves.length > 0 ? [`{ __typename ${leaves.join(' ')} }`] : []), ...edges, ...nested];
}

function isNode(type: GraphQLNamedType): boolean {
  return (isObjectType(type) || isInterfaceType(type)) && 'id' in type.getFields();
}

function isRequired({ type, defaultValue }: GraphQLArgument): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function isGrouping({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.filter(isRequired).every(({ type }) => isEnumType(getNamedType(type)));
}

/** The arguments of a nested field: short pages; where an enum says what is wanted, each of its values. */
function argumentsOf({ args }: GraphQLField<unknown, unknown>): string[] {
  const size = args.some(({ name }) => name === 'first') ? 'first: 5' : '';
  const grouping = args.find(isRequired);
  const choice = grouping && getNamedType(grouping.type);
  if (!grouping || !isEnumType(choice)) return [size && `(${size})`];
  return choice.getValues().map(({ name }) => `(${[size, `${grouping.name}: ${name}`].filter(Boolean).join(', ')})`);
}

/** A filter with one condition, and where the condition stands: `['venue', 'name', 'eq']`. */
export interface OneCondition {
  filter: Record<string, unknown>;
  path: string[];
}

/** What an operand may be: some values for a place in a filter. */
export type OperandsOf = (path: readonly string[], type: GraphQLNamedType) => unknown[];

/** Every filter of one condition that an input type allows, through at most so many relations. */
export function conditionsOf(
  type: GraphQLInputObjectType,
  operandsOf: OperandsOf,
  relations: number,
  path: readonly string[] = [],
): OneCondition[] {
  return Object.values(type.getFields()).flatMap(({ name, type: input }): OneCondition[] => {
    if (name === 'and' || name === 'or' || name === 'not') return [];
    const inner = getNamedType(input);
    const here = [...path, name];
    if (isInputObjectType(inner)) {
      const fields = inner.getFields();
      // A filter of documents has `and`; the one of a list of them says how many must meet it.
      const left = 'and' in fields ? relations - 1 : relations;
      if (left < 0) return [];
      // Operands that are one object, such as a circle around a place.
      const whole = Object.values(fields).some(({ type: part }) => isNonNullType(part));
      if (whole) return operandsOf(here, inner).map(value => condition(here, value));
      return conditionsOf(inner, operandsOf, left, here);
    }
    const many = isList(input);
    const operands = operandsOf(here, inner);
    return (many ? [operands] : operands).map(value => condition(here, value));
  });
}

function isList(type: GraphQLInputType): boolean {
  return isListType(getNullableType(type));
}

function condition(path: readonly string[], value: unknown): OneCondition {
  const filter = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
  return { filter, path: [...path] };
}

/** An input with a value in every place that needs one. */
export function leastInput(type: GraphQLInputType, id: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [leastInput(nullable.ofType as GraphQLInputType, id)];
  if (isEnumType(nullable)) return nullable.getValues()[0].name;
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(
      ({ type: field, defaultValue }) => isNonNullType(field) && defaultValue === undefined,
    );
    return Object.fromEntries(fields.map(field => [field.name, leastInput(field.type, id)]));
  }
  const values: Record<string, unknown> = {
    ID: id,
    Int: 1,
    Float: 1,
    Boolean: true,
    DateTime: '2077-01-01T00:00:00Z',
    JSON: {},
  };
  return values[(nullable as GraphQLNamedType).name] ?? 'x';
}

/** The fields of a root type. */
export function rootFields(root: GraphQLObjectType | null | undefined): GraphQLField<unknown, unknown>[] {
  return Object.values(root?.getFields() ?? {});
}

/** The named type of a field's answer. */
export function typeOf(output: GraphQLOutputType): GraphQLNamedType {
  return getNamedType(output);
}

import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { isPagePart } from './actual-cost';
import { type Amount, isPaged, listSizeOf, type Variables } from './list-size';
import { type Condition, type SelectedField, type Selecting, possibleTypes, selectedFields } from './selected-fields';

/**
 * What an operation costs, before it runs: a scalar nothing, an object 1, a list as many times its items as it may have. A page is a
 * list: its connection, edges and page info cost nothing, its nodes `first` or `last` times what one of them does.
 *
 * The plan is made once per operation and asked with each request's variables. Fields that the answer merges are priced once, a value
 * of an abstract type as the dearest of the types it can have, and a fragment as often as it can run. The plan is a graph in which
 * equal parts are one: a document whose fragments double at each of 25 levels has 25 parts, not 2^25. Where exactness would take too
 * many parts, merged fields are priced one by one, which is never too little.
 */
export type CostPlan = (variables: Variables) => number;

/** Parts after which a plan stops merging. */
const EXACT_PARTS = 300;

/** Above this, costs are not told apart: a float would lose track. */
const MOST = Number.MAX_SAFE_INTEGER;

interface PlannedField {
  own: number;
  /** How many there are: 1 of what is not a list, `page` of what a connection lists. */
  times: Amount | 'page';
  /** Items of the page that a connection opens. */
  page: Amount;
  condition: Condition;
  child: Part | null;
}

interface Part {
  /** In how many places it stands: what stands in one is priced there, without a note of it. */
  places: number;
  /** Fields that every possible type has. */
  common: PlannedField[];
  /** Per possible type, or types that ask for the same, the fields of it alone. */
  variants: PlannedField[][];
}

/** Plans the price of one operation of a valid document. */
export function planCost(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): CostPlan {
  const root = schema.getRootType(operation.operation);
  if (!root) return () => 0;
  const planner = createPlanner(schema, document);
  const part = planner.plan([operation.selectionSet], root, false);
  if (!planner.varies()) {
    const price = priceOf(part, {});
    return () => price;
  }
  const defaults = defaultsOf(operation);
  return variables => priceOf(part, defaults ? { ...defaults, ...variables } : variables);
}

function createPlanner(schema: GraphQLSchema, document: DocumentNode) {
  const fragments = new Map(
    document.definitions.flatMap(definition =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const selecting: Selecting = { schema, fragments };
  const numbers = new Map<SelectionSetNode, number>();
  const parts = new Map<string, Part>();
  let varies = false;
  const numberOf = (set: SelectionSetNode): number => {
    const number = numbers.get(set) ?? numbers.size;
    numbers.set(set, number);
    return number;
  };

  const plan = (sets: readonly SelectionSetNode[], parent: GraphQLNamedType, onPage: boolean): Part => {
    const key = `${parent.name}:${onPage}:${[...new Set(sets.map(numberOf))].sort((a, b) => a - b).join()}`;
    const known = parts.get(key);
    if (known) {
      known.places += 1;
      return known;
    }
    const part: Part = { places: 1, common: [], variants: [] };
    parts.set(key, part);
    const all = possibleTypes(schema, parent);
    const merged = merge(selectedFields(selecting, sets, parent), parts.size <= EXACT_PARTS);
    const special: { types: SelectedField['types']; field: PlannedField }[] = [];
    for (const fields of merged) {
      const field = planField(fields, onPage);
      if (!field) continue;
      if (fields[0].types.length === all.length) part.common.push(field);
      else special.push({ types: fields[0].types, field });
    }
    const variants = new Map<string, PlannedField[]>();
    for (const type of special.length > 0 ? all : []) {
      const own = special.filter(({ types }) => types.includes(type));
      variants.set(
        own.map(each => special.indexOf(each)).join(),
        own.map(({ field }) => field),
      );
    }
    part.variants = [...variants.values()];
    return part;
  };

  const planField = (fields: readonly SelectedField[], onPage: boolean): PlannedField | null => {
    const [{ node, parent, condition }] = fields;
    const definition = fieldOf(parent, node.name.value);
    if (!definition) return null;
    const named = getNamedType(definition.type);
    const declared = definition.extensions.cost;
    const price = typeof declared === 'number' ? declared : null;
    varies ||= condition.length > 0;
    if (!isCompositeType(named))
      return price === null ? null : { own: price, times: 1, page: 0, condition, child: null };

    const sets = fields.flatMap(({ node: { selectionSet } }) => (selectionSet ? [selectionSet] : []));
    const list = isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type);
    const opensPage = !list && isPaged(definition);
    const size = (list && !onPage) || opensPage ? listSizeOf(definition, node) : 1;
    varies ||= typeof size === 'function';
    return {
      own: price ?? (opensPage || (onPage && isObjectType(named) && isPagePart(named)) ? 0 : 1),
      times: opensPage ? 1 : list && onPage ? 'page' : size,
      page: opensPage ? size : 0,
      condition,
      child: plan(sets, named, opensPage),
    };
  };

  return { plan, varies: () => varies };
}

/** Groups what the answer merges: fields of one response key, for the same types, that run in any case. */
function merge(fields: readonly SelectedField[], exact: boolean): SelectedField[][] {
  if (!exact) return fields.map(field => [field]);
  const groups = new Map<string, SelectedField[]>();
  for (const [index, field] of fields.entries()) {
    const responseKey = field.node.alias?.value ?? field.node.name.value;
    const types = field.types.map(({ name }) => name).join();
    const key = field.condition.length > 0 ? String(index) : `${responseKey}:${types}`;
    const group = groups.get(key);
    if (group) group.push(field);
    else groups.set(key, [field]);
  }
  return [...groups.values()];
}

function priceOf(root: Part, variables: Variables): number {
  let priced: Map<Part, Map<number, number>> | null = null;
  const sum = (fields: readonly PlannedField[], pageSize: number): number => {
    let total = 0;
    for (const { own, times, page, condition, child } of fields) {
      if (condition.length > 0 && !condition.every(({ variable, is }) => variables[variable] === is)) continue;
      const below = child === null ? 0 : price(child, amountOf(page, variables));
      total += (times === 'page' ? pageSize : amountOf(times, variables)) * (own + below);
    }
    return Math.min(total, MOST);
  };
  const price = (part: Part, pageSize: number): number => {
    const known = priced?.get(part)?.get(pageSize);
    if (known !== undefined) return known;
    let dearest = 0;
    for (const variant of part.variants) dearest = Math.max(dearest, sum(variant, pageSize));
    const total = Math.min(sum(part.common, pageSize) + dearest, MOST);
    if (part.places > 1) {
      priced ??= new Map();
      const bySize = priced.get(part);
      if (bySize) bySize.set(pageSize, total);
      else priced.set(part, new Map([[pageSize, total]]));
    }
    return total;
  };
  return price(root, 0);
}

function amountOf(amount: Amount, variables: Variables): number {
  return typeof amount === 'function' ? amount(variables) : amount;
}

function fieldOf(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/** Values that variables have when the request says nothing; null when there are none. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables | null {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return defaults.length > 0 ? Object.fromEntries(defaults) : null;
}

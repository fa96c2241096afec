import {
  type FieldNode,
  type GraphQLAbstractType,
  GraphQLBoolean,
  type GraphQLField,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  TypeNameMetaFieldDef,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields';
import { type ExecutionContext, getFieldDef } from 'graphql/execution/execute';
import { weightOf } from '../cost/actual-cost';
import { type ArgumentPlan, planArguments } from './argument-plan';

/** What has been found out about one operation of a document, for one choice of what its @skip and @include leave. */
export interface OperationPlan {
  readonly root: SelectionPlan;
}

/** Told how many fields a plan has gained; plans go on growing while requests run. */
export type Grow = (fields: number) => void;

/** The fields to answer for an object of one type, in the order of the answer. */
export interface SelectionPlan {
  readonly type: GraphQLObjectType;
  /** What an object of the type costs, unless its field says otherwise. */
  readonly weight: number;
  readonly fields: readonly FieldPlan[];
}

export interface FieldPlan {
  /** The alias, or the name where there is none. */
  readonly key: string;
  readonly name: string;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  /** The same array on every request that uses this plan, so that resolvers may remember by it what they made of it. */
  readonly nodes: readonly FieldNode[];
  readonly shape: Shape;
  readonly arguments: ArgumentPlan;
  /** True where a type resolver or an `isTypeOf` is going to see the `info` of the field. */
  readonly showsInfo: boolean;
  /** The plans of what the field returns, by the name of the type that occurred. */
  readonly selections: Map<string, SelectionPlan>;
  readonly grow: Grow;
  /** What the schema says that each object of the field costs; null when it says nothing. */
  readonly objectPrice: number | null;
  /** What it says of a field without objects. */
  readonly leafPrice: number;
}

/** A return type, taken apart. */
export type Shape = { readonly nonNull: boolean } & (
  | { readonly kind: 'typename' }
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType; readonly passes: 'string' | 'boolean' | null }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'object'; readonly type: GraphQLObjectType }
  | { readonly kind: 'abstract'; readonly type: GraphQLAbstractType }
);

/** Collects the fields of an operation's root. Throws what graphql-js throws for directives whose variables have no value. */
export function planRoot(run: ExecutionContext, type: GraphQLObjectType, grow: Grow): SelectionPlan {
  const { schema, fragments, variableValues, operation } = run;
  const fields = collectFields(schema, fragments, variableValues, type, operation.selectionSet);
  return planSelection(run, type, fields, grow);
}

/** The plan for an object of this type that the field has returned: made when the first one occurs. Throws like `planRoot`. */
export function selectionOf(run: ExecutionContext, field: FieldPlan, type: GraphQLObjectType): SelectionPlan {
  const known = field.selections.get(type.name);
  if (known !== undefined) return known;
  const { schema, fragments, variableValues } = run;
  const fields = collectSubfields(schema, fragments, variableValues, type, field.nodes);
  const fresh = planSelection(run, type, fields, field.grow);
  field.selections.set(type.name, fresh);
  return fresh;
}

function planSelection(
  run: ExecutionContext,
  type: GraphQLObjectType,
  collected: Map<string, readonly FieldNode[]>,
  grow: Grow,
): SelectionPlan {
  const fields: FieldPlan[] = [];
  for (const [key, nodes] of collected) {
    const definition = getFieldDef(run.schema, type, nodes[0]);
    // Only a document that was not validated asks for a field that there isn't; graphql-js leaves it out.
    if (definition) fields.push(planField(key, nodes, definition, type, grow));
  }
  grow(fields.length);
  return { type, weight: weightOf(type), fields };
}

function planField(
  key: string,
  nodes: readonly FieldNode[],
  definition: GraphQLField<unknown, unknown>,
  parentType: GraphQLObjectType,
  grow: Grow,
): FieldPlan {
  const named = getNamedType(definition.type);
  const declared = definition.extensions.cost;
  const price = typeof declared === 'number' ? declared : null;
  return {
    key,
    name: definition.name,
    definition,
    parentType,
    nodes,
    shape: definition === TypeNameMetaFieldDef ? TYPENAME : shapeOf(definition.type),
    arguments: planArguments(definition, nodes[0]),
    showsInfo: isAbstractType(named) || (isObjectType(named) && named.isTypeOf != null),
    selections: new Map(),
    grow,
    objectPrice: isCompositeType(named) ? price : null,
    leafPrice: isCompositeType(named) ? 0 : (price ?? 0),
  };
}

const TYPENAME: Shape = { kind: 'typename', nonNull: true };

const shapes = new WeakMap<GraphQLOutputType, Shape>();

function shapeOf(type: GraphQLOutputType): Shape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const fresh = takeApart(type);
  shapes.set(type, fresh);
  return fresh;
}

function takeApart(type: GraphQLOutputType): Shape {
  const nonNull = isNonNullType(type);
  const nullable = getNullableType(type);
  if (isListType(nullable)) return { kind: 'list', nonNull, item: shapeOf(nullable.ofType) };
  if (isObjectType(nullable)) return { kind: 'object', nonNull, type: nullable };
  if (isAbstractType(nullable)) return { kind: 'abstract', nonNull, type: nullable };
  return { kind: 'leaf', nonNull, type: nullable, passes: passedBy(nullable) };
}

/** The JavaScript type whose values `serialize` gives back as they are. */
function passedBy(type: GraphQLLeafType): 'string' | 'boolean' | null {
  if (type === GraphQLString || type === GraphQLID) return 'string';
  return type === GraphQLBoolean ? 'boolean' : null;
}

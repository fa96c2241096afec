import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  getArgumentValues,
  getNullableType,
  isEnumType,
  isNonNullType,
  Kind,
  specifiedScalarTypes,
  type ValueNode,
  valueFromAST,
} from 'graphql';

/** How one argument is had without coercing it again: a value that is the same for each request, or a variable's. */
interface ArgumentStep {
  name: string;
  value: unknown;
  variable: string | null;
}

/** Null for arguments that graphql-js coerces on each request: lists, input objects, custom scalars, and whatever is wrong. */
export type ArgumentPlan = readonly ArgumentStep[] | null;

type Values = Record<string, unknown>;

/** Decides once for a field what each request may skip when it coerces its arguments. */
export function planArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode): ArgumentPlan {
  const given = new Map(node.arguments?.map(argument => [argument.name.value, argument.value]));
  const steps: ArgumentStep[] = [];
  for (const argument of definition.args) {
    const value = given.get(argument.name);
    if (value === undefined) {
      if (argument.defaultValue !== undefined) steps.push(constant(argument, argument.defaultValue));
      else if (isNonNullType(argument.type)) return null;
    } else if (value.kind === Kind.VARIABLE) {
      steps.push({ name: argument.name, value: undefined, variable: value.name.value });
    } else {
      if (!isUnchanging(argument, value)) return null;
      const coerced = valueFromAST(value, argument.type);
      if (coerced === undefined || isReference(coerced)) return null;
      steps.push(constant(argument, coerced));
    }
  }
  return steps;
}

/** The arguments of a field, as graphql-js's `getArgumentValues` would have them; a new object for each call. */
export function readArguments(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  plan: ArgumentPlan,
  variables: Values,
): Values {
  if (plan === null) return getArgumentValues(definition, node, variables);
  const values: Values = {};
  for (const { name, value, variable } of plan) {
    if (variable === null) {
      values[name] = value;
      continue;
    }
    const provided = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
    // Absent and null variables have rules of their own, and errors.
    if (provided == null) return getArgumentValues(definition, node, variables);
    values[name] = provided;
  }
  return values;
}

const constant = ({ name }: GraphQLArgument, value: unknown): ArgumentStep => ({ name, value, variable: null });

/** A custom scalar may read the same literal differently each time; GraphQL's own and enums can't. */
function isUnchanging({ type }: GraphQLArgument, value: ValueNode): boolean {
  const nullable = getNullableType(type);
  return value.kind === Kind.NULL || isEnumType(nullable) || specifiedScalarTypes.some(scalar => scalar === nullable);
}

const isReference = (value: unknown): boolean =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

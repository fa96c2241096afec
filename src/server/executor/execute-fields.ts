import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLResolveInfo,
  locatedError,
  type ResponsePath,
  responsePathAsArray,
} from 'graphql';
import { buildResolveInfo, type ExecutionContext } from 'graphql/execution/execute';
import { inspect } from 'graphql/jsutils/inspect';
import type { CostTally } from '../cost/actual-cost';
import { readArguments } from './argument-plan';
import { type FieldPlan, type SelectionPlan, type Shape, selectionOf } from './plan';
import { isPromise, type MaybePromise } from './promises';
import { newRow, type Row } from './row';
import { runtimeTypeOf } from './runtime-type';

/** An execution, and the tally of what it answers. */
export type Run = ExecutionContext & { readonly tally: CostTally };

type Path = ResponsePath | undefined;
/** Made late for fields that no resolver sees: most never need one. */
type Info = GraphQLResolveInfo | undefined;
type ShapeOf<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

/** Answers all fields of an object at once. Throws, or rejects, when one of them fails that may not be null. */
export function executeFields(run: Run, { fields }: SelectionPlan, source: unknown, path: Path): MaybePromise<Row> {
  const row = newRow();
  let pending: Pending | null = null;
  try {
    for (const field of fields) {
      const value = executeField(run, field, source, path);
      row[field.key] = value;
      if (isPromise(value)) {
        pending ??= { keys: [], values: [] };
        pending.keys.push(field.key);
        pending.values.push(value);
      }
    }
  } catch (error) {
    if (pending === null) throw error;
    // The others may reject as well, and someone has to listen.
    return settle(row, pending).finally(() => {
      throw error;
    });
  }
  return pending === null ? row : settle(row, pending);
}

interface Pending {
  readonly keys: string[];
  readonly values: Promise<unknown>[];
}

/** Puts each value where its promise stands. */
function settle(row: Row, { keys, values }: Pending): Promise<Row> {
  return Promise.all(values).then(settled => {
    for (let i = 0; i < keys.length; i++) row[keys[i]] = settled[i];
    return row;
  });
}

/** Answers the fields of a mutation, each after the one before it. */
export function executeFieldsSerially(run: Run, { fields }: SelectionPlan, source: unknown): MaybePromise<Row> {
  const step = (row: Row, field: FieldPlan): MaybePromise<Row> => {
    const value = executeField(run, field, source, undefined);
    if (isPromise(value)) {
      return value.then(settled => {
        row[field.key] = settled;
        return row;
      });
    }
    row[field.key] = value;
    return row;
  };
  let row: MaybePromise<Row> = newRow();
  for (const field of fields) row = isPromise(row) ? row.then(settled => step(settled, field)) : step(row, field);
  return row;
}

function executeField(run: Run, field: FieldPlan, source: unknown, parentPath: Path): unknown {
  const { definition, shape } = field;
  if (shape.kind === 'typename') return field.parentType.name;
  if (field.leafPrice > 0) run.tally.spent += field.leafPrice;

  // Read now, since a schema may be instrumented after a plan was made.
  const resolve = definition.resolve ?? run.fieldResolver;
  const isPlain = resolve === defaultFieldResolver && definition.args.length === 0;
  if (isPlain && shape.kind === 'leaf') return executePlainLeaf(run, field, shape, source, parentPath);

  const path = pathOf(field, parentPath);
  let info = isPlain && !field.showsInfo ? undefined : infoOf(run, field, path);
  try {
    let result: unknown;
    if (isPlain) {
      result = propertyOf(source, field);
      if (typeof result === 'function') {
        info ??= infoOf(run, field, path);
        result = callMethod(run, field, source, info);
      }
    } else {
      const args = readArguments(definition, field.nodes[0], field.arguments, run.variableValues);
      result = resolve(source, args, run.contextValue, info as GraphQLResolveInfo);
    }
    return protect(run, field, shape, path, completeOrAwait(run, field, shape, info, path, result));
  } catch (error) {
    return failAt(run, field, shape, path, error);
  }
}

/** A leaf that is a property or a method: there is a path only when something goes wrong or has to be awaited. */
function executePlainLeaf(
  run: Run,
  field: FieldPlan,
  shape: ShapeOf<'leaf'>,
  source: unknown,
  parentPath: Path,
): unknown {
  try {
    let result = propertyOf(source, field);
    if (typeof result === shape.passes) return result;
    if (result == null && !shape.nonNull) return null;
    let path: Path;
    if (typeof result === 'function') {
      path = pathOf(field, parentPath);
      result = callMethod(run, field, source, infoOf(run, field, path));
    }
    const completed = completeOrAwait(run, field, shape, undefined, undefined, result);
    return isPromise(completed) ? protect(run, field, shape, path ?? pathOf(field, parentPath), completed) : completed;
  } catch (error) {
    return failAt(run, field, shape, pathOf(field, parentPath), error);
  }
}

const pathOf = ({ key, parentType }: FieldPlan, prev: Path): ResponsePath => ({ prev, key, typename: parentType.name });

const infoOf = (run: Run, field: FieldPlan, path: ResponsePath): GraphQLResolveInfo =>
  buildResolveInfo(run, field.definition, field.nodes, field.parentType, path);

function propertyOf(source: unknown, { name }: FieldPlan): unknown {
  const hasProperties = (typeof source === 'object' && source !== null) || typeof source === 'function';
  return hasProperties ? (source as Record<string, unknown>)[name] : undefined;
}

function callMethod(run: Run, { name }: FieldPlan, source: unknown, info: GraphQLResolveInfo): unknown {
  return (source as Record<string, (...args: unknown[]) => unknown>)[name]({}, run.contextValue, info);
}

function completeOrAwait(run: Run, field: FieldPlan, shape: Shape, info: Info, path: Path, result: unknown): unknown {
  return isPromise(result)
    ? result.then(settled => completeValue(run, field, shape, info, path, settled))
    : completeValue(run, field, shape, info, path, result);
}

function protect(run: Run, field: FieldPlan, shape: Shape, path: ResponsePath, completed: unknown): unknown {
  return isPromise(completed)
    ? completed.then(undefined, (error: unknown) => failAt(run, field, shape, path, error))
    : completed;
}

/** Notes an error, and answers null where that is allowed; otherwise the error goes on to the parent. */
function failAt(run: Run, field: FieldPlan, shape: Shape, path: ResponsePath, cause: unknown): null {
  const error = locatedError(cause, field.nodes, responsePathAsArray(path));
  if (shape.nonNull) throw error;
  run.collectedErrors.add(error, path);
  return null;
}

function completeValue(run: Run, field: FieldPlan, shape: Shape, info: Info, path: Path, value: unknown): unknown {
  if (value instanceof Error) throw value;
  if (value == null) {
    if (!shape.nonNull) return null;
    throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
  }
  switch (shape.kind) {
    case 'typename':
      return field.parentType.name;
    case 'leaf':
      return completeLeaf(shape, value);
    case 'list':
      return completeList(run, field, shape, info, path, value);
    case 'object':
      return completeObject(run, field, selectionOf(run, field, shape.type), info, path, value);
    case 'abstract':
      return completeAbstract(run, field, shape, info, path, value);
  }
}

function completeLeaf({ type, passes }: ShapeOf<'leaf'>, value: unknown): unknown {
  if (typeof value === passes) return value;
  const serialized = type.serialize(value);
  if (serialized != null) return serialized;
  throw new Error(
    `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`,
  );
}

function completeList(
  run: Run,
  field: FieldPlan,
  { item: shape }: ShapeOf<'list'>,
  info: Info,
  path: Path,
  values: unknown,
): MaybePromise<unknown[]> {
  if (!isIterable(values)) {
    throw new GraphQLError(
      `Expected Iterable, but did not find one for field "${field.parentType.name}.${field.name}".`,
    );
  }
  const completed: unknown[] = [];
  let hasPromise = false;
  try {
    for (const value of values) {
      const itemPath: ResponsePath = { prev: path, key: completed.length, typename: undefined };
      let item: unknown;
      try {
        item = protect(run, field, shape, itemPath, completeOrAwait(run, field, shape, info, itemPath, value));
      } catch (error) {
        item = failAt(run, field, shape, itemPath, error);
      }
      if (isPromise(item)) hasPromise = true;
      completed.push(item);
    }
  } catch (error) {
    // Nobody will await the items before it, and an unheard rejection ends the process. (graphql-js lets it.)
    for (const item of completed) if (isPromise(item)) item.then(undefined, () => {});
    throw error;
  }
  return hasPromise ? Promise.all(completed) : completed;
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === 'function';

function completeAbstract(
  run: Run,
  field: FieldPlan,
  { type }: ShapeOf<'abstract'>,
  info: Info,
  path: Path,
  value: unknown,
): MaybePromise<Row> {
  const complete = (named: unknown): MaybePromise<Row> => {
    const known = typeof named === 'string' ? field.selections.get(named) : undefined;
    const selection = known ?? selectionOf(run, field, runtimeTypeOf(run, field, type, named, value));
    return completeObject(run, field, selection, info, path, value);
  };
  const resolveType = type.resolveType ?? run.typeResolver;
  const named: unknown = resolveType(value, run.contextValue, info as GraphQLResolveInfo, type);
  return isPromise(named) ? named.then(complete) : complete(named);
}

function completeObject(
  run: Run,
  field: FieldPlan,
  selection: SelectionPlan,
  info: Info,
  path: Path,
  value: unknown,
): MaybePromise<Row> {
  const { type } = selection;
  run.tally.spent += field.objectPrice ?? selection.weight;
  if (type.isTypeOf) {
    const isOfType: unknown = type.isTypeOf(value, run.contextValue, info as GraphQLResolveInfo);
    const execute = (is: unknown): MaybePromise<Row> => {
      if (is) return executeFields(run, selection, value, path);
      throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
        nodes: field.nodes,
      });
    };
    return isPromise(isOfType) ? isOfType.then(execute) : execute(isOfType);
  }
  return executeFields(run, selection, value, path);
}

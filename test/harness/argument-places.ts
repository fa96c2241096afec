import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { leastInput, rootFields } from './schema-questions';
import { NO_ID } from './smallest-operation';

/*
 * Every place of the API's arguments that takes a value of some kind, and operations that have one there; all made from the schema.
 */

/** How a type takes what is given; null when it does not. */
export type Accepts = (type: GraphQLNamedInputType) => ((given: string) => unknown) | null;

/** A value of an argument that has what is given at one place. */
export type Place = { path: string; with: (payload: string) => unknown };
/** A root field with one of its arguments set. */
export interface Target {
  kind: 'query' | 'mutation';
  field: GraphQLField<unknown, unknown>;
  argument: string;
  place: Place;
}

/** Every place of an argument's type that takes it; a type within itself is left out. */
function placesOf(type: GraphQLInputType, accepts: Accepts, path: string, above: readonly unknown[] = []): Place[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return placesOf(nullable.ofType as GraphQLInputType, accepts, path, above).map(place => ({
      ...place,
      with: payload => [place.with(payload)],
    }));
  }
  const made = accepts(nullable as GraphQLNamedInputType);
  if (made) return [{ path, with: made }];
  if (!isInputObjectType(nullable) || above.includes(nullable) || above.length > 4) return [];
  const fields = Object.values(nullable.getFields());
  return fields.flatMap(field =>
    placesOf(field.type, accepts, `${path}.${field.name}`, [...above, nullable]).map(place => ({
      path: place.path,
      with: (payload: string) => ({
        ...Object.fromEntries(
          fields
            .filter(other => other !== field && isNonNullType(other.type) && other.defaultValue === undefined)
            .map(other => [other.name, leastInput(other.type, NO_ID)]),
        ),
        [field.name]: place.with(payload),
      }),
    })),
  );
}

/** A file comes in a body of another form. */
function takesFile(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (named.name === 'Upload') return true;
  return (
    isInputObjectType(named) &&
    Object.values(named.getFields()).some(field => getNamedType(field.type).name === 'Upload')
  );
}

/** Each such place of each query and mutation that can be asked as JSON. */
export function targetsOf(schema: GraphQLSchema, accepts: Accepts): Target[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([kind, root]) =>
    rootFields(root)
      .filter(field => !field.args.some(({ type }) => takesFile(type)))
      .flatMap(field =>
        field.args.flatMap(({ name, type }) =>
          placesOf(type, accepts, `${field.name}.${name}`).map(place => ({ kind, field, argument: name, place })),
        ),
      ),
  );
}

/** Makes the field read something: what nobody selects needs no statement. */
function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  const fields = isObjectType(type) ? type.getFields() : {};
  if ('totalCount' in fields) return '{ totalCount nodes { __typename } }';
  if ('userErrors' in fields) return '{ userErrors { code } }';
  const leaves = Object.values(fields).filter(
    ({ args, type: output }) => args.length === 0 && isLeafType(getNamedType(output)),
  );
  return `{ ${['__typename', ...leaves.slice(0, 5).map(({ name }) => name)].join(' ')} }`;
}

/** One operation with several root fields, each with what is given in its place. */
export function operationOf(targets: readonly (readonly [Target, string])[]) {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const fields = targets.map(([{ field, argument, place }, payload], n) => {
    const args = field.args.filter(
      ({ name, type, defaultValue }) =>
        name === argument || name === 'first' || (isNonNullType(type) && defaultValue === undefined),
    );
    const passed = args.map(({ name, type }) => {
      variables[`${name}${n}`] = name === argument ? place.with(payload) : leastInput(type, NO_ID);
      declared.push(`$${name}${n}: ${String(type)}`);
      return `${name}: $${name}${n}`;
    });
    return `a${n}: ${field.name}(${passed.join(', ')}) ${selectionOf(field)}`;
  });
  return { query: `${targets[0][0].kind} (${declared.join(', ')}) { ${fields.join(' ')} }`, variables };
}

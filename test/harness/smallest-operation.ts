import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

/** Ids that name nothing. */
export const NO_ID = '01JZZZZZZZZZZZZZZZZZZZZZZZ';

/** The smallest operation on a field of a root type: required arguments alone, and of the answer only its type. */
export function smallestOperation(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  given: Record<string, unknown> = {},
): { query: string; variables: Record<string, unknown> } {
  const args = field.args.filter(({ type, defaultValue, name }) =>
    name in given ? true : isNonNullType(type) && defaultValue === undefined,
  );
  const variables = Object.fromEntries(args.map(({ name, type }) => [name, given[name] ?? sample(type)]));
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return {
    query: `${kind}${declared ? ` (${declared})` : ''} { ${field.name}${passed ? `(${passed})` : ''}${selection} }`,
    variables,
  };
}

function sample(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return [sample(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0].name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(field => isNonNullType(field.type));
    return Object.fromEntries(required.map(field => [field.name, sample(field.type)]));
  }
  if (type.name === 'ID') return NO_ID;
  if (type.name === 'Int' || type.name === 'Float') return 1;
  if (type.name === 'Boolean') return false;
  if (type.name === 'DateTime') return '2030-01-01T00:00:00.000Z';
  return 'en';
}

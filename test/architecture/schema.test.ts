import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { buildApiSchema } from '../../src/server/schema';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildApiSchema();
});

const own = () =>
  Object.values(schema.getTypeMap()).filter(
    ({ name }) => !name.startsWith('__') && !['Boolean', 'String', 'Int', 'Float', 'ID'].includes(name),
  );

function fieldsOf(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : [];
}

it('schema/schema.graphql is what the program forms', () => {
  const committed = readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8');
  expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(committed);
});

it('every type, field, argument and enum value is described by a sentence', () => {
  const described: { name: string; description?: string | null }[] = [];
  for (const type of own()) {
    if (!['Query', 'Mutation', 'Subscription'].includes(type.name))
      described.push({ name: type.name, description: type.description });
    for (const field of fieldsOf(type)) {
      described.push({ name: `${type.name}.${field.name}`, description: field.description });
      for (const arg of 'args' in field ? field.args : [])
        described.push({ name: `${type.name}.${field.name}(${arg.name})`, description: arg.description });
    }
    if (isEnumType(type))
      for (const value of type.getValues())
        described.push({ name: `${type.name}.${value.name}`, description: value.description });
  }
  expect(described.length).toBeGreaterThan(200);
  expect(
    described
      .filter(({ description }) => !/^[A-Z0-9`"].{8,}[.]$/s.test(description?.trim() ?? ''))
      .map(({ name }) => name),
  ).toEqual([]);
});

it('mutations take one input and answer a payload with userErrors', () => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const [first] = field.name;
    const payload = `${first.toUpperCase()}${field.name.slice(1)}Payload`;
    expect({
      field: field.name,
      args: field.args.map(({ name, type }) => `${name}: ${String(type)}`),
      type: String(field.type),
    }).toEqual({
      field: field.name,
      args: [`input: ${payload.replace(/Payload$/, 'Input')}!`],
      type: `${payload}!`,
    });
    const type = schema.getType(payload);
    expect(isObjectType(type) && String(type.getFields().userErrors?.type)).toBe('[UserError!]!');
  }
});

it('every object with an id is a Node', () => {
  const offenders = own().filter(
    type => isObjectType(type) && 'id' in type.getFields() && !type.getInterfaces().some(({ name }) => name === 'Node'),
  );
  expect(offenders.map(({ name }) => name)).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type DocumentNode, getOperationAST, parse, print, validate } from 'graphql';
import { exampleOperations } from '../../src/graphiql/examples';

const schema = buildSchema(readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8'));

const operations = exampleOperations.map(({ query, variables }) => {
  const document: DocumentNode = parse(query);
  return { name: getOperationAST(document)?.name?.value ?? '', query, document, variables };
});

describe("the explorer's example operations", () => {
  it.each(operations)('$name is valid against the schema', ({ document }) => {
    expect(validate(schema, document)).toEqual([]);
  });

  it.each(operations)('$name opens with a comment that explains it', ({ query }) => {
    expect(query).toMatch(/^# \S/);
  });

  it.each(operations)('$name brings the variables that it declares, files excepted', ({ document, variables }) => {
    const declared =
      getOperationAST(document)
        ?.variableDefinitions?.filter(({ type }) => print(type) !== 'Upload!')
        .map(({ variable }) => variable.name.value) ?? [];
    expect(Object.keys(variables ?? {})).toEqual(declared);
  });

  it('have names of their own, which become the titles of the tabs', () => {
    expect(new Set(operations.map(({ name }) => name)).size).toBe(exampleOperations.length);
  });
});

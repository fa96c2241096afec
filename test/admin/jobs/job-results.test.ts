import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLUnionType } from 'graphql';

const read = (path: string) => readFileSync(join(__dirname, '../../..', path), 'utf8');

it('the page of a job shows every kind of result that the API has', () => {
  const union = buildSchema(read('schema/schema.graphql')).getType('JobResult') as GraphQLUnionType;
  const fragment = read('src/admin/screens/jobs/job-result-fragment.ts');
  const screen = read('src/admin/screens/jobs/JobResult.tsx');
  const names = union.getTypes().map(({ name }) => name);
  expect(names.filter(name => !fragment.includes(`... on ${name} `))).toEqual([]);
  expect(names.filter(name => !screen.includes(`case '${name}':`))).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { exampleOperations } from '../../src/graphiql/examples';
import { planCost, type CostPlan } from '../../src/server/cost/cost-plan';
import { DEFAULT_PRICING } from '../../src/server/cost/operation-pricing';

const schema = buildSchema(`
  interface Named { id: ID! name: String! owner: Person }
  type Person implements Named { id: ID! name: String! owner: Person friends: [Person!]! page(first: Int): PersonConnection }
  type Place implements Named { id: ID! name: String! owner: Person near(first: Int = 5): [Place!]! }
  union Thing = Person | Place
  type PageInfo { hasNextPage: Boolean! }
  type PersonEdge { cursor: String! node: Person! }
  type PersonConnection { edges: [PersonEdge!]! nodes: [Person!]! pageInfo: PageInfo! totalCount: Int! }
  type Query {
    name: String!
    names: [String!]!
    me: Person
    thing: Thing
    named: Named
    people(first: Int, last: Int, after: String): PersonConnection!
    many(ids: [ID!]!): [Named]!
    place: Place
  }
`);

function plan(query: string): CostPlan {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const [operation] = document.definitions;
  if (operation.kind !== 'OperationDefinition') throw new Error('the operation comes first');
  return planCost(schema, document, operation);
}
const price = (query: string, variables = {}) => plan(query)(variables);

describe('what an operation costs', () => {
  it.each([
    ['a scalar nothing', '{ name names __typename }', 0],
    ['an object 1', '{ me { name } }', 1],
    ['an object in an object 1 more', '{ me { owner { owner { name } } } }', 3],
    ['a page as many items as it may have', '{ people(first: 20) { nodes { id } } }', 20],
    ['the same through edges', '{ people(last: 20) { edges { cursor node { id } } } }', 20],
    ['both ways together twice', '{ people(first: 20) { nodes { id } edges { node { id } } } }', 40],
    ['a page without items nothing', '{ people(first: 20) { totalCount pageInfo { hasNextPage } } }', 0],
    [
      'a page in a page the product',
      '{ people(first: 10) { nodes { page(first: 3) { nodes { id } } } } }',
      10 * (1 + 3),
    ],
    ['a list of references a handful', '{ me { friends { name } } }', 1 + 3],
    ['a list with an argument as many as that says', '{ place { near(first: 7) { name } } }', 1 + 7],
    ['a list whose argument is left out its default', '{ place { near { name } } }', 1 + 5],
    ['a lookup of ids as many as there are', '{ many(ids: ["1", "2", "3"]) { name } }', 3],
    ['a page of more than may be asked for the most', '{ people(first: 1000000) { nodes { id } } }', 100],
    ['a page of a negative size nothing', '{ people(first: -5) { nodes { id } } }', 0],
    ['an alias as much as its field', '{ a: me { id } b: me { id } }', 2],
    ['what is merged once', '{ me { owner { id } } me { owner { name } } ...F } fragment F on Query { me { id } }', 2],
    ['what never runs nothing', '{ me @skip(if: true) { id } place @include(if: false) { id } }', 0],
    ['a union its dearest type', '{ thing { ... on Person { friends { id } } ... on Place { near { id } } } }', 1 + 5],
    [
      'an interface what is common and its dearest type',
      '{ named { owner { id } ... on Person { friends { id } } } }',
      5,
    ],
    ['introspection nothing', '{ __schema { types { name } } }', 0],
  ])('is for %s', (_what, query, expected) => {
    expect(price(query)).toBe(expected);
  });

  it('follows the variables, their defaults, and what is left out', () => {
    const people = plan(
      'query ($n: Int = 30, $with: Boolean = false) { people(first: $n) { nodes { owner @include(if: $with) { id } } } }',
    );
    expect(people({})).toBe(30);
    expect(people({ n: 4 })).toBe(4);
    expect(people({ n: 4, with: true })).toBe(8);
    expect(price('query ($n: Int!) { place { near(first: $n) { id } } }', { n: 3 })).toBe(4);
    expect(price('query ($ids: [ID!]!) { many(ids: $ids) { id } }', { ids: ['1', '2'] })).toBe(2);
  });

  it('is never less than what runs under conditions', () => {
    const query = `query ($a: Boolean!, $b: Boolean!) { ...F @include(if: $a) ...F @skip(if: $b) } fragment F on Query { me { id } }`;
    expect(price(query, { a: true, b: true })).toBe(1);
    expect(price(query, { a: false, b: false })).toBe(1);
    expect(price(query, { a: true, b: false })).toBeGreaterThanOrEqual(1);
    expect(price(query, { a: false, b: true })).toBe(0);
  });
});

describe('a plan of fragments that double at every level', () => {
  const chain = (link: (next: number) => string, levels = 25) =>
    `{ me { ...F0 } } ${Array.from({ length: levels }, (_, i) => `fragment F${i} on Person { ${i === levels - 1 ? 'name' : link(i + 1)} }`).join(' ')}`;

  it('prices what runs once as once', () => {
    expect(price(chain(i => `...F${i} ...F${i}`))).toBe(1);
    expect(price(chain(i => `owner { ...F${i} } owner { ...F${i} }`))).toBe(25);
  });

  it('prices what multiplies as it multiplies', () => {
    expect(price(chain(i => `a: owner { ...F${i} } b: owner { ...F${i} }`))).toBe(2 ** 25 - 1);
    expect(price(chain(i => `friends { ...F${i} }`, 60))).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('has as many parts as the document, however they overlap', () => {
    const levels = 40;
    const query = `{ me { ...A0 ...B0 } } ${Array.from({ length: levels }, (_, i) => {
      const inner =
        i === levels - 1
          ? 'name'
          : `x: owner { ...A${i + 1} ...B${i + 1} } y: owner { ...A${i + 1} } z: owner { ...B${i + 1} }`;
      return `fragment A${i} on Person { ${inner} } fragment B${i} on Person { ${inner} }`;
    }).join(' ')}`;
    expect(price(query)).toBeGreaterThan(3 ** 20);
  });
});

describe('the limit', () => {
  it('lets every example of the explorer run, and 100 articles with all that is about them', () => {
    const api = buildSchema(readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8'));
    const costOf = (query: string, variables = {}) => {
      const document = parse(query);
      const [operation] = document.definitions;
      return operation.kind === 'OperationDefinition' ? planCost(api, document, operation)(variables) : 0;
    };
    for (const { query, variables } of exampleOperations) {
      expect({ query, fits: costOf(query, variables) <= DEFAULT_PRICING.limit }).toEqual({ query, fits: true });
    }
    const list = (inner: string) =>
      `{ articles(first: 100) { totalCount nodes { id title author { name } categories { name } tags { name } ${inner} } pageInfo { endCursor } } }`;
    expect(costOf(list(''))).toBe(100 * (1 + 1 + 3 + 3));
    expect(costOf(list('tags { id } categories { id }'))).toBe(800);
    expect(costOf(list('more: tags { id name }'))).toBeGreaterThan(DEFAULT_PRICING.limit);
  });
});

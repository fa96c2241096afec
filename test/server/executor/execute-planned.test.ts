import {
  buildSchema,
  execute,
  type ExecutionArgs,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  parse,
} from 'graphql';
import { executePlanned } from '../../../src/server/executor/execute-planned';
import { compareExecutions } from './differences';
import { schema as strange } from './strange-schema';

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<any, any>>>;

function schemaOf(sdl: string, resolvers: Resolvers = {}): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [type, fields] of Object.entries(resolvers)) {
    for (const [field, resolve] of Object.entries(fields)) {
      (schema.getType(type) as GraphQLObjectType).getFields()[field].resolve = resolve;
    }
  }
  return schema;
}

/** Compares the executors, and gives the answer that both had. */
async function sameAnswer(schema: GraphQLSchema, text: string, more: Partial<ExecutionArgs> = {}) {
  const { differs, result } = await compareExecutions({ schema, document: parse(text), ...more });
  expect(differs).toBeNull();
  return JSON.parse(JSON.stringify(result));
}

const PEOPLE = schemaOf(
  `type Query { me: Person people(first: Int = 2, tags: [String!] = ["x"]): [Person!]! }
   type Person { id: ID! name: String friend: Person loud(yes: Boolean!): String nick(as: String): String }`,
);

describe('the planned executor', () => {
  it('keeps fields that a fragment adds after a conditional spread of the same fragment left them out', async () => {
    const text = 'query ($x: Boolean!) { me { ...F @include(if: $x) ...F } } fragment F on Person { id name }';
    const rootValue = { me: { id: 1, name: 'Ada' } };
    for (const x of [false, true]) {
      expect(await sameAnswer(PEOPLE, text, { rootValue, variableValues: { x } })).toEqual({
        data: { me: { id: '1', name: 'Ada' } },
      });
    }
  });

  it('keeps apart the plans of the values that @skip and @include ask for', async () => {
    const text =
      'query ($a: Boolean!, $b: Boolean = true) { me { id @skip(if: $a) name @include(if: $b) __typename } }';
    const document = parse(text);
    const rootValue = { me: { id: 1, name: 'Ada' } };
    for (const variableValues of [
      { a: true },
      { a: false },
      { a: true, b: false },
      { a: false, b: false },
      { a: true },
    ]) {
      const { differs } = await compareExecutions({ schema: PEOPLE, document, rootValue, variableValues });
      expect(differs).toBeNull();
    }
  });

  it('fails where graphql-js does when the variable of a directive is null', async () => {
    const variableValues = { a: null };
    const below = 'query ($a: Boolean = true) { me { id friend { name @skip(if: $a) } } }';
    const rootValue = { me: { id: 1, friend: { name: 'Bo' } } };
    const answer = await sameAnswer(PEOPLE, below, { rootValue, variableValues });
    expect(answer.data).toEqual({ me: { id: '1', friend: null } });
    const top = 'query ($a: Boolean = true) { me @include(if: $a) { id } }';
    expect((await sameAnswer(PEOPLE, top, { rootValue, variableValues })).data).toBeNull();
  });

  it('takes names of what objects inherit for names like others', async () => {
    const text = `query ($constructor: String, $toString: String) { me {
      __proto__: name constructor: id then: name toJSON: nick(as: $constructor) hasOwnProperty: nick(as: $toString) } }`;
    const rootValue = { me: { id: 1, name: 'Ada', nick: ({ as }: { as?: string }) => as ?? 'none' } };
    const { data } = (await executePlanned({ schema: PEOPLE, document: parse(text), rootValue })) as any;
    expect(Object.keys(data.me)).toEqual(['__proto__', 'constructor', 'then', 'toJSON', 'hasOwnProperty']);
    expect(JSON.stringify(data.me)).toContain('"hasOwnProperty":"none"');
    await sameAnswer(PEOPLE, text, { rootValue, variableValues: { constructor: 'c' } });
  });

  it('calls methods with their object, their arguments and info', async () => {
    class Person {
      readonly #name = 'Ada';
      name(args: object, _: unknown, { fieldName }: { fieldName: string }) {
        return `${this.#name} ${JSON.stringify(args)} ${fieldName}`;
      }
      async nick({ as }: { as: string }) {
        return this.#name + as;
      }
    }
    const answer = await sameAnswer(PEOPLE, '{ me { name nick(as: "!") } }', { rootValue: { me: new Person() } });
    expect(answer.data).toEqual({ me: { name: 'Ada {} name', nick: 'Ada!' } });
  });

  it('reads a property as often as graphql-js does', async () => {
    const counted = () => {
      const reads: string[] = [];
      const person = { id: 1, name: () => 'called', friend: null, nick: Promise.resolve('late') };
      const proxy = new Proxy(person, {
        get: (target, key) => {
          reads.push(String(key));
          return target[key as keyof typeof target];
        },
      });
      return { reads, rootValue: { me: proxy } };
    };
    const document = parse('{ me { id name friend { id } nick } }');
    const [mine, theirs] = [counted(), counted()];
    await executePlanned({ schema: PEOPLE, document, rootValue: mine.rootValue });
    await execute({ schema: PEOPLE, document, rootValue: theirs.rootValue });
    expect(mine.reads).toEqual(theirs.reads);
  });

  it('gives each call an args object of its own', async () => {
    const schema = schemaOf('type Query { add(n: Int = 1): Int }', {
      Query: {
        add: (_, args) => {
          args.n += 1;
          return args.n;
        },
      },
    });
    for (const text of ['{ add }', '{ add(n: 5) a: add(n: 5) }']) await sameAnswer(schema, text);
    const document = parse('{ add(n: 5) }');
    for (let i = 0; i < 3; i++) {
      expect(executePlanned({ schema, document })).toEqual({ data: expect.objectContaining({ add: 6 }) });
    }
  });

  it('runs the fields of a mutation one after the other', async () => {
    const order: string[] = [];
    const slow =
      (turns: number): GraphQLFieldResolver<unknown, unknown> =>
      async (_source, _args, _context, { path }) => {
        order.push(`start ${path.key}`);
        for (let i = 0; i < turns; i++) await Promise.resolve();
        order.push(`end ${path.key}`);
        if (turns === 3) throw new Error('three');
        return turns;
      };
    const schema = schemaOf('type Query { a: Int } type Mutation { a: Int b: Int c: Int! d: Int }', {
      Mutation: { a: slow(9), b: slow(3), c: slow(1), d: () => 4 },
    });
    const text = 'mutation { a b d c again: a }';
    expect((await sameAnswer(schema, text)).data).toEqual({ a: 9, b: null, d: 4, c: 1, again: 9 });
    order.length = 0;
    await executePlanned({ schema, document: parse(text) });
    expect(order).toEqual(['a', 'b', 'c', 'again'].flatMap(key => [`start ${key}`, `end ${key}`]));
  });

  it('refuses what graphql-js refuses before it executes', async () => {
    const named = 'query A { me { id } } query B { me { name } }';
    for (const operationName of [undefined, null, 'A', 'B', 'C', ''])
      await sameAnswer(PEOPLE, named, { operationName });
    await sameAnswer(PEOPLE, 'fragment F on Person { id }');
    await sameAnswer(PEOPLE, 'mutation { me { id } }');
    await sameAnswer(PEOPLE, 'query ($n: Int!) { people(first: $n) { id } }', { variableValues: { n: 'x' } });
    await sameAnswer(PEOPLE, '{ me { id missing { name } } people(first: "no") { id } }', {
      rootValue: { me: { id: 1 } },
    });
    const limits = { options: { maxCoercionErrors: 1 }, hideSuggestions: true };
    const many =
      'query ($a: Int!, $b: Int!, $c: Int!) { people(first: $a) { id } b: people(first: $b) { id } c: people(first: $c) { id } }';
    await sameAnswer(PEOPLE, many, limits);
    for (const args of [
      { schema: PEOPLE, document: undefined as never },
      { schema: PEOPLE, document: parse('{ me { id } }'), variableValues: 'text' as never },
      { schema: buildSchema('type Mutation { a: Int }'), document: parse('{ a }') },
    ]) {
      expect((await compareExecutions(args)).differs).toBeNull();
    }
  });

  it('uses the default resolvers that it is given', async () => {
    const fieldResolver: GraphQLFieldResolver<any, any> = (source, _args, _context, { fieldName }) =>
      fieldName === 'id' ? 'given' : source?.[fieldName];
    await sameAnswer(PEOPLE, '{ me { id name } }', { rootValue: { me: { name: 'Ada' } }, fieldResolver });
    const schema = buildSchema('interface A { id: ID } type B implements A { id: ID } type Query { a: A as: [A] }');
    const rootValue = { a: { id: 1 }, as: [{ id: 1, __typename: 'B' }, { id: 2 }] };
    for (const typeResolver of [undefined, () => 'B', async () => 'B', () => 'A', () => undefined]) {
      await sameAnswer(schema, '{ a { id __typename } as { id } }', { rootValue, typeResolver });
    }
  });

  it('answers introspection', async () => {
    for (const schema of [PEOPLE, strange]) await sameAnswer(schema, getIntrospectionQuery());
    await sameAnswer(PEOPLE, 'query ($n: String!) { __type(name: $n) { name fields { name } } __typename }', {
      variableValues: { n: 'Person' },
    });
  });

  it('hears every promise of a list that fails as a whole', async () => {
    const schema = schemaOf('type Query { list: [Int!] }');
    const rootValue = { list: [Promise.reject(new Error('first')), null] };
    const result = await executePlanned({ schema, document: parse('{ list }'), rootValue });
    expect(result.errors?.map(({ path }) => path)).toEqual([['list', 1]]);
    // A rejection that nobody hears is reported by now, and fails the test.
    await new Promise(resolve => setImmediate(resolve));
  });
});

describe('plans', () => {
  /** The arrays of nodes that a resolver has been given. */
  function seenNodes() {
    const seen: (readonly FieldNode[])[] = [];
    const note: GraphQLFieldResolver<unknown, unknown> = (_source, _args, _context, info) => {
      seen.push(info.fieldNodes);
      return [{}, {}];
    };
    const schema = schemaOf('type Query { rows: [Row] } type Row { rows: [Row] id: ID }', {
      Query: { rows: note },
      Row: { rows: note },
    });
    return { seen, schema };
  }

  it('give a resolver the same array of nodes on every request', () => {
    const { seen, schema } = seenNodes();
    const document = parse('query ($x: Boolean = true) { rows { rows { id @include(if: $x) } } }');
    const run = (variableValues: Record<string, unknown>) => {
      seen.length = 0;
      void executePlanned({ schema, document, variableValues });
      return [...new Set(seen)];
    };
    const first = run({});
    expect(first).toHaveLength(2);
    expect(run({ x: true })).toEqual(first);
    expect(run({ x: true }).every((nodes, i) => nodes === first[i])).toBe(true);
    expect(run({ x: false }).some(nodes => first.includes(nodes))).toBe(false);
  });

  it('are not kept past 32 choices of what directives leave, nor past 16 operations of a document', () => {
    const { seen, schema } = seenNodes();
    const isKept = (args: Partial<ExecutionArgs> & Pick<ExecutionArgs, 'document'>): boolean => {
      void executePlanned({ schema, ...args });
      const nodes = seen.at(-1);
      void executePlanned({ schema, ...args });
      return nodes === seen.at(-1);
    };
    const flags = Array.from({ length: 6 }, (_, i) => `f${i}`);
    const choices = parse(
      `query (${flags.map(flag => `$${flag}: Boolean!`).join(', ')}) { rows { ${flags.map(flag => `${flag}: id @skip(if: $${flag})`).join(' ')} } }`,
    );
    const kept = Array.from({ length: 64 }, (_, bits) =>
      isKept({
        document: choices,
        variableValues: Object.fromEntries(flags.map((flag, i) => [flag, (bits >> i) % 2 === 1])),
      }),
    );
    expect(kept).toEqual(Array.from({ length: 64 }, (_, i) => i < 32));

    const operations = parse(Array.from({ length: 20 }, (_, i) => `query Q${i} { rows { id } }`).join('\n'));
    const keptOperations = Array.from({ length: 20 }, (_, i) =>
      isKept({ document: operations, operationName: `Q${i}` }),
    );
    expect(keptOperations).toEqual(Array.from({ length: 20 }, (_, i) => i < 16));
  });

  it('that grow past 5,000 fields are let go', () => {
    const { seen, schema } = seenNodes();
    const firstNodes = (document: ReturnType<typeof parse>) => {
      seen.length = 0;
      void executePlanned({ schema, document });
      return seen[0];
    };
    const wide = (fields: number) =>
      parse(`{ rows { rows { ${Array.from({ length: fields }, (_, i) => `f${i}: id`).join(' ')} } } }`);
    for (const [fields, kept] of [
      [4_900, true],
      [5_000, false],
    ] as const) {
      const document = wide(fields);
      expect(firstNodes(document) === firstNodes(document)).toBe(kept);
    }
  });

  it('are made only for types that occur', async () => {
    const schema = buildSchema(
      `interface A { id: ID a: A } ${['B', 'C', 'D', 'E', 'F'].map(name => `type ${name} implements A { id: ID a: A }`).join(' ')}
       type Query { a: A }`,
    );
    const levels = 12;
    const spreads = ['B', 'C', 'D', 'E', 'F'];
    // Written out for each type at each level, this would be 5^12 selections.
    const fragments = Array.from({ length: levels }, (_, level) => {
      const below = level === levels - 1 ? 'id' : `a { ...L${level + 1} }`;
      return `fragment L${level} on A { ${spreads.map(name => `... on ${name} { id ${below} }`).join(' ')} }`;
    });
    const chain = (level: number): object => ({ __typename: 'B', id: level, a: level === 0 ? null : chain(level - 1) });
    const answer = await sameAnswer(schema, `{ a { ...L0 } } ${fragments.join('\n')}`, {
      rootValue: { a: chain(levels) },
    });
    expect(answer.errors).toBeUndefined();
  });
});

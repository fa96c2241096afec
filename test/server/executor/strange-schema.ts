import {
  buildSchema,
  type GraphQLEnumType,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
} from 'graphql';

/**
 * A schema in which everything goes wrong that can: what a field gives is drawn from a hash of where it stands, so that two executions
 * of one document meet the same values, promises, errors and silences, and the same number of turns before a promise settles.
 */
const SDL = /* GraphQL */ `
  scalar Moment
  enum Colour { RED GREEN BLUE }
  interface Named { name: String }
  interface Being implements Named {
    id: ID! name: String nick: String! colour: Colour friend: Being friends: [Being!]! thing: Thing boss: Person
    search(filter: Filter, first: Int = 10, colour: Colour = GREEN, ids: [ID!], moment: Moment): [Being]
  }
  union Thing = Person | Robot | Box
  input Choice @oneOf { a: Int b: String }
  input Filter {
    name: String = "x" colours: [Colour!] = [RED] and: [Filter!] not: Filter moment: Moment min: Int! = 3 choice: Choice grid: [[Int]]
  }
  type Person implements Being & Named {
    id: ID! name: String nick: String! colour: Colour friend: Being friends: [Being!]! thing: Thing boss: Person
    search(filter: Filter, first: Int = 10, colour: Colour = GREEN, ids: [ID!], moment: Moment): [Being]
    age: Int height: Float! alive: Boolean born: Moment colours: [Colour!] names: [String!]! matrix: [[Int!]] team: [Person] partner: Person!
    greet(to: String = "you", loud: Boolean!, times: Int, id: ID, rate: Float): String strict(n: Int!): Int!
  }
  type Robot implements Being & Named {
    id: ID! name: String nick: String! colour: Colour friend: Being friends: [Being!]! thing: Thing boss: Person
    search(filter: Filter, first: Int = 10, colour: Colour = GREEN, ids: [ID!], moment: Moment): [Being]
    version: Int! things: [Thing!] odd: Odd odds: [Odd!]!
  }
  type Box implements Named { name: String content: Thing contents: [Thing] odd: Odd size(unit: Colour! = RED): Float }
  interface Odd { label: String }
  type Even implements Odd { label: String next: Odd }
  type Uneven implements Odd { label: String! next: Odd }
  type Query {
    me: Person being: Being! beings: [Being!]! named: Named things(filter: Filter!, first: Int! = 5): [Thing]! odd: Odd
    colour(of: Colour): Colour moment(at: Moment): Moment numbers(of: [Int!]! = [1, 2]): [Int]! echo(choice: Choice, ids: [[ID]]): String
    robots: [Robot!] box: Box
  }
  type Mutation { first(n: Int): Person second(n: Int! = 2): Being! third: [Box!] fourth(filter: Filter): String! }
  type Subscription { happened(n: Int): Being }
`;

/** What an execution has asked the resolvers, in order. */
export interface Call {
  args: unknown;
  info: GraphQLResolveInfo;
  source: unknown;
}

export interface StrangeContext {
  calls: Call[];
  /** Moves all draws, so that one document meets many worlds. */
  world: number;
}

export const schema = buildSchema(SDL);

const hash = (...parts: readonly unknown[]): number => {
  let state = 2166136261;
  for (const char of parts.join('|')) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state ^ (state >>> 12)) >>> 0;
};

/** Settles after this many turns of the microtask queue. It may be drawn for nothing, so somebody listens to it. */
function later<T>(turns: number, value: () => T | Promise<T>): Promise<T> {
  const wait = async () => {
    for (let i = 0; i < turns; i++) await Promise.resolve();
    return value();
  };
  const promise = wait();
  promise.catch(() => {});
  return promise;
}

/** An object of one of the types; its fields are drawn when they are read. */
class Source {
  constructor(
    readonly type: string,
    readonly draw: number,
    readonly saysType: boolean,
  ) {}

  get __typename(): unknown {
    return this.saysType ? this.type : undefined;
  }
}

const leafOf: Record<string, readonly unknown[]> = {
  ID: ['a', 'b', 7, 7n, { valueOf: () => 'v' }, {}],
  String: ['text', '', 'more "text"', 12, true, { toJSON: () => 'j' }, {}, []],
  Int: [0, -0, 3, -7, 2 ** 31, 1.5, '4', true, 'x', Number.NaN],
  Float: [0.5, 3, '2.5', Number.POSITIVE_INFINITY, 'x'],
  Boolean: [true, false, true, false, 1, 0, 'x', {}],
  Colour: [1, 'blue', 1, 'blue', 'RED', null, 99],
  Moment: [10, 20, 30, 'bad', 'nothing', 'later', 'late-null'],
};

const GREEN = { green: true };

function valueFor(type: GraphQLOutputType, draw: number): unknown {
  const roll = draw % 100;
  if (roll < 4) return null;
  if (roll < 5) return undefined;
  if (roll < 7) return new Error(`returned ${draw % 7}`);
  if (roll < 10) throw errorFor(draw);
  if (roll < 13) return later(draw % 5, () => Promise.reject(errorFor(draw)));
  const inner = () => settledFor(type, hash(draw, 'settled'));
  if (roll < 30) return later(draw % 6, inner);
  if (roll < 32) {
    const thenable = {};
    Reflect.set(thenable, 'then', (ok: (value: unknown) => void, no: (error: unknown) => void) =>
      later(draw % 3, inner).then(ok, no),
    );
    return thenable;
  }
  return inner();
}

function errorFor(draw: number): unknown {
  const kind = draw % 11;
  if (kind === 0) return 'a string';
  if (kind === 1) return { not: 'an error' };
  if (kind === 2) return undefined;
  if (kind === 3) return new GraphQLError('with extensions', { extensions: { code: 'ODD', draw } });
  if (kind === 4) return new GraphQLError('located', { path: ['else', 'where'] });
  return Object.assign(new Error(`thrown ${draw % 13}`), { extensions: { at: draw % 3 } });
}

function settledFor(type: GraphQLOutputType, draw: number): unknown {
  if (isNonNullType(type)) return settledFor(type.ofType, draw);
  if (isListType(type)) {
    if (draw % 40 === 0) return 'no list';
    if (draw % 41 === 0) return { length: 1 };
    const items = Array.from({ length: draw % 4 }, (_, index) => () => {
      const at = hash(draw, index);
      if (at % 19 === 0) return null;
      if (at % 23 === 0) return new Error('an item');
      if (at % 29 === 0) return later(at % 4, () => Promise.reject(new Error(`item ${at % 5}`)));
      const value = () => settledFor(type.ofType, at);
      return at % 6 === 0 ? later(at % 4, value) : value();
    });
    if (draw % 13 === 0) return new Set(items.map(item => item()));
    if (draw % 17 === 0) {
      return (function* () {
        for (const item of items) yield item();
        if (draw % 3 === 0) throw new Error('the rest is lost');
      })();
    }
    return items.map(item => item());
  }
  if (isLeafType(type)) {
    if (type.name === 'Colour' && draw % 3 === 0) return GREEN;
    const values = leafOf[type.name];
    return draw % 10 < 7 ? values[draw % 2] : values[draw % values.length];
  }
  if (draw % 50 === 0) return 'no object';
  const types = isObjectType(type) ? [type] : schema.getPossibleTypes(type);
  return new Source(types[draw % types.length].name, hash(draw, 'object'), draw % 9 !== 0);
}

const typeNamed = <T>(name: string): T => schema.getType(name) as T;

// Properties that are drawn when they are read: values, promises, methods and getters that throw.
for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith('__')) continue;
  for (const field of Object.values(type.getFields())) {
    if (Object.hasOwn(Source.prototype, field.name)) continue;
    Object.defineProperty(Source.prototype, field.name, {
      get(this: Source) {
        const own = typeNamed<GraphQLObjectType>(this.type).getFields()[field.name] ?? field;
        const draw = hash(this.draw, field.name);
        if (draw % 14 !== 0) return valueFor(own.type, draw);
        return function (this: unknown, args: unknown, context: StrangeContext, info: GraphQLResolveInfo) {
          context.calls.push({ args, info, source: this });
          return valueFor(own.type, hash(draw, 'called'));
        };
      },
    });
  }
}

const resolve: GraphQLFieldResolver<unknown, StrangeContext> = (source, args, context, info) => {
  context.calls.push({ args, info, source });
  const at = source instanceof Source ? source.draw : context.world;
  return valueFor(info.returnType, hash(at, info.fieldName, inspectable(args), responsePathAsArray(info.path)));
};
const resolveLater: typeof resolve = async (...args) => resolve(...args);

const inspectable = (args: unknown): string =>
  JSON.stringify(args, (_, value) => (typeof value === 'bigint' ? 'n' : value));

for (const name of ['Query', 'Mutation', 'Subscription']) {
  for (const field of Object.values(typeNamed<GraphQLObjectType>(name).getFields())) {
    field.resolve = field.name.length % 2 === 0 ? resolve : resolveLater;
  }
}
for (const [name, fields] of Object.entries({
  Person: { search: resolveLater, greet: resolve, boss: resolveLater, names: resolve },
  Robot: { search: resolve, things: resolveLater, version: resolve },
  Box: { contents: resolve },
})) {
  for (const [field, resolver] of Object.entries(fields)) {
    typeNamed<GraphQLObjectType>(name).getFields()[field].resolve = resolver;
  }
}

const noted =
  <T>(answer: (value: Source) => T) =>
  (value: unknown, context: StrangeContext, info: GraphQLResolveInfo): T => {
    context.calls.push({ args: 'type', info, source: value });
    return answer(value as Source);
  };

typeNamed<GraphQLInterfaceType>('Being').resolveType = noted(async ({ type }) => type);
typeNamed<GraphQLInterfaceType>('Odd').resolveType = noted(({ type, draw }): any => {
  const answers = [null, 'Nowhere', 'Colour', 'Query', typeNamed('Even'), 42, 'Person'];
  if (draw % 3 !== 0) return draw % 2 === 0 ? type : Promise.resolve(type);
  if (draw % 5 === 0) throw new Error('no type');
  if (draw % 7 === 0) return Promise.reject(new Error('no type, late'));
  const answer = answers[hash(draw, 'type') % answers.length];
  return draw % 2 === 0 ? answer : Promise.resolve(answer);
});
typeNamed<GraphQLObjectType>('Robot').isTypeOf = noted(async ({ type, draw }) => {
  if (draw % 31 === 0) throw new Error('perhaps a robot');
  return type === 'Robot' && draw % 17 !== 0;
});
typeNamed<GraphQLObjectType>('Box').isTypeOf = noted(({ type, draw }) => {
  if (draw % 37 === 0) throw new Error('perhaps a box');
  return type === 'Box';
});
typeNamed<GraphQLObjectType>('Person').isTypeOf = noted(({ type }) => type === 'Person');

const moment = typeNamed<GraphQLScalarType>('Moment');
moment.serialize = value => {
  if (value === 'bad') throw new GraphQLError('No such moment', { extensions: { moment: true } });
  if (value === 'nothing') return null;
  if (value === 'later') return later(2, () => 'served later');
  if (value === 'late-null') return later(1, () => null);
  return { at: value };
};
moment.parseValue = value => {
  if (typeof value !== 'number') throw new TypeError('A moment is a number.');
  return { parsed: value };
};
moment.parseLiteral = (node, variables) => ({
  literal: 'value' in node ? node.value : node.kind,
  variables: { ...variables },
});

const colour = typeNamed<GraphQLEnumType>('Colour');
for (const value of colour.getValues()) value.value = { RED: 1, GREEN, BLUE: 'blue' }[value.name];
// The index of internal values was built with the names.
Object.assign(colour, { _valueLookup: new Map(colour.getValues().map(value => [value.value, value])) });

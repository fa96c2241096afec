import { buildSchema, GraphQLError, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { demand } from '../../src/engine/access/viewer';
import type { Context } from '../../src/engine/context';
import { CACHEABLE, noteDocument, noteList, UNCACHEABLE, uncacheable } from '../../src/engine/loading/cache-tags';
import { notFound, unavailable } from '../../src/errors';
import type { Change, ChangeSource } from '../../src/server/answers/answer-cache';

/** A source of changes that a test speaks for. */
export class SpokenChanges implements ChangeSource {
  alive = true;
  private readonly listeners = new Set<(changes: readonly Change[]) => void>();

  subscribe(listener: (changes: readonly Change[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  healthy(): boolean {
    return this.alive;
  }

  tell(...changes: Change[]): void {
    for (const listener of this.listeners) listener(changes);
  }
}

/** A small library with one of everything that can happen to an operation, and a state of its own. */
export interface Library {
  schema: GraphQLSchema;
  changes: SpokenChanges;
  /** How often the resolver of a root field ran. */
  calls: Record<string, number>;
  /** Called while `books` is resolved, before it has read and after. */
  during: { books?: (when: 'before' | 'after') => Promise<void> | void };
  rename(id: string, title: string): void;
}

const SDL = `
  enum Shelf { TOP BOTTOM }
  input Filter { shelf: Shelf and: [Filter!] }
  interface Named { name: String! }
  type Person implements Named { name: String! books: [Book!]! }
  type Book implements Named { id: ID! name: String! title: String! author: Person broken: String strict: String! read: Int! }
  type Query {
    hello: String!
    viewer: String!
    secret: String
    book(id: ID!): Book
    books(first: Int = 3, filter: Filter): [Book!]!
    count: Int!
    clock: Int!
    named: [Named!]!
    broken: String
    missing(id: String!): String
    away: String
    teapot: String
    strict: String!
    double(value: Int!): Int!
  }
  type Mutation { rename(id: ID!, title: String!): Book touch: Int! fail: String }
  type Subscription { ticks: Int! }
`;

/** Builds a library; two of them behave the same. */
export function buildLibrary(): Library {
  const schema = buildSchema(SDL);
  const changes = new SpokenChanges();
  const calls: Record<string, number> = {};
  const during: Library['during'] = {};
  const titles = new Map([1, 2, 3, 4, 5].map(number => [String(number), `Book ${number} "ü"`]));
  let clock = 0;

  const fieldsOf = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields();
  const resolve = (type: string, name: string, resolver: GraphQLField<unknown, Context>['resolve']) => {
    const field = fieldsOf(type)[name];
    field.resolve = (source, args, ctx: Context, info) => {
      calls[name] = (calls[name] ?? 0) + 1;
      return resolver?.(source, args, ctx, info);
    };
  };
  const mark = (type: string, extensions: object, ...names: string[]) => {
    for (const name of names) fieldsOf(type)[name].extensions = { ...extensions };
  };
  const bookOf = (id: string) =>
    titles.has(id) ? { __typename: 'Book', id, name: 'book', title: titles.get(id) } : null;
  const rename = (id: string, title: string) => {
    titles.set(id, title);
    changes.tell({ type: 'Book', documentId: id });
  };
  const broken = () => {
    throw new Error('SELECT * FROM secret_table broke');
  };

  mark('Query', CACHEABLE, 'hello', 'book', 'books', 'strict', 'broken', 'named', 'clock', 'count');
  mark('Book', UNCACHEABLE, 'read');
  resolve('Query', 'hello', () => 'world');
  resolve('Query', 'viewer', (_source, _args, ctx) => `${ctx.viewer.kind}:${ctx.viewer.id}`);
  resolve('Query', 'secret', (_source, _args, ctx) => {
    demand(ctx.viewer, 'probe.read');
    return 'secret';
  });
  resolve('Query', 'book', (_source, { id }, ctx) => {
    noteDocument(ctx, 'Book', id);
    return bookOf(id);
  });
  resolve('Query', 'books', async (_source, { first }, ctx) => {
    noteList(ctx, 'Book');
    await during.books?.('before');
    const books = [...titles.keys()].slice(0, first).map(bookOf);
    await during.books?.('after');
    return books;
  });
  resolve('Query', 'count', (_source, _args, ctx) => {
    noteList(ctx, 'Book');
    return titles.size;
  });
  resolve('Query', 'clock', (_source, _args, ctx) => {
    noteList(ctx, 'Book');
    uncacheable(ctx);
    return ++clock;
  });
  resolve('Query', 'named', (_source, _args, ctx) => {
    noteList(ctx, 'Book');
    return [bookOf('1'), { __typename: 'Person', name: 'Ann' }];
  });
  resolve('Query', 'broken', broken);
  resolve('Query', 'strict', broken);
  resolve('Query', 'missing', (_source, { id }) => {
    throw notFound('thing', id);
  });
  resolve('Query', 'away', () => {
    throw unavailable('The database');
  });
  resolve('Query', 'teapot', () => {
    const headers = new Map([['X-Tea', 'green']]);
    throw new GraphQLError('I am a teapot', { extensions: { code: 'TEAPOT', http: { status: 418, headers } } });
  });
  resolve('Query', 'double', (_source, { value }) => value * 2);
  resolve('Book', 'author', async () => ({ __typename: 'Person', name: 'Ann' }));
  resolve('Book', 'broken', broken);
  resolve('Book', 'strict', broken);
  resolve('Book', 'read', () => 1);
  resolve('Person', 'books', (_source, _args, ctx) => {
    noteList(ctx, 'Book');
    return [bookOf('1')];
  });
  resolve('Mutation', 'rename', (_source, { id, title }) => {
    rename(id, title);
    return bookOf(id);
  });
  resolve('Mutation', 'touch', () => ++clock);
  resolve('Mutation', 'fail', broken);
  return { schema, changes, calls, during, rename };
}

import { request as httpRequest } from 'node:http';
import { GraphQLBoolean, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import type { Context } from '../../../src/engine/context';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { joinGraphqlSocket } from '../../harness/graphql-socket';
import { type RunningHttpServer, startHttpServer, until } from '../../harness/http-server';

/** So that a statement can be told from those of other tests. */
const MARK = 'statement_of_deadlines_test';
const SLEEP = `SELECT SLEEP(60) AS ${MARK}`;
let database: TestDatabase;
let server: RunningHttpServer;

const slow = async (_source: unknown, _args: unknown, { db }: Context) => String((await db.select(SLEEP)).length);

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      fast: { type: GraphQLString, resolve: () => 'fast' },
      slow: { type: GraphQLString, resolve: slow },
      twice: {
        type: GraphQLString,
        resolve: async (_source, _args, ctx: Context) => {
          await slow(null, null, ctx).catch(() => undefined);
          return slow(null, null, ctx);
        },
      },
      endless: { type: GraphQLString, resolve: () => new Promise(() => undefined) },
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: {
      write: {
        type: GraphQLBoolean,
        resolve: async (_source, _args, { db }: Context) =>
          db.transaction(async tx => {
            await tx.run("INSERT INTO deadline_rows (name) VALUES ('begun')");
            await tx.select(SLEEP);
            return true;
          }),
      },
      finish: {
        type: GraphQLBoolean,
        resolve: async (_source, _args, { db }: Context) =>
          db.transaction(async tx => {
            await tx.run("INSERT INTO deadline_rows (name) VALUES ('finished')");
            await tx.select(`SELECT SLEEP(1) AS ${MARK}`);
            return true;
          }),
      },
    },
  }),
});

const running = async () => {
  const rows = await database.db.select(
    'SELECT id FROM information_schema.processlist WHERE info LIKE ? AND id <> CONNECTION_ID()',
    [`SELECT SLEEP%${MARK}`],
  );
  return rows.length;
};
const rows = (name: string) => database.db.select('SELECT 1 FROM deadline_rows WHERE name = ?', [name]);

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.run('CREATE TABLE deadline_rows (name VARCHAR(20))');
});
afterAll(() => database.drop());
afterEach(() => server.close());

async function start(requestSeconds: number, knownDocuments = true): Promise<void> {
  server = await startHttpServer(schema, {
    db: database.db,
    throttling: { requestSeconds },
    knownDocuments,
  });
}

/** Asks, and goes away without waiting for the answer as soon as the statement runs. */
async function abandon(query: string): Promise<void> {
  const sent = httpRequest(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });
  sent.on('error', () => undefined);
  sent.end(JSON.stringify({ query }));
  await until(async () => (await running()) > 0);
  sent.destroy();
}

describe.each([
  ['the lane for known documents', true],
  ['Apollo Server', false],
])('an operation past its time, by %s', (_what, knownDocuments) => {
  it('is answered TIMEOUT, and its statements are killed', async () => {
    await start(0.5, knownDocuments);
    for (let time = 0; time < 2; time++) {
      const response = await server.post({ query: '{ fast slow }' });
      expect(response.status).toBe(504);
      expect((await response.json()).errors).toEqual([
        {
          message: 'The request was not answered within 0.5 seconds and was given up.',
          extensions: { code: 'TIMEOUT' },
        },
      ]);
      await until(async () => (await running()) === 0);
    }
  });

  it('begins no further statement', async () => {
    await start(0.3, knownDocuments);
    await server.post({ query: '{ fast }' });
    expect((await server.post({ query: '{ twice }' })).status).toBe(504);
    await until(async () => (await running()) === 0);
  });

  it('is answered although its resolver never ends', async () => {
    await start(0.3, knownDocuments);
    expect((await server.post({ query: '{ endless }' })).status).toBe(504);
  });

  it('has its transaction rolled back', async () => {
    await start(0.5, knownDocuments);
    expect((await server.post({ query: 'mutation { write }' })).status).toBe(504);
    await until(async () => (await running()) === 0);
    expect(await rows('begun')).toEqual([]);
  });

  it('harms no other: the pool goes on', async () => {
    await start(0.3, knownDocuments);
    await Promise.all(Array.from({ length: 30 }, () => server.post({ query: '{ slow }' })));
    await until(async () => (await running()) === 0);
    expect((await database.db.select('SELECT 1 AS one')).length).toBe(1);
  });
});

describe('an operation whose client has gone', () => {
  it('ends, its statements are killed, and they leave no trace in the log', async () => {
    await start(60);
    for (let time = 0; time < 2; time++) {
      await abandon('{ slow }');
      await until(async () => (await running()) === 0);
    }
    expect(server.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is done to its end when it changes something', async () => {
    await start(60);
    await abandon('mutation { finish }');
    await until(async () => (await rows('finished')).length === 1);
  });
});

describe('an operation over a WebSocket', () => {
  it('is answered TIMEOUT, and its statements are killed', async () => {
    await start(0.5);
    const socket = await joinGraphqlSocket(server.url);
    socket.subscribe('1', '{ slow }');
    expect((await socket.first('1', 'next')).payload).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'TIMEOUT' } }],
    });
    await until(async () => (await running()) === 0);
    socket.socket.terminate();
  });
});

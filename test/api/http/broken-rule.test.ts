import { joinGraphqlSocket } from '../../harness/graphql-socket';
import { buildHttpSchema } from '../../harness/http-schema';
import { type RunningHttpServer, startHttpServer } from '../../harness/http-server';

let server: RunningHttpServer;
beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema());
});
afterAll(() => server.close());

/** graphql-js's rule for root fields of subscriptions asks for the variable's value, which there is none of yet, and throws. */
const documents = [
  'subscription ($skip: Boolean!) { ticks @skip(if: $skip) }',
  'subscription ($with: Boolean!) { ticks @include(if: $with) }',
  'subscription ($with: Boolean!) { ... @include(if: $with) { ticks } }',
  'subscription ($with: Boolean!) { ...F @include(if: $with) } fragment F on Subscription { ticks }',
];

describe.each(documents)('a subscription that may leave out its root field: %s', query => {
  it('is refused over HTTP as a document that is not valid', async () => {
    for (let time = 0; time < 2; time++) {
      const response = await server.post({ query, variables: { skip: false, with: true } });
      expect(response.status).toBe(400);
      const { errors } = await response.json();
      expect(errors).toEqual([
        {
          message: expect.stringMatching(/^The document can't be checked: Argument "if" of required type "Boolean!"/),
          locations: expect.any(Array),
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ]);
    }
  });

  it('is refused over a WebSocket, which goes on', async () => {
    const joined = await joinGraphqlSocket(server.url);
    joined.send({ id: '1', type: 'subscribe', payload: { query, variables: { skip: false, with: true } } });
    expect((await joined.first('1', 'error')).payload).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    joined.subscribe('2', '{ hello }');
    expect((await joined.first('2', 'next')).payload).toEqual({ data: { hello: 'world' } });
    joined.socket.terminate();
  });

  it('is refused over an event stream', async () => {
    const response = await fetch(`${server.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables: { skip: false, with: true } }),
    });
    expect(await response.text()).toContain('"GRAPHQL_VALIDATION_FAILED"');
    expect((await server.post({ query: '{ hello }' })).status).toBe(200);
  });
});

import { joinGraphqlSocket } from '../../harness/graphql-socket';
import { buildHttpSchema } from '../../harness/http-schema';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer } from '../../harness/http-server';

let server: RunningHttpServer;
beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema(), {
    config: { graphql: { graphiql: false, introspection: true, anonymousIntrospection: false } },
  });
});
afterAll(() => server.close());

const documents = [
  '{ __schema { types { name } } }',
  '{ __type(name: "Box") { name } }',
  '{ ...F } fragment F on Query { a: __schema { queryType { name } } }',
];
const admin = { authorization: `Bearer ${ADMIN_TOKEN}` };

describe('introspection that is for those who are signed in', () => {
  it.each(documents)('is refused to nobody in particular, also when somebody else was answered: %s', async query => {
    for (let time = 0; time < 2; time++) {
      const refused = await server.post({ query });
      expect(refused.status).toBe(401);
      expect((await refused.json()).errors[0].extensions.code).toBe('UNAUTHENTICATED');
      expect((await server.post({ query }, admin)).status).toBe(200);
    }
  });

  it('is refused over WebSockets too', async () => {
    const nobody = await joinGraphqlSocket(server.url);
    nobody.subscribe('1', documents[0]);
    expect((await nobody.first('1', 'error')).payload).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    nobody.socket.terminate();
  });

  it('is not needed to ask for the type of a value', async () => {
    expect((await server.post({ query: '{ box { __typename } }' })).status).toBe(200);
  });
});

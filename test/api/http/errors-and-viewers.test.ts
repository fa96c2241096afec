import { buildHttpSchema } from '../../harness/http-schema';
import { ADMIN_TOKEN, type GraphqlResponse, type RunningHttpServer, startHttpServer } from '../../harness/http-server';

let server: RunningHttpServer;

beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema());
});
afterAll(() => server.close());

const PRIVATE = /SELECT|\/srv|node_modules|ER_|ECONNREFUSED|stack/;

describe('an error over HTTP', () => {
  it('says nothing but the request id when it was not meant for the client, and logs the rest', async () => {
    const response = await server.post({ query: '{ box { broken } }' }, { 'x-request-id': 'masked-1' });
    const text = await response.text();
    expect(text).not.toMatch(PRIVATE);
    expect(JSON.parse(text)).toEqual({
      errors: [
        {
          message: 'Internal error',
          locations: [{ line: 1, column: 9 }],
          path: ['box', 'broken'],
          extensions: { code: 'INTERNAL', requestId: 'masked-1' },
        },
      ],
      data: { box: { broken: null } },
    });
    const logged = server.lines.find(line => line.level === 'error' && line.requestId === 'masked-1');
    expect(logged?.error).toContain('SELECT * FROM secret_table');
    expect(logged?.stack).toContain('at ');
  });

  it('carries the code and sentence of an error that the client may see', async () => {
    const body = await (await server.post({ query: '{ missing(id: "x1") }' })).json();
    expect(body.errors[0]).toMatchObject({ message: 'There is no thing "x1".', extensions: { code: 'NOT_FOUND' } });
  });

  it('is 503 with Retry-After when a service is away and nothing could be answered', async () => {
    const response = await server.post({ query: '{ away }' });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const text = await response.text();
    expect(text).not.toMatch(PRIVATE);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('UNAVAILABLE');
  });

  it('leaves the status alone when something could be answered', async () => {
    const response = await server.post({ query: '{ hello away }' });
    expect(response.status).toBe(200);
    expect((await response.json()).data).toEqual({ hello: 'world', away: null });
  });

  it('says which input value breaks which rule, and not what else the input holds', async () => {
    const response = await server.post(
      '--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n' +
        '{"query":"mutation($f: Upload!) { storeFile(input: { upload: $f, label: \\"too long\\" }) { bytes } }","variables":{"f":null}}' +
        '\r\n--b\r\ncontent-disposition: form-data; name="map"\r\n\r\n{"0":["variables.f"]}\r\n--b\r\n' +
        'content-disposition: form-data; name="0"; filename="a"\r\n\r\nx\r\n--b--\r\n',
      { 'content-type': 'multipart/form-data; boundary=b', 'apollo-require-preflight': 'true' },
    );
    const body = await response.json();
    expect(body.errors[0].extensions).toEqual({
      code: 'VALIDATION_FAILED',
      problems: [{ path: ['label'], message: 'label is longer than 5 characters' }],
    });
  });

  it('hides suggestions in production only', async () => {
    const production = await startHttpServer(await buildHttpSchema(), { production: true });
    const messageOf = async (response: GraphqlResponse) => (await response.json()).errors[0].message as string;
    expect(await messageOf(await server.post({ query: '{ helo }' }))).toContain('Did you mean "hello"?');
    expect(await messageOf(await production.post({ query: '{ helo }' }))).not.toContain('hello');
    await production.close();
  });
});

describe('the viewer of a request', () => {
  const viewer = (headers: Record<string, string>) => server.post({ query: '{ viewer }' }, headers);

  it('is nobody without a credential', async () => {
    expect((await (await viewer({})).json()).data).toEqual({ viewer: 'anonymous:null' });
    const body = await (await server.post({ query: '{ secret }' })).json();
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('is the administrator with the token', async () => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    expect((await (await viewer(headers)).json()).data).toEqual({ viewer: 'token:admin' });
    expect((await (await server.post({ query: '{ secret }' }, headers)).json()).data).toEqual({ secret: 'secret' });
  });

  it.each([
    ['a wrong token', 'Bearer wrong'],
    ['an empty one', 'Bearer '],
    ['another scheme', 'Basic dTpw'],
    ['a prefix of the token', `Bearer ${ADMIN_TOKEN.slice(0, -1)}`],
  ])('is refused with %s, not taken for nobody', async (_what, authorization) => {
    const response = await viewer({ authorization });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect((await response.json()).errors[0].extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });

  it('cannot be the administrator when no token is configured', async () => {
    const closed = await startHttpServer(await buildHttpSchema(), { config: { auth: { adminToken: null } } });
    expect((await closed.post({ query: '{ hello }' }, { authorization: 'Bearer null' })).status).toBe(401);
    await closed.close();
  });

  it('gets loaders and a request id of its own with every request', async () => {
    const before = server.contexts.length;
    await Promise.all([viewer({}), viewer({})]);
    const [first, second] = server.contexts.slice(before);
    expect(first.load).not.toBe(second.load);
    expect(first.requestId).not.toBe(second.requestId);
  });
});

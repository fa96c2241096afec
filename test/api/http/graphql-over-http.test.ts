import { auditServer } from 'graphql-http';
import { buildHttpSchema } from '../../harness/http-schema';
import { type RunningHttpServer, startHttpServer } from '../../harness/http-server';

let server: RunningHttpServer;

beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema());
});
afterAll(() => server.close());

const audit = (headers: Record<string, string>) =>
  auditServer({
    url: `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...headers, ...init.headers } }),
  });

const idsOf = (results: Awaited<ReturnType<typeof audit>>, status: string) =>
  results.filter(result => result.status === status).map(result => result.id);

describe('GraphQL over HTTP', () => {
  it('passes the graphql-http audit without an error', async () => {
    const results = await audit({});
    expect(idsOf(results, 'error')).toEqual([]);
    // Apollo answers 400 where the specification's legacy media type may have 200.
    expect(idsOf(results, 'warn').sort()).toEqual(['572B', '7B9B', 'FDE2']);
    expect(idsOf(results, 'ok').length).toBeGreaterThanOrEqual(55);
  });

  it('has no notices for a client that sends a preflight header', async () => {
    const results = await audit({ 'apollo-require-preflight': 'true' });
    expect(idsOf(results, 'error')).toEqual([]);
    expect(idsOf(results, 'notice')).toEqual([]);
  });

  it('answers a query by GET and by POST', async () => {
    const byGet = await fetch(`${server.url}/graphql?query={hello}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect(await byGet.json()).toEqual({ data: { hello: 'world' } });
    const byPost = await server.post({ query: '{ hello }' });
    expect(byPost.status).toBe(200);
    expect(await byPost.json()).toEqual({ data: { hello: 'world' } });
  });

  it.each([
    ['malformed JSON', () => server.post('{"query":'), 400, 'BAD_REQUEST'],
    ['an empty body', () => server.post(''), 400, 'BAD_REQUEST'],
    [
      'a content type that is not JSON',
      () => server.post('<a/>', { 'content-type': 'application/xml' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'text/plain, which any form can send',
      () => server.post('{"query":"{hello}"}', { 'content-type': 'text/plain' }),
      400,
      'BAD_REQUEST',
    ],
    [
      'a URL-encoded form',
      () => server.post('query={hello}', { 'content-type': 'application/x-www-form-urlencoded' }),
      400,
      'BAD_REQUEST',
    ],
    ['a batch', () => server.post([{ query: '{ hello }' }, { query: '{ hello }' }]), 400, 'BAD_REQUEST'],
    [
      'a body over 256 KB',
      () => server.post({ query: '{ hello }', variables: { fill: 'x'.repeat(300_000) } }),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    ['PUT', () => fetch(`${server.url}/graphql`, { method: 'PUT' }), 405, 'METHOD_NOT_ALLOWED'],
    ['OPTIONS', () => fetch(`${server.url}/graphql`, { method: 'OPTIONS' }), 405, 'METHOD_NOT_ALLOWED'],
    ['an unknown path', () => fetch(`${server.url}/nowhere?token=x`), 404, 'NOT_FOUND'],
    [
      'an unknown operation name',
      () => server.post({ query: 'query A { hello }', operationName: 'B' }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'two operations without a name',
      () => server.post({ query: 'query A { hello } query B { hello }' }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['two anonymous operations', () => server.post({ query: '{ hello } { hello }' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['@defer', () => server.post({ query: '{ ... @defer { hello } }' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a syntax error', () => server.post({ query: '{ hello' }), 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', () => server.post({ query: '{ helo }' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of the wrong type',
      () => server.post({ query: 'query($v: Int!) { double(value: $v) }', variables: { v: 'x' } }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a mutation by GET',
      () => fetch(`${server.url}/graphql?query=mutation{touch}`, { headers: { 'apollo-require-preflight': 'true' } }),
      405,
      'BAD_REQUEST',
    ],
  ] as const)('refuses %s with a coded JSON error', async (_what, send, status, code) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const body = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(body.errors[0].extensions.code).toBe(code);
    expect(body.errors[0].message).not.toContain('token=x');
  });

  it('reads a body that comes in chunks only up to the limit', async () => {
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(' '.repeat(64 * 1024)));
      },
    });
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: chunks,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  it('refuses introspection when it is turned off', async () => {
    const closed = await startHttpServer(await buildHttpSchema(), {
      config: { graphql: { graphiql: false, introspection: false } },
    });
    const response = await closed.post({ query: '{ __schema { queryType { name } } }' });
    expect(response.status).toBe(400);
    await closed.close();
  });
});

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createClient, type NetworkError } from 'graphql-sse';
import { ANONYMOUS, type Viewer } from '../../../src/engine/access/viewer';
import { buildHttpSchema, events, states } from '../../harness/http-schema';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer, until } from '../../harness/http-server';
import { retainedBytes } from '../../harness/retained-memory';

let server: RunningHttpServer;
const sockets: Socket[] = [];

beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema());
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => server.close());

const endpoint = (of = server) => `${of.url}/graphql/stream`;
const JSON_TYPE = { 'content-type': 'application/json' };
const STREAM = { accept: 'text/event-stream' };

const clientOf = (of = server, headers: Record<string, string> = {}) =>
  createClient({ url: endpoint(of), headers, retryAttempts: 0 });

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(endpoint(), {
    method: 'POST',
    headers: { ...JSON_TYPE, ...STREAM, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const result of results) seen.push(result);
  return seen;
}

/** A stream on a bare socket, which the test may stop reading. */
async function rawStream(of: RunningHttpServer, query: string): Promise<{ socket: Socket; text(): string }> {
  const socket = connect(Number(new URL(of.url).port), '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('data', bytes => {
    text += String(bytes);
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const body = JSON.stringify({ query });
  socket.write(
    `POST /graphql/stream HTTP/1.1\r\nHost: test\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await until(() => text.includes(':\n\n'));
  return { socket, text: () => text };
}

describe('an event stream', () => {
  it('carries subscriptions, queries and mutations to a graphql-sse client', async () => {
    const client = clientOf();
    expect(await all(client.iterate({ query: 'subscription { count(to: 3) }' }))).toEqual(
      [1, 2, 3].map(count => ({ data: { count } })),
    );
    const doubled = await all(client.iterate({ query: 'query($v: Int!) { double(value: $v) }', variables: { v: 21 } }));
    expect(doubled).toEqual([{ data: { double: 42 } }]);
    expect(await all(client.iterate({ query: 'mutation { touch }' }))).toEqual([{ data: { touch: 'touched' } }]);
  });

  it('is written as the protocol has it', async () => {
    const response = await post({ query: '{ hello }' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(await response.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"hello":"world"}}\n\nevent: complete\ndata:\n\n',
    );
  });

  it('belongs to the viewer of its Authorization header; a wrong one is refused', async () => {
    const client = clientOf(server, { authorization: `Bearer ${ADMIN_TOKEN}` });
    expect(await all(client.iterate({ query: '{ viewer }' }))).toEqual([{ data: { viewer: 'token:admin' } }]);
    expect((await post({ query: '{ viewer }' }, { authorization: 'Bearer wrong' })).status).toBe(401);
  });

  it('answers a GET that no other site could have sent, but no mutation by it', async () => {
    const get = (query: string, headers: Record<string, string>) =>
      fetch(`${endpoint()}?${String(new URLSearchParams({ query, variables: '{"v":4}' }))}`, { headers });
    const known = { ...STREAM, 'apollo-require-preflight': 'true' };
    expect(await (await get('query($v: Int!) { double(value: $v) }', known)).text()).toContain('{"double":8}');
    expect((await get('{ hello }', STREAM)).status).toBe(400);
    const mutation = await get('mutation { touch }', known);
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['without the right Accept', { query: '{ hello }' }, { accept: 'application/json' }, 406],
    ['from a form', { query: '{ hello }' }, { 'content-type': 'text/plain' }, 400],
    ['of another content type', { query: '{ hello }' }, { 'content-type': 'application/xml' }, 415],
    ['that is not JSON', '{', {}, 400],
    ['without a document', {}, {}, 400],
    ['with variables in a list', { query: '{ hello }', variables: [] }, {}, 400],
    ['that is too large', { query: `{ hello } # ${'x'.repeat(300_000)}` }, {}, 413],
  ])('is refused in JSON for a request %s', async (_what, body, headers, status) => {
    const response = await post(body, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] });
  });

  it.each(['HEAD', 'PUT', 'DELETE'])('does not know the method %s', async method => {
    expect((await fetch(endpoint(), { method })).status).toBe(405);
  });

  it.each([
    ['a syntax error', '{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['too many levels', `{ ${'box { '.repeat(13)}name${' }'.repeat(13)} }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['no operation to choose', 'query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('tells within itself what is wrong with the document: %s', async (_what, query, code) => {
    expect(await all(clientOf().iterate({ query }))).toMatchObject([{ errors: [{ extensions: { code } }] }]);
  });

  it.each(['{ box { broken } }', 'subscription { stillborn }', 'subscription { brokenEvent }'])(
    'says nothing but the request id when %s fails',
    async query => {
      const response = await post({ query });
      const text = await response.text();
      expect(text).toContain('"message":"Internal error"');
      expect(text).toContain(`"requestId":"${response.headers.get('x-request-id')}"`);
      expect(text).not.toMatch(/SELECT|\/srv|stack/);
    },
  );

  it('ends after the error of a source that breaks', async () => {
    const results = await all(clientOf().iterate({ query: 'subscription { fragile }' }));
    expect(results).toMatchObject([{ data: { fragile: 1 } }, { errors: [{ extensions: { code: 'INTERNAL' } }] }]);
  });

  it('ends its source when the client goes, also while it waits', async () => {
    const before = events.listenerCount('tick');
    const client = clientOf();
    const ticks = client.iterate({ query: 'subscription { ticks }' });
    const first = ticks.next();
    await until(() => events.listenerCount('tick') === before + 1);
    events.emit('tick', 'on');
    expect(await first).toMatchObject({ value: { data: { ticks: 'on for anonymous' } } });
    client.dispose();
    await until(() => events.listenerCount('tick') === before);
  });

  it('says from time to time that it is still there', async () => {
    const alive = await startHttpServer(await buildHttpSchema(), { live: { keepAliveMs: 20 } });
    const { text } = await rawStream(alive, 'subscription { ticks }');
    await until(() => text().split(':\n\n').length > 4);
    await alive.close();
  });

  it('ends without a farewell when the server stops, so that its client comes back', async () => {
    const stopping = await startHttpServer(await buildHttpSchema());
    const before = events.listenerCount('tick');
    const ended = expect(clientOf(stopping).iterate({ query: 'subscription { ticks }' }).next()).rejects.toThrow();
    await until(() => events.listenerCount('tick') === before + 1);
    await stopping.close();
    await ended;
    expect(events.listenerCount('tick')).toBe(before);
  });

  it('ends with a reason when its viewer loses the right to it', async () => {
    const ann: Viewer = { kind: 'token', id: 'ann', permissions: new Set() };
    const strict = await startHttpServer(await buildHttpSchema(), {
      authenticate: authorization => (authorization === 'ann' ? ann : ANONYMOUS),
    });
    const before = events.listenerCount('tick');
    const results = all(clientOf(strict, { authorization: 'ann' }).iterate({ query: 'subscription { ticks }' }));
    await until(() => events.listenerCount('tick') === before + 1);
    strict.revoke('ann');
    expect(await results).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    await until(() => events.listenerCount('tick') === before);
    await strict.close();
  });

  it('is refused with 429 when its viewer has too many', async () => {
    const small = await startHttpServer(await buildHttpSchema(), { live: { streamsPerViewer: 1 } });
    const before = events.listenerCount('tick');
    const first = await rawStream(small, 'subscription { ticks }');
    const refused = () => all(clientOf(small).iterate({ query: '{ hello }' }));
    const status = await refused().catch((error: NetworkError<Response>) => error.response?.status);
    expect(status).toBe(429);
    first.socket.destroy();
    await until(() => events.listenerCount('tick') === before);
    expect(await refused()).toEqual([{ data: { hello: 'world' } }]);
    await small.close();
  });

  it('costs next to nothing while its reader is stopped, and is cut', async () => {
    const short = await startHttpServer(await buildHttpSchema(), { live: { drainMs: 400 } });
    const { socket } = await rawStream(short, 'subscription { state }');
    await until(() => states.size === 1);
    socket.pause();
    const before = retainedBytes();
    for (let n = 1; n <= 20_000; n++) {
      for (const reader of states) reader.put({ text: `${n} ${'x'.repeat(10_000)}` });
      if (n % 20 === 0) await new Promise(resolve => setImmediate(resolve));
    }
    expect(retainedBytes() - before).toBeLessThan(10 * 1024 * 1024);
    await until(() => states.size === 0);
    await short.close();
  });
});

import { once } from 'node:events';
import { createClient, type ExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { buildHttpSchema, events } from '../../harness/http-schema';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer, until } from '../../harness/http-server';

const PROTOCOL = 'graphql-transport-ws';
const PRIVATE = /SELECT|\/srv|stack/;

let server: RunningHttpServer;
const open: WebSocket[] = [];

beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema(), { live: { initTimeoutMs: 300 } });
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.terminate();
});
afterAll(() => server.close());

const wsUrl = (url = server.url) => `${url.replace('http', 'ws')}/graphql`;

function connect(protocol: string[] = [PROTOCOL], headers: Record<string, string> = {}, url = wsUrl()): WebSocket {
  const socket = new WebSocket(url, protocol, { headers });
  open.push(socket);
  socket.on('error', () => {});
  return socket;
}

interface Message {
  id?: string;
  type: string;
  payload?: ExecutionResult & ExecutionResult['errors'];
}

/** A socket past its handshake, with the messages it gets. */
async function join(params?: Record<string, unknown>) {
  const socket = connect();
  const messages: Message[] = [];
  socket.on('message', text => messages.push(JSON.parse(String(text))));
  await once(socket, 'open');
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  send({ type: 'connection_init', ...(params && { payload: params }) });
  await until(() => messages.some(({ type }) => type === 'connection_ack'));
  const subscribe = (id: string, query: string, variables?: Record<string, unknown>) =>
    send({ id, type: 'subscribe', payload: { query, variables } });
  const first = async (id: string, type: string) => {
    await until(() => messages.some(message => message.id === id && message.type === type));
    return messages.find(message => message.id === id && message.type === type) as Message;
  };
  return { socket, messages, send, subscribe, first };
}

const closeCode = async (socket: WebSocket): Promise<number> => (await once(socket, 'close'))[0];

describe('a WebSocket', () => {
  it('is closed with 4408 when it does not begin in time', async () => {
    expect(await closeCode(connect())).toBe(4408);
  });

  it('is closed with 4429 when it begins twice', async () => {
    const { socket, send } = await join();
    send({ type: 'connection_init' });
    expect(await closeCode(socket)).toBe(4429);
  });

  it('is closed with 4401 when it subscribes before it was accepted', async () => {
    const socket = connect();
    await once(socket, 'open');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ hello }' } }));
    expect(await closeCode(socket)).toBe(4401);
  });

  it('is closed with 4409 when an id is used twice', async () => {
    const { socket, subscribe } = await join();
    subscribe('1', 'subscription { ticks }');
    subscribe('1', 'subscription { ticks }');
    expect(await closeCode(socket)).toBe(4409);
  });

  it.each(['not json', '{"type":"unknown"}', '[]'])('is closed with 4400 for the message %s', async message => {
    const { socket } = await join();
    socket.send(message);
    expect(await closeCode(socket)).toBe(4400);
  });

  it('is closed with 4406 when it speaks no known protocol', async () => {
    expect(await closeCode(connect([]))).toBe(4406);
  });

  it('is closed with 4403 when its token is wrong', async () => {
    const socket = connect();
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer wrong' } }));
    expect(await closeCode(socket)).toBe(4403);
  });

  it('is closed when a message is larger than 64 KB', async () => {
    const { socket, subscribe } = await join();
    subscribe('1', `{ hello } # ${'x'.repeat(70_000)}`);
    expect(await closeCode(socket)).toBe(4400);
  });

  it('is cut when its other end stops answering pings', async () => {
    const pinging = await startHttpServer(await buildHttpSchema(), { live: { keepAliveMs: 30 } });
    const deaf = new WebSocket(wsUrl(pinging.url), [PROTOCOL], { autoPong: false });
    await once(deaf, 'open');
    expect(await closeCode(deaf)).toBe(1006);
    await pinging.close();
  });

  it.each([
    ['of another site', { origin: 'https://evil.example' }, wsUrl, 403],
    ['of a sandboxed page', { origin: 'null' }, wsUrl, 403],
    ['at another path', {}, () => wsUrl().replace('/graphql', '/other'), 404],
  ])('is refused when it comes %s', async (_what, headers, url, status) => {
    const socket = connect([PROTOCOL], headers as Record<string, string>, url());
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(status);
  });

  it('is welcome from a page of the same host', async () => {
    await once(connect([PROTOCOL], { origin: server.url }), 'open');
  });

  it('belongs to the viewer whose token it was opened with', async () => {
    const { subscribe, first } = await join({ Authorization: `Bearer ${ADMIN_TOKEN}` });
    subscribe('1', '{ viewer }');
    expect((await first('1', 'next')).payload).toEqual({ data: { viewer: 'token:admin' } });
    const byHeader = connect([PROTOCOL], { authorization: 'Bearer wrong' });
    await once(byHeader, 'open');
    byHeader.send(JSON.stringify({ type: 'connection_init' }));
    expect(await closeCode(byHeader)).toBe(4403);
  });

  it('refuses the 51st operation and goes on with the others', async () => {
    const { subscribe, first } = await join();
    const listening = events.listenerCount('tick') + 50;
    for (let i = 1; i <= 50; i++) subscribe(String(i), 'subscription { ticks }');
    await until(() => events.listenerCount('tick') === listening);
    subscribe('51', '{ hello }');
    expect((await first('51', 'error')).payload?.[0]).toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
    events.emit('tick', 'on');
    expect((await first('50', 'next')).payload).toEqual({ data: { ticks: 'on for anonymous' } });
  });

  it('ends its subscriptions’ sources when it goes, also while they wait', async () => {
    const { socket, subscribe } = await join();
    const before = events.listenerCount('tick');
    subscribe('1', 'subscription { ticks }');
    await until(() => events.listenerCount('tick') === before + 1);
    socket.terminate();
    await until(() => events.listenerCount('tick') === before);
  });

  it('is told 1001 when the server stops, and its subscriptions end', async () => {
    const stopping = await startHttpServer(await buildHttpSchema());
    const client = createClient({ url: wsUrl(stopping.url), webSocketImpl: WebSocket, retryAttempts: 0 });
    const code = new Promise(resolve => client.on('closed', event => resolve((event as { code: number }).code)));
    const before = events.listenerCount('tick');
    const ticks = client.iterate({ query: 'subscription { ticks }' });
    const ended = expect(ticks.next()).rejects.toMatchObject({ code: 1001 });
    await until(() => events.listenerCount('tick') === before + 1);
    await stopping.close();
    expect(await code).toBe(1001);
    await ended;
    expect(events.listenerCount('tick')).toBe(before);
  });
});

describe('an operation over a WebSocket', () => {
  it('may be a subscription, a query or a mutation', async () => {
    const { subscribe, first, messages } = await join();
    subscribe('1', 'subscription { count(to: 3) }');
    await first('1', 'complete');
    expect(
      messages.filter(({ id, type }) => id === '1' && type === 'next').map(({ payload }) => payload?.data),
    ).toEqual([{ count: 1 }, { count: 2 }, { count: 3 }]);
    subscribe('2', 'query($v: Int!) { double(value: $v) }', { v: 21 });
    expect((await first('2', 'next')).payload).toEqual({ data: { double: 42 } });
    subscribe('3', 'mutation { touch }');
    expect((await first('3', 'next')).payload).toEqual({ data: { touch: 'touched' } });
  });

  it('gets fresh loaders with every event', async () => {
    const { subscribe, first } = await join();
    const before = server.contexts.length;
    subscribe('1', 'subscription { count(to: 2) }');
    await first('1', 'complete');
    const contexts = server.contexts.slice(before);
    expect(new Set(contexts.map(ctx => ctx.load)).size).toBe(3);
    expect(new Set(contexts.map(ctx => ctx.requestId)).size).toBe(1);
  });

  it.each([
    ['a syntax error', '{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ helo }', 'GRAPHQL_VALIDATION_FAILED'],
    ['too many levels', `{ ${'box { '.repeat(13)}name${' }'.repeat(13)} }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['too many tokens', `{ ${'hello '.repeat(3_000)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['no operation to choose', 'query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('is refused by the same rules as over HTTP: %s', async (_what, query, code) => {
    const { subscribe, first } = await join();
    subscribe('1', query);
    expect((await first('1', 'error')).payload?.[0]).toMatchObject({ extensions: { code } });
  });

  it('names a variable of the wrong type', async () => {
    const { subscribe, first } = await join();
    subscribe('1', 'query($v: Int!) { double(value: $v) }', { v: 'x' });
    expect((await first('1', 'next')).payload?.errors?.[0]).toMatchObject({
      message: expect.stringContaining('"$v"'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it.each([
    ['a resolver', '{ box { broken } }', 'next'],
    ['a source that cannot begin', 'subscription { stillborn }', 'next'],
    ['an event', 'subscription { brokenEvent }', 'next'],
    ['a source that breaks', 'subscription { fragile }', 'error'],
  ])('says nothing but the request id when %s fails', async (_what, query, type) => {
    const { subscribe, first, messages } = await join();
    subscribe('1', query);
    const { payload } = await first('1', type);
    const [error] = type === 'error' ? [payload?.[0]] : (payload?.errors ?? []);
    expect(error).toMatchObject({
      message: 'Internal error',
      extensions: { code: 'INTERNAL', requestId: expect.stringMatching(/^[0-9A-Z]{26}$/) },
    });
    expect(JSON.stringify(messages)).not.toMatch(PRIVATE);
    const requestId = error?.extensions?.requestId;
    expect(server.lines.some(line => line.level === 'error' && line.requestId === requestId)).toBe(true);
  });

  it('is counted while its socket is open', async () => {
    const gauge = async () =>
      Number(/keelson_websocket_connections (\d+)/.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1]);
    const before = await gauge();
    const { socket } = await join();
    expect(await gauge()).toBe(before + 1);
    socket.terminate();
    await until(async () => (await gauge()) === before);
  });
});

import { startApi } from '../../harness/api';
import { joinGraphqlSocket } from '../../harness/graphql-socket';
import { buildHttpSchema } from '../../harness/http-schema';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer } from '../../harness/http-server';

/** So slow that nothing drips out while a test runs. */
const SIZE = { capacity: 10, restoreRate: 0.01 };
const admin = { authorization: `Bearer ${ADMIN_TOKEN}` };
let server: RunningHttpServer;

async function start(overrides: object = {}): Promise<void> {
  server = await startHttpServer(await buildHttpSchema(), {
    throttling: { cost: { anonymous: SIZE, viewers: SIZE } },
    ...overrides,
  });
}
afterEach(() => server.close());

const boxes = (n: number) => `{ ${Array.from({ length: n }, (_, i) => `b${i}: box { name }`).join(' ')} }`;
const costOf = async (query: string, headers: Record<string, string> = {}) => {
  const response = await server.post({ query }, { 'x-report-cost': 'true', ...headers });
  return ((await response.json()) as unknown as { extensions: { cost: Record<string, unknown> } }).extensions.cost;
};

describe.each([
  ['the lane for known documents', true],
  ['Apollo Server', false],
])('the leaky bucket of a caller, by %s', (_what, knownDocuments) => {
  it('answers 429 with Retry-After when it is full, and others are served', async () => {
    await start({ knownDocuments });
    for (let n = 0; n < 5; n++) expect((await server.post({ query: boxes(2) })).status).toBe(200);
    const response = await server.post({ query: boxes(2) });
    expect(response.status).toBe(429);
    const { errors } = await response.json();
    expect(errors[0].extensions).toEqual({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
    expect(response.headers.get('retry-after')).toBe(String(errors[0].extensions.retryAfterSeconds));
    expect((await server.post({ query: boxes(2) }, admin)).status).toBe(200);
  });

  it('is told by the answer that asks, with what was used and what is left', async () => {
    await start({ knownDocuments });
    expect(await costOf(boxes(3))).toEqual({
      requested: 3,
      limit: 1000,
      actual: 3,
      throttle: { available: 7, restoreRate: 0.01 },
    });
    expect(await costOf(boxes(2))).toMatchObject({ throttle: { available: 5 } });
    expect(await costOf(boxes(2), admin)).toMatchObject({ throttle: { available: 8 } });
  });

  it('gets back what an operation did not use', async () => {
    await start({ knownDocuments });
    const query = '{ missing(id: "x") box @skip(if: true) { name } a: box { broken } }';
    for (let n = 1; n <= 3; n++) {
      expect(await costOf(query)).toMatchObject({ requested: 1, throttle: { available: 10 - n } });
    }
  });

  it('is charged for a request that does nothing', async () => {
    await start({ knownDocuments });
    const statuses = [];
    for (let n = 0; n < 12; n++) statuses.push((await server.post({ query: '{ __typename }' })).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
  });

  it('lets nobody get around it by saying that the request was passed on', async () => {
    await start({ knownDocuments });
    const statuses = [];
    for (let n = 0; n < 11; n++) {
      statuses.push((await server.post({ query: '{ hello }' }, { 'x-forwarded-for': `192.0.2.${n}` })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it('is that of the client when a trusted proxy passed the request on', async () => {
    await start({ knownDocuments, trustedProxies: ['127.0.0.0/8', '::1'] });
    const status = async (forwarded: string) =>
      (await server.post({ query: boxes(10) }, { 'x-forwarded-for': forwarded })).status;
    expect(await status('192.0.2.1')).toBe(200);
    expect(await status('192.0.2.2')).toBe(200);
    expect(await status('203.0.113.9, 192.0.2.1')).toBe(429);
    expect(server.contexts.map(({ address }) => address)).toEqual(expect.arrayContaining(['192.0.2.1', '192.0.2.2']));
  });
});

describe('the leaky bucket of a caller', () => {
  it('holds for operations over WebSockets and event streams too', async () => {
    await start();
    const ann = await joinGraphqlSocket(server.url, admin.authorization);
    ann.subscribe('1', boxes(10));
    expect((await ann.first('1', 'next')).payload).toHaveProperty('data.b9');
    ann.subscribe('2', boxes(2));
    expect((await ann.first('2', 'error')).payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    ann.socket.terminate();
    const stream = await fetch(`${server.url}/graphql/stream`, {
      method: 'POST',
      headers: { ...admin, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: boxes(2) }),
    });
    expect(await stream.text()).toContain('"RATE_LIMITED"');
  });
});

it('what an operation over a WebSocket did not use is given back as well', async () => {
  const size = { capacity: 60, restoreRate: 0.01 };
  const api = await startApi({ worker: false, throttling: { cost: { anonymous: size, viewers: size } } });
  const ann = await joinGraphqlSocket(api.url, `Bearer ${api.adminToken}`);
  for (const id of ['1', '2', '3', '4']) {
    ann.subscribe(id, '{ articles(first: 50) { nodes { id } } }');
    expect((await ann.first(id, 'next')).payload).toMatchObject({ data: { articles: { nodes: [] } } });
    await ann.first(id, 'complete');
  }
  ann.socket.terminate();
  await api.close();
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { buildHttpSchema, events } from '../../harness/http-schema';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer, until } from '../../harness/http-server';

let server: RunningHttpServer;

beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema());
});
afterAll(() => server.close());

describe('every answer', () => {
  it('tells browsers to guess, frame and load nothing', async () => {
    for (const path of ['/graphql?query={hello}', '/livez', '/nowhere']) {
      const { headers } = await fetch(server.url + path, { headers: { 'apollo-require-preflight': 'true' } });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('asks for https for a year where clients come by https', async () => {
    const secure = await startHttpServer(await buildHttpSchema(), { publicUrl: 'https://blog.example' });
    const { headers } = await fetch(`${secure.url}/livez`);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    await secure.close();
  });

  it('echoes a request id that is a plain token, and makes one otherwise', async () => {
    const idFor = async (given: string) =>
      (await server.post({ query: '{ hello }' }, { 'x-request-id': given })).headers.get('x-request-id');
    expect(await idFor('trace-42.a_b')).toBe('trace-42.a_b');
    expect(await idFor('"><script>')).toMatch(/^[0-9A-Z]{26}$/);
    expect(await idFor('x'.repeat(129))).toMatch(/^[0-9A-Z]{26}$/);
  });

  it('leaves one line in the log, without the values of the query', async () => {
    await fetch(`${server.url}/nowhere?token=hush`, { headers: { 'x-request-id': 'logged-1' } });
    await until(() => server.lines.some(line => line.requestId === 'logged-1'));
    const lines = server.lines.filter(line => line.requestId === 'logged-1');
    expect(lines).toEqual([
      expect.objectContaining({ level: 'http', method: 'GET', path: '/nowhere', status: 404, ms: expect.any(Number) }),
    ]);
    expect(JSON.stringify(lines)).not.toContain('hush');
  });

  it('is JSON even for a Host header that is no host', async () => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(
      'GET /graphql?query={hello} HTTP/1.1\r\nHost: <>\r\napollo-require-preflight: 1\r\nConnection: close\r\n\r\n',
    );
    const [text] = await once(socket.setEncoding('utf8'), 'data');
    expect(text).toContain('HTTP/1.1 400');
    expect(text).toContain('"code":"BAD_REQUEST"');
  });
});

describe('health', () => {
  it('is ready when the database answers, whatever Redis does', async () => {
    const ready = await startHttpServer(await buildHttpSchema(), {
      pingRedis: () => Promise.reject(new Error('gone')),
    });
    const response = await fetch(`${ready.url}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', checks: { database: 'ok', redis: 'failed' } });
    await ready.close();
  });

  it('is alive but not ready when the database is away', async () => {
    const log = server.contexts[0]?.log ?? (await startedLog());
    const away = await startHttpServer(await buildHttpSchema(), {
      services: { db: { ping: () => Promise.reject(new Error('ECONNREFUSED')) }, log } as never,
    });
    expect((await fetch(`${away.url}/livez`)).status).toBe(200);
    const response = await fetch(`${away.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'failed', checks: { database: 'failed' } });
    await away.close();
  });

  async function startedLog() {
    await server.post({ query: '{ hello }' });
    return server.contexts[0].log;
  }
});

describe('metrics', () => {
  const scrape = (headers: Record<string, string> = {}) => fetch(`${server.url}/metrics`, { headers });

  it('count requests by route, operations by type and outcome, and errors by code', async () => {
    await server.post({ query: '{ hello }' });
    await server.post({ query: '{ missing(id: "1") }' });
    await server.post({ query: '{ nope }' });
    await until(async () => {
      const text = await (await scrape()).text();
      return (
        /keelson_http_request_duration_seconds_count\{method="POST",route="\/graphql",status="200"\} [1-9]/.test(
          text,
        ) &&
        /keelson_graphql_operation_duration_seconds_count\{type="query",outcome="ok"\} [1-9]/.test(text) &&
        /keelson_graphql_operation_duration_seconds_count\{type="query",outcome="error"\} [1-9]/.test(text) &&
        /keelson_graphql_operation_duration_seconds_count\{type="none",outcome="refused"\} [1-9]/.test(text) &&
        /keelson_graphql_errors_total\{code="NOT_FOUND"\} [1-9]/.test(text) &&
        /process_resident_memory_bytes \d/.test(text)
      );
    });
  });

  it('are for the same machine, not for those whom a proxy on it lets through', async () => {
    expect((await scrape()).status).toBe(200);
    expect((await scrape({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(401);
    expect((await scrape({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer wrong' })).status).toBe(401);
    const allowed = await scrape({ 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${ADMIN_TOKEN}` });
    expect(allowed.status).toBe(200);
  });
});

describe('stopping', () => {
  it('is announced as not ready while requests are still served', async () => {
    const stopping = await startHttpServer(await buildHttpSchema());
    const closed = stopping.close(1_000, once(events, 'announced'));
    const readiness = await fetch(`${stopping.url}/readyz`);
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toEqual({ status: 'draining', checks: { database: 'ok' } });
    expect((await stopping.post({ query: '{ hello }' })).status).toBe(200);
    events.emit('announced');
    await closed;
  });

  it('finishes running requests and takes no new ones', async () => {
    const stopping = await startHttpServer(await buildHttpSchema());
    const started = once(events, 'slow-started');
    const running = stopping.post({ query: '{ slow }' });
    await started;
    const closed = stopping.close(30_000);
    await until(() =>
      fetch(`${stopping.url}/livez`).then(
        r => r.status === 503,
        () => true,
      ),
    );
    events.emit('slow-finish');
    expect((await (await running).json()).data).toEqual({ slow: 'done' });
    await closed;
    await expect(fetch(`${stopping.url}/livez`)).rejects.toThrow();
  });

  it('cuts a request that outlasts the grace', async () => {
    const stopping = await startHttpServer(await buildHttpSchema());
    const started = once(events, 'slow-started');
    const running = stopping.post({ query: '{ slow }' });
    const cut = expect(running).rejects.toThrow();
    await started;
    const closed = stopping.close(50);
    await cut;
    events.emit('slow-finish');
    await closed;
  });
});

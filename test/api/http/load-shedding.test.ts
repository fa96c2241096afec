import { buildHttpSchema, events } from '../../harness/http-schema';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer, until } from '../../harness/http-server';

let server: RunningHttpServer;
let started = 0;
const count = () => {
  started += 1;
};

beforeEach(async () => {
  started = 0;
  events.on('slow-started', count);
  server = await startHttpServer(await buildHttpSchema(), { throttling: { concurrentRequests: 5 } });
});
afterEach(async () => {
  events.off('slow-started', count);
  events.emit('slow-finish');
  await server.close();
});

const gauge = async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^keelson_graphql_requests_in_flight (\d+)$/m.exec(text)?.[1]);
};

describe('a server that answers as many operations as it can', () => {
  it('refuses more with 503 and Retry-After, finishes what it has, and then goes on', async () => {
    const begun = Array.from({ length: 5 }, () => server.post({ query: '{ slow }' }));
    await until(() => started === 5);
    expect(await gauge()).toBe(5);
    const refused = await Promise.all(Array.from({ length: 50 }, () => server.post({ query: '{ hello }' })));
    for (const response of refused) {
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await response.json()).errors[0].extensions).toEqual({ code: 'UNAVAILABLE' });
    }
    events.emit('slow-finish');
    for (const response of await Promise.all(begun)) expect(response.status).toBe(200);
    expect((await server.post({ query: '{ hello }' })).status).toBe(200);
    expect(await gauge()).toBe(0);
  });

  it('refuses before it reads a credential or a body', async () => {
    const begun = Array.from({ length: 5 }, () => server.post({ query: '{ slow }' }));
    await until(() => started === 5);
    expect((await server.post('{', { authorization: 'Bearer wrong' })).status).toBe(503);
    events.emit('slow-finish');
    await Promise.all(begun);
  });

  it('goes on saying that it lives, and shows its figures', async () => {
    const begun = Array.from({ length: 5 }, () => server.post({ query: '{ slow }' }));
    await until(() => started === 5);
    for (const path of ['/livez', '/readyz', '/metrics']) {
      const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
      expect((await fetch(`${server.url}${path}`, { headers })).status).toBe(200);
    }
    events.emit('slow-finish');
    await Promise.all(begun);
  });
});

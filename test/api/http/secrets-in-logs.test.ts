import { buildHttpSchema } from '../../harness/http-schema';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer } from '../../harness/http-server';

let server: RunningHttpServer;
beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema());
});
afterAll(() => server.close());

const PLANTED = 'planted-secret-4711';
const logged = () => JSON.stringify(server.lines);

describe('the log of requests', () => {
  it('holds no secret of theirs, whatever goes wrong with them', async () => {
    const headers = {
      cookie: `session=${PLANTED}`,
      'x-preview-token': `kpt_${PLANTED}`,
      'idempotency-key': PLANTED,
      referer: `https://example.org/?token=${PLANTED}`,
      'user-agent': PLANTED,
    };
    const variables = { value: PLANTED, password: PLANTED };
    const query = 'query ($value: String!) { missing(id: $value) }';
    await server.post({ query, variables });
    await server.post({ query, variables }, { cookie: headers.cookie, 'idempotency-key': PLANTED });
    await server.post({ query, variables }, { authorization: `Bearer ${PLANTED}` });
    await server.post({ query, variables }, { authorization: `Basic ${PLANTED}` });
    await server.post({ query, variables }, headers);
    await server.post({ query: `{ ${PLANTED.replaceAll('-', '_')} }`, variables });
    await server.post({ query: 'query ($value: Int!) { double(value: $value) }', variables });
    await server.post(`{"password":"${PLANTED}"`);
    await server.post({ query: '{ box { broken } away }', variables }, { referer: headers.referer });
    await fetch(`${server.url}/graphql?query={hello}&token=${PLANTED}`, { headers: { cookie: headers.cookie } });
    await fetch(`${server.url}/nowhere?token=${PLANTED}`);
    await server.post({ query: '{ hello }' }, { authorization: `Bearer ${ADMIN_TOKEN}` });
    expect(server.lines.length).toBeGreaterThan(10);
    expect(logged()).not.toContain(PLANTED);
    expect(logged()).not.toContain(PLANTED.replaceAll('-', '_'));
    expect(logged()).not.toContain(ADMIN_TOKEN);
  });

  it('stays one line for each, whatever their paths and ids hold', async () => {
    const id = `${'x'.repeat(10)}%0d%0a`;
    await fetch(`${server.url}/line%0d%0a{"level":"error"}%1b[31m`, { headers: { 'x-request-id': id } });
    const line = server.lines.findLast(({ path }) => String(path).startsWith('/line'));
    expect(line).toMatchObject({ status: 404 });
    expect(line?.requestId).not.toBe(id);
    expect(String(line?.path)).not.toContain('\n');
    expect(String(line?.path)).not.toContain('\u001b');
  });
});

describe('JSON that names what all objects share', () => {
  it('changes nothing but itself', async () => {
    for (const body of [
      '{"query":"{ hello }","variables":{"__proto__":{"polluted":true}}}',
      '{"query":"{ hello }","__proto__":{"polluted":true}}',
      '{"query":"{ hello }","variables":{"constructor":{"prototype":{"polluted":true}}}}',
      '{"query":"{ hello }","extensions":{"__proto__":{"polluted":true}}}',
    ]) {
      expect([200, 400]).toContain((await server.post(body)).status);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await server.post({ query: '{ hello }' })).status).toBe(200);
  });
});

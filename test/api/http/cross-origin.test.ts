import { WebSocket } from 'ws';
import { buildHttpSchema } from '../../harness/http-schema';
import { type RunningHttpServer, startHttpServer } from '../../harness/http-server';

const LISTED = 'https://www.example.org';
const STRANGER = 'https://evil.example';
let server: RunningHttpServer;

const start = async (overrides: object) => {
  server = await startHttpServer(await buildHttpSchema(), overrides);
};
afterEach(() => server.close());

const preflight = (origin: string, path = '/graphql') =>
  fetch(`${server.url}${path}`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
const ask = (origin: string) => server.post({ query: '{ hello }' }, { origin });
const allowed = ({ headers }: { headers: Headers }) => [
  headers.get('access-control-allow-origin'),
  headers.get('access-control-allow-credentials'),
];
const connect = (origin: string) =>
  new Promise<string>(resolve => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin });
    socket.on('open', () => {
      resolve('open');
      socket.terminate();
    });
    socket.on('error', error => resolve(error.message));
  });

describe('a page of another origin', () => {
  it('may ask with credentials when its origin is listed', async () => {
    await start({ origins: [LISTED] });
    for (const path of ['/graphql', '/graphql/stream']) {
      const answer = await preflight(LISTED, path);
      expect(answer.status).toBe(204);
      expect(allowed(answer)).toEqual([LISTED, 'true']);
      expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
    }
    const answer = await ask(LISTED);
    expect(allowed(answer)).toEqual([LISTED, 'true']);
    expect(answer.headers.get('vary')).toContain('origin');
    expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
    expect(await connect(LISTED)).toBe('open');
  });

  it('learns why it was refused, when its origin is listed', async () => {
    await start({ origins: [LISTED] });
    const answer = await server.post({ query: '{ hello }' }, { origin: LISTED, authorization: 'Bearer wrong' });
    expect(answer.status).toBe(401);
    expect(allowed(answer)).toEqual([LISTED, 'true']);
  });

  it.each([['other origins are'], ['nothing is']])('is told nothing when %s listed', async what => {
    await start({ origins: what.startsWith('other') ? [LISTED] : [] });
    const answer = await preflight(STRANGER);
    expect(answer.status).toBe(405);
    expect(allowed(answer)).toEqual([null, null]);
    expect(allowed(await ask(STRANGER))).toEqual([null, null]);
    for (const origin of [STRANGER, `${LISTED}.evil.example`, 'null', 'https://WWW.example.org']) {
      expect(allowed(await ask(origin))).toEqual([null, null]);
      expect(await connect(origin)).toContain('403');
    }
  });

  it('may read without credentials when any may', async () => {
    await start({ origins: ['*'] });
    expect(allowed(await preflight(STRANGER))).toEqual(['*', null]);
    expect(allowed(await ask(STRANGER))).toEqual(['*', null]);
  });
});

describe('a page of this server', () => {
  it('may open WebSockets', async () => {
    await start({});
    expect(await connect(server.url)).toBe('open');
  });
});

describe('every answer', () => {
  it('carries its security headers, and does not say what answered', async () => {
    await start({ publicUrl: 'https://api.example.org' });
    const answers = await Promise.all([
      ask(LISTED),
      server.post('{'),
      fetch(`${server.url}/nowhere`),
      fetch(`${server.url}/livez`),
      fetch(`${server.url}/graphql`, { method: 'PUT' }),
    ]);
    for (const { headers } of answers) {
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { registerDashboard } from '../../src/server/dashboard';

const PAGE = '<script nonce="__CSP_NONCE__" src="/admin/assets/main-abc.js"></script>';

describe('the dashboard on the server', () => {
  let directory: string;
  let app: FastifyInstance;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'keelson-dashboard-'));
    mkdirSync(join(directory, 'assets'));
    writeFileSync(join(directory, 'index.html'), PAGE);
    writeFileSync(join(directory, 'assets/main-abc.js'), 'plain');
    writeFileSync(join(directory, 'assets/main-abc.js.br'), 'brotli');
    app = fastify();
    await registerDashboard(app, { directory });
  });
  afterAll(async () => {
    await app.close();
    rmSync(directory, { recursive: true });
  });

  it.each(['/admin', '/admin/', '/admin/content/articles/01ABC', '/admin/sign-in?to=%2Fjobs'])(
    'answers %s with the page, which no cache keeps and nobody frames',
    async url => {
      const { statusCode, headers, body } = await app.inject(url);
      expect(statusCode).toBe(200);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(body).toContain('src="/admin/assets/main-abc.js"');
    },
  );

  it('lets scripts and styles run that it serves or that carry the number of this one answer', async () => {
    const [one, other] = await Promise.all([app.inject('/admin'), app.inject('/admin')]);
    const numberOf = ({ body }: { body: string }) => (/nonce="([^"]{22,})"/.exec(body) as RegExpExecArray)[1];
    expect(numberOf(one)).not.toBe(numberOf(other));
    const policy = new Map(
      String(one.headers['content-security-policy'])
        .split('; ')
        .map(rule => [rule.split(' ', 1)[0], rule.split(' ').slice(1)]),
    );
    expect(policy.get('script-src')).toEqual(["'self'", `'nonce-${numberOf(one)}'`]);
    expect(policy.get('style-src')).toEqual(["'self'", `'nonce-${numberOf(one)}'`]);
    for (const rule of ['default-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors'])
      expect(policy.get(rule)).toEqual(["'none'"]);
  });

  it("names the host's sockets in its policy, and nothing that is no host", async () => {
    const policyFor = async (host: string) =>
      String((await app.inject({ url: '/admin', headers: { host } })).headers['content-security-policy']);
    expect(await policyFor('cms.example.org')).toContain(
      "connect-src 'self' ws://cms.example.org wss://cms.example.org;",
    );
    expect(await policyFor("x; script-src 'unsafe-inline'")).not.toContain('unsafe-inline');
  });

  it('serves assets for good, as small as the browser can take them', async () => {
    const { headers, body } = await app.inject({
      url: '/admin/assets/main-abc.js',
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(body).toBe('brotli');
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'x-content-type-options': 'nosniff',
    });
    expect((await app.inject('/admin/assets/main-abc.js')).body).toBe('plain');
  });

  it('answers an asset that is no longer there with 404, never with the page', async () => {
    const { statusCode, body } = await app.inject('/admin/assets/main-old.js');
    expect(statusCode).toBe(404);
    expect(body).not.toContain('<script');
  });

  it.each([
    ['/invitation', '/admin/invitation'],
    ['/reset-password', '/admin/reset-password'],
  ])('leads from %s, which older links name, to %s', async (from, to) => {
    const { statusCode, headers } = await app.inject(from);
    expect({ statusCode, location: headers.location }).toEqual({ statusCode: 302, location: to });
  });

  it('says how to build it when it has not been built', async () => {
    const unbuilt = fastify();
    await registerDashboard(unbuilt, { directory: join(directory, 'nothing-here') });
    const { statusCode, body } = await unbuilt.inject('/admin');
    expect(statusCode).toBe(503);
    expect(body).toContain('npm run build:admin');
    await unbuilt.close();
  });
});

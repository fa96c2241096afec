import { createSessionCookie } from '../../src/server/session-cookie';

const cookieAt = (publicUrl: string | undefined, host = '127.0.0.1') =>
  createSessionCookie({ publicUrl, host, port: 4000 });

it.each([
  ['https', 'https://example.org', '127.0.0.1'],
  ['plain http on another machine, where browsers then keep none', 'http://example.org', '127.0.0.1'],
  ['a network, with no word of how people come', undefined, '0.0.0.0'],
])('over %s the cookie has the prefix and goes over https only', (_what, publicUrl, host) => {
  expect(cookieAt(publicUrl, host).write('kss_x')).toBe(
    '__Host-keelson-session=kss_x; Path=/; HttpOnly; SameSite=Lax; Secure',
  );
});

it.each([
  ['the loopback address', undefined],
  ['a public URL of this machine', 'http://localhost:4000'],
])('by plain http at %s the cookie does without', (_what, publicUrl) => {
  expect(cookieAt(publicUrl).write('kss_x')).toBe('keelson-session-4000=kss_x; Path=/; HttpOnly; SameSite=Lax');
});

it('the secret is found among other cookies, and none of theirs is taken for it', () => {
  const cookie = cookieAt('https://example.org');
  expect(cookie.read('a=b; __Host-keelson-session=kss_x; c=d')).toBe('kss_x');
  expect(cookie.read('keelson-session-4000=kss_x; x__Host-keelson-session=y')).toBeNull();
  expect(cookie.read(undefined)).toBeNull();
  expect(cookie.write(null)).toContain('Max-Age=0');
});

import { createUrlSigner } from '../../../src/platform/crypto/signed-url';

const KEY = 'a key of thirty-two characters or more';
const NOW = new Date('2030-01-01T00:00:00Z');
const LATER = new Date('2030-01-01T01:00:00Z');
const signer = createUrlSigner([KEY]);

it('a signed address works for its purpose until it expires', () => {
  const signed = signer.sign('read', '/a/b?c=d', LATER);
  expect(signed).toMatch(/^\/a\/b\?c=d&expires=1893459600&signature=[\w-]{43}$/);
  expect(signer.verify('read', signed, NOW)).toBe(true);
  expect(signer.verify('read', signed, LATER)).toBe(false);
  expect(signer.verify('write', signed, NOW)).toBe(false);
});

it('an address without an end works for ever', () => {
  expect(signer.verify('read', signer.sign('read', '/a', null), new Date('2500-01-01'))).toBe(true);
});

it.each([
  ['another path', (url: string) => url.replace('/a', '/b')],
  ['a later end', (url: string) => url.replace(/expires=\d+/, 'expires=9999999999')],
  ['no end', (url: string) => url.replace(/expires=\d+&/, '')],
  ['a second end', (url: string) => url.replace('&signature', '&expires=9999999999&signature')],
  ['more behind it', (url: string) => `${url}&x=1`],
  ['no signature', (url: string) => url.replace(/&signature=.*/, '')],
])('an address with %s does not work', (_what, change) => {
  expect(signer.verify('read', change(signer.sign('read', '/a?x=1', LATER)), NOW)).toBe(false);
});

it('what an old key has signed works as long as the key is known', () => {
  const signed = signer.sign('read', '/a', LATER);
  expect(createUrlSigner(['another key that is long enough to be one', KEY]).verify('read', signed, NOW)).toBe(true);
  expect(createUrlSigner(['another key that is long enough to be one']).verify('read', signed, NOW)).toBe(false);
  expect(() => createUrlSigner([]).sign('read', '/a', null)).toThrow('no key');
});

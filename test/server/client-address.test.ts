import type { IncomingMessage } from 'node:http';
import { clientAddress, createIsTrustedProxy, readNetwork } from '../../src/server/client-address';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;
const trusted = createIsTrustedProxy(['10.0.0.0/8', '2001:db8::/32']);

describe('the address of a client', () => {
  it.each([
    ['is that of the connection without proxies', '192.0.2.1', undefined, '192.0.2.1'],
    ['is that of the connection when its word is not taken', '192.0.2.1', '198.51.100.7', '192.0.2.1'],
    ['is what a trusted proxy says', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['is what the last trusted proxy of several says', '10.0.0.1', '1.1.1.1, 198.51.100.7, 10.2.3.4', '198.51.100.7'],
    ['is an IPv4 address on a socket for both kinds', '::ffff:10.0.0.1', '::ffff:198.51.100.7', '198.51.100.7'],
    ['may be an IPv6 address', '2001:db8::1', '2001:db9::5', '2001:db9::5'],
    ['is never a text that is no address', '10.0.0.1', 'evil\u001b[31m', '10.0.0.1'],
    ['is the nearest one known when a hop is no address', '10.0.0.1', '198.51.100.7, unknown', '10.0.0.1'],
    ['is that of the first proxy when all are trusted', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ])('%s', (_what, remote, forwarded, expected) => {
    expect(clientAddress(from(remote, forwarded), trusted)).toBe(expected);
  });

  it.each(['10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.0/8/8', 'proxy', '10.0.0.0/'])(
    'comes from no network that is written "%s"',
    text => {
      expect(readNetwork(text)).toBeNull();
      expect(() => createIsTrustedProxy([text])).toThrow(`"${text}" is neither an address nor a network.`);
    },
  );
});

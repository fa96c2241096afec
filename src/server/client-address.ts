import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Says whether an address is that of a proxy whose word is taken. */
export type IsTrustedProxy = (address: string) => boolean;

/** Reads addresses and networks (`10.0.0.0/8`, `::1`); null when the text is none. */
export function readNetwork(text: string): { address: string; bits: number } | null {
  const [address, prefix, ...rest] = text.split('/');
  const most = isIPv6(address) ? 128 : 32;
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  return isIP(address) !== 0 && rest.length === 0 && bits >= 0 && bits <= most ? { address, bits } : null;
}

/** Trusts the proxies of these networks, and nobody else. */
export function createIsTrustedProxy(networks: readonly string[]): IsTrustedProxy {
  const trusted = new BlockList();
  for (const text of networks) {
    const network = readNetwork(text);
    if (!network) throw new Error(`"${text}" is neither an address nor a network.`);
    trusted.addSubnet(network.address, network.bits, isIPv6(network.address) ? 'ipv6' : 'ipv4');
  }
  return address => {
    const plain = withoutMapping(address);
    return isIP(plain) !== 0 && trusted.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}

/**
 * Where a request comes from. What X-Forwarded-For says is believed from the right, as far as each address was added by a proxy that is
 * trusted: everything further left the client may have written itself.
 */
export function clientAddress(request: IncomingMessage, isTrusted: IsTrustedProxy): string {
  let address = withoutMapping(request.socket.remoteAddress ?? '');
  const header = request.headers['x-forwarded-for'];
  if (header === undefined) return address;
  const hops = String(header).split(',').reverse();
  for (const hop of hops) {
    if (!isTrusted(address)) break;
    const before = withoutMapping(hop.trim());
    if (isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/** Finds out where each request comes from, before anything asks for it. */
export function registerClientAddress(app: FastifyInstance, isTrusted: IsTrustedProxy): void {
  app.addHook('onRequest', async request => {
    if (request.headers['x-forwarded-for'] !== undefined) request.clientAddress = clientAddress(request.raw, isTrusted);
  });
}

/** Where a request comes from, as far as that is known. */
export function addressOf(request: Pick<FastifyRequest, 'ip' | 'clientAddress'>): string {
  return request.clientAddress ?? withoutMapping(request.ip);
}

/** An IPv4 address as a socket for both kinds shows it. */
function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address;
}

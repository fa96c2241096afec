import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** Who turns names into addresses, and which of these may be reached. Production knows only `PUBLIC_NETWORK`; tests bring their own. */
export interface Network {
  /** All addresses of a host name. Throws what the resolver throws. */
  resolve(hostname: string): Promise<string[]>;
  /** Whether a connection to this address and port may be opened. */
  allows(address: string, port: number): boolean;
}

const WEB_PORTS = new Set([80, 443, 8080, 8443]);
/** The addresses of IPv6 that were ever given out for the open internet. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** The internet as strangers reach it: no address of this machine, of a private network or of a cloud's own services; web ports only. */
export const PUBLIC_NETWORK: Network = {
  async resolve(hostname) {
    const found = await lookup(hostname, { all: true });
    return found.map(({ address }) => address);
  },
  allows: (address, port) => WEB_PORTS.has(port) && isPublicAddress(address),
};

/** Whether an IP address belongs to the open internet; false for what is no address. What wraps an IPv4 address is never public. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

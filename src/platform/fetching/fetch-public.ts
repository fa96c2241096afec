/**
 * Fetches files that strangers name, without letting them look into the operator's network. Each host name is looked up once, every address
 * found must be public, and the connection goes to the very address that was judged: what the name says a moment later changes nothing.
 * Redirects are followed here, not by the client, and judged like the first address. No cookies, no credentials, no proxy, no `Referer`.
 */
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { addressRefused, fetchFailed, KeelsonError } from '../../errors';
import { limitedBody } from './limited-body';
import { type Network, PUBLIC_NETWORK } from './network';

/** How much a fetch may take; what is left out is 5 s, 15 s, 5 MB and 3 redirects. */
export interface FetchLimits {
  /** Milliseconds until a connection stands, the lookup of the name and TLS included. */
  connectMs?: number;
  /** Milliseconds for everything: lookups, redirects and the body to its last byte. */
  totalMs?: number;
  /** Bytes of the body, counted after decompression. */
  maxBytes?: number;
  /** Redirects that are followed. */
  redirects?: number;
  /** Ends it early; what is thrown then is the signal's reason. */
  signal?: AbortSignal;
}

/** What answered. */
export interface FetchedFile {
  /** Where it came from in the end, after redirects. */
  url: string;
  /** The media type that the server claims, lower case and without parameters; null when it claims none. Not to be trusted. */
  contentType: string | null;
  /** The last segment of the path, decoded; empty when there is none. Not to be trusted. */
  filename: string;
  /**
   * The body, decompressed. Read it to its end or destroy it. Past the limits of size and time it ends in FETCH_FAILED.
   */
  body: NodeJS.ReadableStream;
}

/** Fetches a file from the open internet. Throws ADDRESS_REFUSED and FETCH_FAILED, both with the address in their details. */
export type FetchPublic = (url: string, limits?: FetchLimits) => Promise<FetchedFile>;

const CONNECT_MS = 5_000;
const TOTAL_MS = 15_000;
const MAX_BYTES = 5 * 1024 * 1024;
const REDIRECTS = 3;
const REDIRECT_CODES = new Set([301, 302, 303, 307, 308]);
const LONGEST_URL = 2_048;

/** Makes the function that fetches within a network. Without one, it is the open internet. */
export function createFetchPublic(network: Network = PUBLIC_NETWORK): FetchPublic {
  return async (address, limits = {}) => {
    const deadline = deadlineOf(address, limits);
    try {
      let url = readUrl(address);
      for (let redirects = 0; ; redirects++) {
        const answer = await ask(network, url, limits.connectMs ?? CONNECT_MS, deadline.signal);
        const target = redirectOf(answer);
        if (target === null) return fileOf(url, answer, limits.maxBytes ?? MAX_BYTES, deadline);
        answer.destroy();
        if (redirects >= (limits.redirects ?? REDIRECTS)) {
          throw fetchFailed(`"${address}" redirects more than ${limits.redirects ?? REDIRECTS} times.`, address);
        }
        url = readUrl(target, url);
      }
    } catch (error) {
      deadline.clear();
      throw deadline.signal.aborted ? deadline.signal.reason : asFetchFault(error, address);
    }
  };
}

/** The time that is left for everything, as a signal. */
interface Deadline {
  signal: AbortSignal;
  clear(): void;
}

function deadlineOf(address: string, { totalMs = TOTAL_MS, signal }: FetchLimits): Deadline {
  const controller = new AbortController();
  const seconds = totalMs / 1000;
  const timer = setTimeout(
    () => controller.abort(fetchFailed(`"${clip(address)}" was not fetched within ${seconds} seconds.`, address, true)),
    totalMs,
  );
  const end = () => controller.abort(signal?.reason);
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    },
  };
}

/** Parses an address as browsers do, so that `127.1` and `0x7f000001` are seen for what they are. */
function readUrl(address: string, base?: URL): URL {
  if (address.length > LONGEST_URL || !URL.canParse(address, base?.href)) {
    throw addressRefused(`"${clip(address)}" is not a web address.`, address);
  }
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw addressRefused(`"${clip(address)}" does not begin with http:// or https://.`, address);
  }
  if (url.username !== '' || url.password !== '') {
    throw addressRefused('The address holds a user name or password; it is not used.', address);
  }
  url.hash = '';
  return url;
}

/** One request to an address that was judged, over a connection of its own. */
async function ask(network: Network, url: URL, connectMs: number, signal: AbortSignal): Promise<IncomingMessage> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const began = Date.now();
  const pinned = await within(pin(network, hostname, port, url), connectMs, url, signal);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)({
      host: hostname,
      port,
      path: `${url.pathname}${url.search}`,
      lookup: pinned,
      headers: {
        accept: '*/*',
        'accept-encoding': 'gzip, deflate, br',
        'user-agent': 'Keelson (fetches files for its editors)',
      },
      agent: false,
      signal,
    });
    const timer = setTimeout(() => request.destroy(connectFault(url, connectMs)), connectMs - (Date.now() - began));
    request.on('socket', socket => {
      const connected = () => clearTimeout(timer);
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
    });
    request.on('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    request.on('response', resolve);
    request.end();
  });
}

/** A lookup that knows the judged addresses only. A name that has any address which may not be reached is refused whole. */
async function pin(network: Network, hostname: string, port: number, url: URL): Promise<LookupFunction> {
  const addresses = isIP(hostname) ? [hostname] : await network.resolve(hostname);
  if (addresses.length === 0) throw fetchFailed(`"${hostname}" has no address.`, url.href, true);
  if (!addresses.every(address => network.allows(address, port))) {
    throw addressRefused(`"${url.host}" is not a public address that files are fetched from.`, url.href);
  }
  const found = addresses.map(address => ({ address, family: isIP(address) }));
  return (_hostname, { all }, answer) => (all ? answer(null, found) : answer(null, found[0].address, found[0].family));
}

async function within<T>(work: Promise<T>, ms: number, url: URL, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const given = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(connectFault(url, ms)), ms);
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    };
  });
  try {
    return await Promise.race([work, given]);
  } finally {
    stop();
  }
}

function connectFault(url: URL, ms: number): KeelsonError {
  return fetchFailed(`"${url.host}" did not take a connection within ${ms / 1000} seconds.`, url.href, true);
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return REDIRECT_CODES.has(statusCode) && headers.location !== undefined ? headers.location : null;
}

function fileOf(url: URL, answer: IncomingMessage, maxBytes: number, deadline: Deadline): FetchedFile {
  const { statusCode = 0, headers } = answer;
  if (statusCode < 200 || statusCode > 299) {
    answer.destroy();
    const mayPass = statusCode === 429 || statusCode >= 500;
    throw fetchFailed(`"${clip(url.href)}" answered with HTTP ${statusCode}.`, url.href, mayPass);
  }
  const body = limitedBody(answer, { url: url.href, maxBytes, signal: deadline.signal });
  body.once('close', deadline.clear);
  return {
    url: url.href,
    contentType: headers['content-type']?.split(';')[0].trim().toLowerCase() || null,
    filename: filenameOf(url),
    body,
  };
}

function filenameOf({ pathname }: URL): string {
  const segment = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What went wrong below HTTP, without what it says about the network here. */
function asFetchFault(error: unknown, address: string): unknown {
  if (error instanceof KeelsonError) return error;
  return fetchFailed(`"${clip(address)}" could not be reached.`, address, true, error);
}

function clip(address: string): string {
  return address.length > 200 ? `${address.slice(0, 200)}…` : address;
}

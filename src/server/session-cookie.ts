import type { FastifyRequest } from 'fastify';
import type { Visit } from '../engine/access/visit';

/** Where people reach the server, and so where cookies belong. */
export interface CookiePlace {
  publicUrl?: string;
  host: string;
  port: number;
}

/** A cookie that holds a secret, such as that of a session. */
export interface SessionCookie {
  /** The secret in a Cookie header; null when there is none of ours. */
  read(header: string | undefined): string | null;
  /** A Set-Cookie header that keeps the secret, until the browser ends unless it has an age, or with null removes it. */
  write(secret: string | null): string;
}

/**
 * HttpOnly, SameSite=Lax, and with the prefix `__Host-`, by which browsers take it only over https, for this one host and every path
 * (RFC 6265bis, 4.1.3.2). Only where people come to this machine's own address by plain http, as developers do, it goes without, and is
 * named by the port, since cookies don't know one.
 */
export function createHostCookie({
  publicUrl,
  host,
  port,
  purpose,
  maxAgeSeconds,
}: CookiePlace & { purpose: string; maxAgeSeconds?: number }): SessionCookie {
  const local = publicUrl === undefined ? isLoopback(host) : isLocalHttp(publicUrl);
  const name = local ? `keelson-${purpose}-${port}` : `__Host-keelson-${purpose}`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${local ? '' : '; Secure'}`;
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return {
    read(header) {
      for (const part of header?.split(';') ?? []) {
        const [key, ...value] = part.trim().split('=');
        if (key === name) return value.join('=');
      }
      return null;
    },
    write: secret => `${name}=${secret ?? ''}; ${attributes}${secret === null ? '; Max-Age=0' : age}`,
  };
}

/** The cookie of sessions, which ends with the browser. */
export function createSessionCookie(place: CookiePlace): SessionCookie {
  return createHostCookie({ ...place, purpose: 'session' });
}

/** Lets the operations of a request keep a session in the client's cookie jar. */
export function beginVisit(
  request: Pick<FastifyRequest, 'headers' | 'visit'>,
  reply: { header(name: string, value: string): unknown },
  cookie: SessionCookie,
): Visit {
  const visit: Visit = {
    userAgent: request.headers['user-agent'] ?? null,
    keepSession: secret => void reply.header('set-cookie', cookie.write(secret)),
  };
  request.visit = visit;
  return visit;
}

function isLocalHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && isLoopback(hostname);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host) || /^\[?::1\]?$/.test(host);
}

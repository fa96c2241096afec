import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Signs addresses of this server, so that whoever has one may use it for what it was signed for, until it expires. */
export interface UrlSigner {
  /**
   * The path (with its query, without an origin) with `expires` (seconds since 1970; left out when null) and `signature` added. The
   * purpose, e.g. `media.read`, is part of what is signed: an address to read can't be used to write. Throws when the server has no key.
   */
  sign(purpose: string, path: string, expiresAt: Date | null): string;
  /** True for a path, as it stands in a request's line, that was signed for the purpose and has not expired. */
  verify(purpose: string, signedPath: string, now: Date): boolean;
}

const SIGNATURE = /^(.*)[?&]signature=([A-Za-z0-9_-]{43})$/;

/**
 * Signs by the first of the keys and takes signatures of any of them, so that keys can be exchanged (as `createSeals`). Each purpose has
 * a key of its own, derived from these (HKDF, RFC 5869); signatures are HMAC-SHA-256 (RFC 2104).
 */
export function createUrlSigner(keys: readonly string[]): UrlSigner {
  const derived = new Map<string, Buffer[]>();
  const keysFor = (purpose: string) => {
    const known = derived.get(purpose) ?? keys.map(key => deriveKey(key, purpose));
    derived.set(purpose, known);
    return known;
  };
  return {
    sign(purpose, path, expiresAt) {
      const [key] = keysFor(purpose);
      if (!key) throw new Error('No address can be signed: the server has no key.');
      const whole =
        expiresAt === null ? path : withParameter(path, `expires=${Math.floor(expiresAt.getTime() / 1000)}`);
      return withParameter(whole, `signature=${signatureOf(key, whole).toString('base64url')}`);
    },
    verify(purpose, signedPath, now) {
      const [, path, signature] = SIGNATURE.exec(signedPath) ?? [];
      if (path === undefined) return false;
      const given = Buffer.from(signature, 'base64url');
      if (!keysFor(purpose).some(key => timingSafeEqual(signatureOf(key, path), given))) return false;
      const expires = /[?&]expires=(\d+)$/.exec(path)?.[1];
      return expires === undefined || Number(expires) * 1000 > now.getTime();
    },
  };
}

function withParameter(path: string, parameter: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${parameter}`;
}

function signatureOf(key: Buffer, path: string): Buffer {
  return createHmac('sha256', key).update(path).digest();
}

function deriveKey(key: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, 'keelson-url', purpose, 32));
}

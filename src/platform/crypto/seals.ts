import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Seals texts that only this server may read, and that nobody else may make: AES-256-GCM (NIST SP 800-38D). */
export interface Seals {
  /** A sealed text, in the alphabet of base64url; it opens for the same purpose only. Throws when the server has no key. */
  seal(purpose: string, text: string): string;
  /** What was sealed; null for anything else, such as a text whose key is no longer known. */
  open(purpose: string, sealed: string): string | null;
  /** The same text sealed by the newest key; null when it is already, or does not open. */
  renew(purpose: string, sealed: string): string | null;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals by the first of the keys, and opens what any of them has sealed: a new key is put first, what is kept for long is renewed, and
 * then the old key is taken away. Each purpose has a key of its own, derived from these (HKDF, RFC 5869).
 */
export function createSeals(keys: readonly string[]): Seals {
  const derived = new Map<string, Buffer[]>();
  const keysFor = (purpose: string) => {
    const known = derived.get(purpose) ?? keys.map(key => deriveKey(key, purpose));
    derived.set(purpose, known);
    return known;
  };
  const seals: Seals = {
    seal(purpose, text) {
      const [key] = keysFor(purpose);
      if (!key) throw new Error('Nothing can be sealed: the server has no key.');
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      for (const key of keysFor(purpose)) {
        const text = openBy(key, bytes);
        if (text !== null) return text;
      }
      return null;
    },
    renew(purpose, sealed) {
      const [newest] = keysFor(purpose);
      if (!newest || openBy(newest, Buffer.from(sealed, 'base64url')) !== null) return null;
      const text = seals.open(purpose, sealed);
      return text === null ? null : seals.seal(purpose, text);
    },
  };
  return seals;
}

function openBy(key: Buffer, bytes: Buffer): string | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function deriveKey(key: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, 'keelson', purpose, 32));
}

import { createHash, randomBytes } from 'node:crypto';

/** A secret that nobody can guess: 256 random bits, after a prefix by which people and secret scanners know what it is. */
export function newSecretToken(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret token: its SHA-256 in hexadecimal. Enough for random secrets; passwords need `hashPassword`. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

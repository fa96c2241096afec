import { Secret, TOTP } from 'otpauth';

/** How long an authenticator app shows a code, in seconds (TOTP, RFC 6238). */
const PERIOD = 30;

/** The clock of a telephone may be so many periods away from ours. */
const WINDOW = 1;

/** What an authenticator app has to know to show codes: 160 random bits, in base 32. */
export function newCodeSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an authenticator app reads from a QR code. */
export function codeSecretUrl(secret: string, { issuer, label }: { issuer: string; label: string }): string {
  return new TOTP({ secret, issuer, label, period: PERIOD }).toString();
}

/**
 * The number of the period whose code this is, around a time in seconds since 1970; null for a wrong code, and for one whose period is
 * not after the last that was used: nobody may look over a shoulder and use a code again.
 */
export function stepOfCode(
  secret: string,
  code: string,
  { epoch, after }: { epoch: number; after: number | null },
): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = new TOTP({ secret, period: PERIOD }).validate({ token: code, timestamp: epoch * 1000, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(epoch / PERIOD) + delta;
  return after === null || step > after ? step : null;
}

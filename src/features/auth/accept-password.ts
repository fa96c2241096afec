import { validationFailed } from '../../errors';
import { isWellKnownPassword } from '../../platform/crypto/well-known-passwords';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../platform/crypto/password-length';

/** Nobody's password is to be what everybody can read about them: texts shorter than this say too little to be looked for. */
const TELLING = 4;

/**
 * Throws VALIDATION_FAILED for a password that nobody should have: too short or long, among the commonest, or the person's own name or
 * address. Any characters will do (OWASP ASVS 5, 6.2).
 */
export function demandGoodPassword(
  password: string,
  person: { email: string; name: string },
  path: (string | number)[],
): void {
  const { length } = [...password];
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    throw validationFailed(
      `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters, not ${length}.`,
      path,
    );
  }
  const lowered = password.toLowerCase();
  const own = [person.email, person.email.split('@', 1)[0], person.name].map(text => text.toLowerCase());
  if (own.some(text => text.length >= TELLING && text === lowered)) {
    throw validationFailed('A password must not be your own name or address.', path);
  }
  if (isWellKnownPassword(password)) {
    throw validationFailed('This is one of the commonest passwords; choose one that nobody would guess.', path);
  }
}

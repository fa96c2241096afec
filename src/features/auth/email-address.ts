import { isEmail } from 'class-validator';
import { validationFailed } from '../../errors';

/** The most that fits into the envelope of a mail (RFC 5321, 4.5.3.1.3). */
const LONGEST_EMAIL = 254;

/** The address in the form in which it is stored and compared. */
export function normalEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** The same, of an address that may become an account's; throws VALIDATION_FAILED. */
export function acceptEmail(email: string, path: (string | number)[]): string {
  const normal = normalEmail(email);
  if (normal.length > LONGEST_EMAIL || !isEmail(normal)) throw validationFailed('This is not an e-mail address.', path);
  return normal;
}

/** A person's name as it is stored; throws VALIDATION_FAILED. */
export function acceptName(name: string, path: (string | number)[]): string {
  const trimmed = name.trim();
  const { length } = [...trimmed];
  if (length < 1 || length > 200) throw validationFailed(`A name has 1 to 200 characters, not ${length}.`, path);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(trimmed)) throw validationFailed('A name has no control characters.', path);
  return trimmed;
}

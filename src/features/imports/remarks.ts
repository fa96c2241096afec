import { isEmail } from 'class-validator';
import type { RichTextLoss } from '../../platform/formats/rich-text/losses';
import { shorten } from './plain-text';
import type { Remark } from './source-document';

/** Notes something about a record. */
export function remark(remarks: Remark[], severity: Remark['severity'], code: string, message: string): void {
  remarks.push({ severity, code, message });
}

/** Cuts a value to what its field holds, and says so. */
export function cut(text: string, max: number, field: string, remarks: Remark[]): string {
  if (text.length <= max) return text;
  const message = `The ${field} has ${text.length} characters; the first ${max} were kept.`;
  remark(remarks, 'WARNING', 'TEXT_SHORTENED', message);
  return shorten(text, max);
}

/** The address if it is one, else null; says so. */
export function soundEmail(email: string | null, remarks: Remark[]): string | null {
  if (email === null || isEmail(email)) return email;
  remark(remarks, 'WARNING', 'INVALID_EMAIL', `"${shorten(email, 80)}" is not an e-mail address and was left out.`);
  return null;
}

/** One remark for all that a text lost: of little weight when only looks are gone. */
export function remarkLosses(losses: readonly RichTextLoss[], remarks: Remark[]): void {
  if (losses.length === 0) return;
  const onlyLooks = losses.every(({ kind }) => kind === 'presentation');
  const list = losses.map(({ what, count }) => (count === 1 ? what : `${what} (${count} times)`)).join(', ');
  const example = losses.find(({ kind, excerpt }) => excerpt && (onlyLooks || kind === 'content'))?.excerpt;
  const message = `Not kept: ${shorten(list, 600)}${example ? `; for example ${shorten(example, 120)}` : ''}.`;
  remark(remarks, onlyLooks ? 'NOTICE' : 'WARNING', 'NOT_KEPT', message);
}

import { FieldFault } from '../field-kinds';

const UNSTORABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/** The text as it is; throws a FieldFault when it holds control characters or halves of characters, or more than `max` characters. */
export function acceptText(value: unknown, max: number): string {
  if (typeof value !== 'string') throw new FieldFault('It must be a text.');
  const unstorable = UNSTORABLE.exec(value);
  if (unstorable) {
    const code = (unstorable[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
    const place = [...value.slice(0, unstorable.index)].length + 1;
    const what = /\p{Cs}/u.test(unstorable[0]) ? 'half of a character' : 'a control character';
    throw new FieldFault(`Character ${place} is U+${code}, ${what}, which can't be kept.`);
  }
  // The number of UTF-16 units is never smaller: most texts need not be counted.
  const length = value.length > max ? [...value].length : 0;
  if (length > max) throw new FieldFault(`It has ${length} characters; ${max} are allowed.`);
  return value;
}

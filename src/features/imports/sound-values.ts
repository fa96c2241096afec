import type { ContentTypeDefinition } from '../../engine/content/content-type';
import { FieldFault } from '../../engine/content/field-kinds';
import type { Remark } from './source-document';

/*
 * What a file holds has passed no input. Here it is held to the same rules: what nobody could see anyway is taken out of texts, and what
 * is then still not valid is left out or rejects its document. Each time the job says so.
 */

/** Control characters but tab and line breaks, halves of characters, and code points that XML forbids. */
const UNSTORABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/u;
const EACH_UNSTORABLE = new RegExp(UNSTORABLE, 'gu');

/**
 * The values of a document in their kinds' accepted forms; what is no declared field is given back as it is. Adds remarks on what was taken
 * out. Throws when a value that the type requires is not valid.
 */
export function soundValues(
  definition: ContentTypeDefinition,
  values: Readonly<Record<string, unknown>>,
  remarks: Remark[],
): Record<string, unknown> {
  const sound: Record<string, unknown> = { ...values };
  for (const { property, kind, options } of definition.values) {
    const value = values[property];
    if (value === null || value === undefined) continue;
    const { clean, count } = withoutUnstorable(value);
    if (count > 0) {
      const many = count === 1 ? 'A character that has no look was' : `${count} characters that have no look were`;
      remarks.push({
        severity: 'WARNING',
        code: 'CONTROL_CHARACTERS',
        message: `${many} taken out of \`${property}\`: control characters can't be kept.`,
      });
    }
    try {
      sound[property] = kind.accept(clean, options);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      if (!options.optional) throw new Error(`\`${property}\` is not valid. ${error.message}`);
      remarks.push({
        severity: 'WARNING',
        code: 'INVALID_VALUE',
        message: `\`${property}\` was left out. ${error.message}`,
      });
      sound[property] = null;
    }
  }
  return sound;
}

/** The value with its texts cleaned, however deep they stand, and how many characters that cost. A value that is sound is given back itself. */
function withoutUnstorable(value: unknown): { clean: unknown; count: number } {
  if (isSound(value)) return { clean: value, count: 0 };
  let count = 0;
  const clean = (part: unknown): unknown => {
    if (typeof part === 'string') {
      return part.replace(EACH_UNSTORABLE, () => {
        count++;
        return '';
      });
    }
    // Rich text has no empty texts.
    if (Array.isArray(part)) return part.map(clean).filter(each => !isEmptyText(each));
    if (typeof part !== 'object' || part === null || part instanceof Date) return part;
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, clean(each)]));
  };
  const cleaned = clean(value);
  return { clean: cleaned, count };
}

/** Nearly every value is: it is not copied. */
function isSound(part: unknown): boolean {
  if (typeof part === 'string') return !UNSTORABLE.test(part);
  if (typeof part !== 'object' || part === null) return true;
  return Object.values(part).every(isSound);
}

function isEmptyText(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  const { type, text } = part as { type?: unknown; text?: unknown };
  return type === 'text' && text === '';
}

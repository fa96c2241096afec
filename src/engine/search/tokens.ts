import { foldText, PAIRED } from './fold-text';

/** A piece of text that is searched as a unit. */
export interface Token {
  /**
   * WORD: letters, digits and marks. PAIR: two neighbouring characters of a script without spaces. CHARACTER: the last one of such a
   * run, so that a search for any single character finds it as the beginning of a pair or here. SIGN: an emoji, or a name like C++.
   */
  kind: 'WORD' | 'PAIR' | 'CHARACTER' | 'SIGN';
  /** Folded, not yet encoded. */
  text: string;
}

/** The full-text parser ignores longer tokens (innodb_ft_max_token_size is 84); three are for the suffix `__t`. */
const LONGEST_TOKEN = 81;

/** Stand for themselves. The letters left out begin the code of another character. */
const PLAIN = /^[0-9a-ik-pr-wy]*$/;

const TOKEN = new RegExp(
  [
    '(?<sign>[a-z](?:[+][+]|#)|\\p{RI}{2}|\\p{Extended_Pictographic})',
    `(?<run>[[\\p{L}\\p{N}\\p{M}]&&[${PAIRED}]]+)`,
    `[[\\p{L}\\p{N}]--[${PAIRED}]][[\\p{L}\\p{N}\\p{M}]--[${PAIRED}]]*`,
  ].join('|'),
  'gv',
);

/** Calls `visit` for each run of the text, in order: a word, a sign, or all neighbouring characters of scripts without spaces. */
export function eachRun(text: string, visit: (run: string, kind: 'WORD' | 'SIGN' | 'PAIRED') => void): void {
  const folded = foldText(text);
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(folded); match; match = TOKEN.exec(folded)) {
    const { sign, run } = match.groups as { sign?: string; run?: string };
    visit(match[0], sign ? 'SIGN' : run ? 'PAIRED' : 'WORD');
  }
}

/** The characters of a run two by two, and the last one alone. */
export function pairsOf(run: string): { pairs: string[]; last: string } {
  const characters = Array.from(run);
  const pairs = characters.slice(1).map((character, index) => characters[index] + character);
  return { pairs, last: characters[characters.length - 1] };
}

/**
 * The token as small ASCII letters and digits, at most 81: most of these as they are, every other UTF-16 unit as a letter that never
 * stands for itself and its number in base 36. So a beginning stays a beginning, and no character is part of another one's code.
 * No capitals: when MariaDB builds a full-text index anew (OPTIMIZE, some ALTERs) it folds them, whatever the collation.
 */
export function encodeToken(token: string): string {
  if (token.length <= LONGEST_TOKEN && PLAIN.test(token)) return token;
  let encoded = '';
  for (let index = 0; index < token.length; index++) {
    const unit = PLAIN.test(token[index]) ? token[index] : encodeUnit(token.charCodeAt(index));
    if (encoded.length + unit.length > LONGEST_TOKEN) break;
    encoded += unit;
  }
  return encoded;
}

const IN_TWO_DIGITS = 36 ** 2;
const IN_THREE_DIGITS = 36 ** 3;
const GREEK = 0x370;
const DEVANAGARI = 0x900;

/** Alphabets, whose words are long, get the short codes: from Greek to Arabic with `x`, the scripts of India with `z`. */
function encodeUnit(code: number): string {
  if (code >= GREEK && code < GREEK + IN_TWO_DIGITS) return `x${inBase36(code - GREEK, 2)}`;
  if (code >= DEVANAGARI && code < DEVANAGARI + IN_TWO_DIGITS) return `z${inBase36(code - DEVANAGARI, 2)}`;
  if (code < IN_THREE_DIGITS) return `q${inBase36(code, 3)}`;
  return `j${inBase36(code - IN_THREE_DIGITS, 3)}`;
}

function inBase36(number: number, digits: number): string {
  return number.toString(36).padStart(digits, '0');
}

/**
 * What two spellings must share to count as the same word. Text and query go through this one function.
 *
 * Compatibility forms become plain (full width, ligatures, half-width kana), case disappears, and so do the marks that people leave out
 * when they search: accents on Latin and Greek, stress marks on Cyrillic, Arabic and Hebrew vowel points. Marks that make another letter
 * stay: Cyrillic й ї ў ќ ѓ, the voicing of kana (が is not か), and every vowel sign and tone mark of the Indic and South-East Asian scripts.
 */

/** Scripts that are written without spaces, and Korean, whose words carry their particles: searched by pairs of characters. */
export const PAIRED =
  '\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Lana}\\p{scx=Talu}\\p{scx=Tale}\\p{scx=Tavt}\\p{scx=Bali}\\p{scx=Java}';

/** Letters that NFKD leaves whole although people type them with others. Arabic: the rules that Lucene's normalisers made customary. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
  ŧ: 't',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ʻ: "'",
  ʼ: "'",
  ʾ: "'",
  ʿ: "'",
};

/** Signs whose compatibility form would stick to the word before them: "Windows™" is not "windowstm". */
const TRADE_SIGNS = /[™℠℡]/g;

/** Invisible: soft hyphens, joiners, directions, variation selectors; and the tatweel that only stretches an Arabic word. */
const INVISIBLE = '\u00ad\u0640\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff';
const LATIN_MARKS = '\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f';
const HEBREW_POINTS = '\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7';
const ARABIC_POINTS =
  '\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed';

/** In a decomposed text in lower case: what goes, what is replaced, and what looks like the former and stays. */
const FOLDED = new RegExp(
  [
    '(?<kept>[иу]\u0306|і\u0308|[гк]\u0301)',
    // A Persian or Urdu word is divided by it; elsewhere it only changes how letters are drawn.
    '(?<=\\p{sc=Arab})(?<space>\u200c)',
    '(?<=ا)[\u0653-\u0655]',
    '(?<digit>[\u0660-\u0669\u06f0-\u06f9])',
    `(?<letter>[${Object.keys(LETTERS).join('')}])`,
    `[${INVISIBLE}${LATIN_MARKS}${HEBREW_POINTS}${ARABIC_POINTS}]`,
  ].join('|'),
  'gu',
);

/** Between words of scripts without spaces a zero-width space only says where a line may break; a searcher does not type it. */
const LINE_BREAKS = new RegExp(`(?<=[${PAIRED}])\u200b|\u200b(?=[${PAIRED}])`, 'gu');

/** No writing has so many marks on one letter (UAX #15, stream-safe text), and putting them in order takes time by their square. */
const MARKS_PILED_UP = /(\p{M}{30})\p{M}+/gu;

const ASCII = /^[\0-\x7f]*$/;

/** The text in lower case and without what does not count; composed, so that a letter with a mark that stays is one character. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const plain = text
    .replace(MARKS_PILED_UP, '$1')
    .replace(TRADE_SIGNS, ' ')
    .replace(LINE_BREAKS, '')
    .normalize('NFKD')
    .toLowerCase();
  return plain
    .replace(FOLDED, (match, kept?: string, space?: string, digit?: string, letter?: string) => {
      if (kept) return kept;
      if (space) return ' ';
      if (digit) return String(digit.charCodeAt(0) & 0xf);
      return letter ? LETTERS[match] : '';
    })
    .normalize('NFC');
}

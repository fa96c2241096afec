import { encodeDocument, encodeDocuments, LONGEST_DOCUMENT } from '../../../src/engine/search/document-text';
import { foldText } from '../../../src/engine/search/fold-text';
import { encodeQuery } from '../../../src/engine/search/query-text';
import { eachRun, encodeToken } from '../../../src/engine/search/tokens';
import { misses, random } from './search-rules';

const runs = (text: string) => {
  const found: string[] = [];
  eachRun(text, run => found.push(run));
  return found;
};

/** Whether a search for the query finds a document with this text. */
const finds = (query: string, text: string) => misses(query, text).length === 0;

describe('words', () => {
  it.each([
    ['Ünïcode CAFÉ Ａｂｃ１２３ ﬁne', ['unicode', 'cafe', 'abc123', 'fine']],
    ['straße STRASSE Straẞe', ['strasse', 'strasse', 'strasse']],
    ['İstanbul ISPARTA ısı', ['istanbul', 'isparta', 'isi']],
    ['Łódź Þór smørrebrød', ['lodz', 'thor', 'smorrebrod']],
    ["don't l’école rock'n'roll", ['don', 't', 'l', 'ecole', 'rock', 'n', 'roll']],
    ['ὈΔΥΣΣΕΎΣ Οδυσσεύς', ['οδυσσευσ', 'οδυσσευσ']],
    ['Ёлка елка', ['елка', 'елка']],
    ['مَدْرَسَة أحمد کتاب ٣٤', ['مدرسه', 'احمد', 'كتاب', '34']],
    ['می\u200cخواهم', ['مي', 'خواهم']],
    ['שָׁלוֹם', ['שלום']],
    ['Windows™ co\u00adoperate m²', ['windows', 'cooperate', 'm2']],
    ['C++ c# .NET C++20 notepad++ i++;', ['c++', 'c#', 'net', 'c++', '20', 'notepad', 'i++']],
    ['std::vector<int> fopen_s', ['std', 'vector', 'int', 'fopen', 's']],
    ['👍🏽 👨‍👩‍👧 🇩🇪', ['👍', '👨', '👩', '👧', '🇩🇪']],
    ['iPhone手机ABC', ['iphone', '手机', 'abc']],
    ['\ud800abc\udc00 \u0301 \0', ['abc']],
  ])('of %j', (text, expected) => {
    expect(runs(text)).toEqual(expected);
  });

  it.each([
    ['が', 'か'],
    ['мой', 'мои'],
    ['їх', 'іх'],
    ['कि', 'की'],
    ['มา', 'ม้า'],
    ['ກາ', 'ກ່າ'],
    ['ខំ', 'ខ'],
    ['한', '하'],
    ['கோ', 'கொ'],
  ])('%j is another word than %j: the mark carries meaning', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });

  it('are the same however they are composed, half-width or full-width', () => {
    for (const text of ['がギ', 'й ї ў', '한국어', 'é', 'Ἀθῆναι', 'क़']) {
      expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
    }
    expect(foldText('ｶﾞｷﾞ')).toBe('ガギ');
  });
});

describe('encoded tokens', () => {
  it('are small ASCII letters and digits, and keep beginnings', () => {
    const texts = ['quiz', 'jazz', 'box', 'ж', 'жа', '山', '𠮷野', '\uffff', 'c++', 'über', 'naïve', '😀'];
    for (const text of texts) {
      expect(encodeToken(text)).toMatch(/^[a-z0-9]+$/);
      expect(encodeToken(`${text}я`).startsWith(encodeToken(text))).toBe(true);
    }
    expect(new Set(texts.map(encodeToken)).size).toBe(texts.length);
  });

  it('stay within what the full-text parser keeps, prefix and suffix included', () => {
    for (const text of ['a'.repeat(5000), 'ж'.repeat(5000), `${'a'.repeat(80)}ж`]) {
      expect(`${encodeToken(text)}__t`.length).toBeLessThanOrEqual(84);
      expect(finds(text, `before ${text} after`)).toBe(true);
    }
  });
});

describe('a stored document', () => {
  it('has each word once, those of the title twice, and frequent words a little more often', () => {
    expect(encodeDocument({ title: 'Sea', texts: ['a boat'] })).toBe('sea__t sea__ a__ boat__');
    expect(encodeDocument({ title: '', texts: ['tree '.repeat(1000)] }).split(' ')).toHaveLength(10);
  });

  it('ends after a million characters, title first', () => {
    const text = 'x '.repeat(LONGEST_DOCUMENT / 2);
    expect(encodeDocument({ title: '', texts: [`${text}end`] })).not.toContain('end__');
    expect(encodeDocument({ title: 'end', texts: [text, 'behind'] })).toContain('end__');
  });

  it('loses nothing where a long text is taken in piece by piece, with or without spaces', () => {
    const next = random(11);
    const han = Array.from({ length: 120_000 }, () => String.fromCodePoint(0x4e00 + next(20_000))).join('');
    const words = Array.from({ length: 30_000 }, () => `w${next(1e9)}`);
    const stored = new Set(encodeDocument({ title: '', texts: [han, words.join(' ')] }).split(' '));
    const pairs = Array.from(han)
      .slice(1)
      .map((character, index) => han[index] + character);
    expect(pairs.filter(pair => !stored.has(`${encodeToken(pair)}__`))).toEqual([]);
    expect(words.filter(word => !stored.has(`${word}__`))).toEqual([]);
  });

  it('is found by the letters under any pile of marks', () => {
    for (const pile of ['\u0301\u0323'.repeat(100_000), '\u0e49'.repeat(100_000)]) {
      expect(finds('sea', `sea${pile} boat`)).toBe(true);
    }
  });

  it('is the same when many are encoded with pauses', async () => {
    const documents = ['short', 'ü '.repeat(100_000), '山川'.repeat(50_000)].map(text => ({
      title: text.slice(0, 9),
      texts: [text],
    }));
    expect(await encodeDocuments(documents)).toEqual(documents.map(encodeDocument));
  });
});

describe('a query', () => {
  it('wants each word whole, and of the last one the beginning', () => {
    expect(encodeQuery('Blue sea')).toBe('+blue__ blue__t +sea* sea__ sea__t');
    expect(encodeQuery('sea of')).toBe('+sea__ sea__t +of__ of__t');
    expect(encodeQuery('sea sea')).toBe('+sea* sea__ sea__t');
    expect(encodeQuery('C++')).toBe('+cq017q017__ cq017q017__t');
  });

  it('is nothing when it has no letter, digit or sign', () => {
    for (const text of ['', ' \n\t', '+-><()~*"@', '\0', '\ud800', '\u0301', "'; --", '___']) {
      expect(encodeQuery(text)).toBeNull();
    }
  });

  it('has at most sixteen words, and takes no longer for a hundred thousand', () => {
    const many = Array.from({ length: 100_000 }, (_, n) => `word${n}`).join(' ');
    const terms = encodeQuery(many)?.split(' ') ?? [];
    expect(terms.filter(term => term.startsWith('+'))).toHaveLength(16);
    expect(terms.filter(term => term.endsWith('*'))).toEqual([]);
  });

  it('finds any two or more neighbouring characters of scripts without spaces, and any single one', () => {
    for (const text of [
      '東京都へ行った。',
      '数据库管理系统，安装',
      '데이터베이스를 설치',
      'ติดตั้งฐานข้อมูล',
      'ຕິດຕັ້ງຖານຂໍ້ມູນ',
      'ဒေတာဘေ့စ်',
      'មូលដ្ឋានទិន្នន័យ',
      '𠮷野家𠮟る',
    ]) {
      const characters = Array.from(foldText(text));
      for (let from = 0; from < characters.length; from++) {
        for (let to = from + 1; to <= characters.length; to++) {
          const part = characters.slice(from, to).join('');
          expect({ part, missing: misses(part, text) }).toEqual({ part, missing: [] });
        }
      }
    }
  });

  it('finds the text that it was copied from, whatever that is', () => {
    const next = random(5);
    const blocks = [
      0x20, 0x41, 0xc0, 0x300, 0x390, 0x430, 0x5d0, 0x620, 0x900, 0xe00, 0x1100, 0x2000, 0x3040, 0x4e00, 0xac00, 0xd7f0,
      0xfb00, 0xff00, 0x1f1e6, 0x1f600,
    ];
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: 1 + next(30) }, () =>
        String.fromCodePoint(blocks[next(blocks.length)] + next(90)),
      ).join('');
      expect({ text, missing: misses(text, `before ${text}. after`) }).toEqual({ text, missing: [] });
    }
  });

  it('has only letters, digits and its own operators in it', () => {
    const next = random(6);
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: 40 }, () =>
        String.fromCharCode(next(3) === 0 ? next(0x10000) : next(0x80)),
      ).join('');
      expect(encodeQuery(text) ?? '').toMatch(/^((\+?[a-z0-9]{1,81}(__t?|\*))( |$))*$/);
    }
  });
});

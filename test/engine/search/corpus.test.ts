import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { foldText } from '../../../src/engine/search/fold-text';
import { indexSearchEntries } from '../../../src/engine/search/write-entries';
import { createSearchDatabase, entryOf, idOf, type SearchDatabase } from './search-database';
import { random } from './search-rules';

/*
 * Real texts, searched through the database and compared with a plain scan: splitting at what is no letter, digit or mark for words,
 * `includes` for scripts without spaces. The scan shares only the folding with the code under test.
 */

const CORPUS = join(process.env.KEELSON_SHARED_DATA ?? resolve(__dirname, '../../../../shared/data'), 'corpus');
const describeCorpus = existsSync(CORPUS) ? describe : describe.skip;

interface Text {
  id: string;
  type: string;
  locale: string;
  title: string;
  body: string;
  folded: string;
}

let search: SearchDatabase;
const texts: Text[] = [];

function take(file: string, type: string, every: (row: Record<string, string>, index: number) => boolean): void {
  const lines = gunzipSync(readFileSync(join(CORPUS, file)))
    .toString()
    .trim()
    .split('\n');
  for (const [index, line] of lines.entries()) {
    const row = JSON.parse(line) as Record<string, string>;
    if (!every(row, index)) continue;
    const [title, body] = [row.title ?? '', row.body_md];
    const id = idOf(texts.length);
    texts.push({ id, type, locale: row.locale ?? 'en', title, body, folded: foldText(`${title}\n${body}`) });
  }
}

async function* entries() {
  for (const { id, type, locale, title, body } of texts) yield entryOf(id, { type, locale, title, texts: [body] });
}

describeCorpus('real texts', () => {
  beforeAll(async () => {
    search = await createSearchDatabase();
    take('digitalgov-articles.jsonl.gz', 'Article', (_, index) => index % 4 === 0);
    // The longest body of all is among these.
    take('cpp-docs.jsonl.gz', 'Reference', ({ body_md: body }, index) => index % 20 === 0 || body.length > 200_000);
    take('tldr-pages.jsonl.gz', 'Page', ({ locale }, index) => locale !== 'en' && (locale !== 'ko' || index % 8 === 0));
    await indexSearchEntries(search.db, entries());
    await search.settle();
    const ids = texts.map(({ id }) => id);
    while (ids.length > 0) {
      const some = ids.splice(0, 1024);
      await search.db.run(`INSERT INTO documents (id) VALUES ${some.map(id => `('${id}')`).join(', ')}`);
    }
  }, 300_000);
  afterAll(() => search.drop());

  async function compare(query: string, scope: { type: string; locale: string }, matches: (text: Text) => boolean) {
    const found = await search.find(query, scope);
    const expected = texts.filter(text => text.type === scope.type && text.locale === scope.locale && matches(text));
    return { query, found, expected: expected.map(({ id }) => id) };
  }

  it.each([
    ['Article', 'en', 'social media'],
    ['Article', 'en', 'accessib'],
    ['Article', 'en', 'hackathon'],
    ['Article', 'en', 'no such word zzzyx'],
    ['Reference', 'en', 'fopen_s'],
    ['Reference', 'en', 'std::vector'],
    ['Reference', 'en', 'template argument'],
    ['Reference', 'en', 'it is a'],
  ])('in %s, %s: %j finds exactly the texts that have its words', async (type, locale, query) => {
    const words = foldText(query).match(/[\p{L}\p{N}\p{M}]+/gu) as string[];
    const last = words.pop() as string;
    const { found, expected } = await compare(query, { type, locale }, ({ folded }) => {
      const known = folded.split(/[^\p{L}\p{N}\p{M}]+/u);
      const ends = last.length >= 3 ? known.some(word => word.startsWith(last)) : known.includes(last);
      return ends && words.every(word => known.includes(word));
    });
    expect(found.sort()).toEqual(expected);
  });

  it('finds exactly the texts that have a word, for words of every locale that separates them', async () => {
    const paired = ['zh', 'zh_TW', 'ja', 'ko', 'th', 'lo'];
    const locales = [...new Set(texts.map(({ locale }) => locale))].filter(name => !paired.includes(name));
    expect(locales.length).toBeGreaterThan(30);
    const next = random(3);
    for (const locale of locales) {
      const type = locale === 'en' ? 'Article' : 'Page';
      const mine = texts.filter(text => text.type === type && text.locale === locale);
      for (let round = 0; round < 6; round++) {
        const words = mine[next(mine.length)].folded
          .split(/[^\p{L}\p{N}\p{M}]+/u)
          .filter(word => Array.from(word).length >= 3);
        const word = words[next(words.length)];
        const { found, expected } = await compare(word, { type, locale }, ({ folded }) =>
          folded.split(/[^\p{L}\p{N}\p{M}]+/u).some(known => known.startsWith(word)),
        );
        expect({ locale, word, found: found.sort() }).toEqual({ locale, word, found: expected });
      }
    }
  });

  it.each(['zh', 'zh_TW', 'ja', 'ko', 'th', 'lo'])(
    'finds every text in %s by any two or more neighbouring characters',
    async locale => {
      const next = random(17);
      const mine = texts.filter(text => text.type === 'Page' && text.locale === locale);
      for (let round = 0; round < 60; round++) {
        const { folded } = mine[next(mine.length)];
        const runs = folded.match(/[\p{Lo}\p{M}]{2,}/gu) as string[];
        const characters = Array.from(runs[next(runs.length)]);
        const length = 2 + next(Math.min(7, characters.length - 1));
        const start = next(characters.length - length + 1);
        const part = characters.slice(start, start + length).join('');
        const { found, expected } = await compare(part, { type: 'Page', locale }, text => text.folded.includes(part));
        if (length === 2) expect({ part, found: found.sort() }).toEqual({ part, found: expected });
        else expect({ part, missed: expected.filter(id => !found.includes(id)) }).toEqual({ part, missed: [] });
      }
    },
  );
});

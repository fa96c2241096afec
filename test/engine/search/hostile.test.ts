import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encodeQuery } from '../../../src/engine/search/query-text';
import { indexSearchEntries } from '../../../src/engine/search/write-entries';
import { createSearchDatabase, entryOf, idOf, type SearchDatabase } from './search-database';

const DATA = process.env.KEELSON_SHARED_DATA ?? resolve(__dirname, '../../../../shared/data');
const STRINGS = join(DATA, 'strings/blns.json');

let search: SearchDatabase;

beforeAll(async () => {
  search = await createSearchDatabase();
});
afterAll(() => search.drop());

const OPERATORS = [...'+-><()~*"@%_\\\'`;,.:!?#&|/[]{}^$='];
const HOSTILE = [
  ...OPERATORS,
  ...OPERATORS.map(operator => `sea ${operator}`),
  ...OPERATORS.map(operator => `${operator}${operator}sea${operator}boat${operator}`),
  '"sea boat" @4',
  '+sea -boat',
  '(sea',
  'sea)',
  '((((((((((',
  '<sea >boat ~a*b',
  'sea* *sea * * *',
  '++sea --boat',
  "sea' OR 1=1 --",
  "'; DROP TABLE search_entries; --",
  '/* sea */ `boat`',
  '\0',
  'sea\0boat',
  '\\0 \\n \\u0000 \x1a',
  '\ud800',
  'sea\udc00boat\ud800',
  '\ufffe\uffff',
  'e\u0301\u0301\u0301'.repeat(2000),
  'a'.repeat(100_000),
  '山'.repeat(100_000),
  'ж'.repeat(100_000),
  '+'.repeat(100_000),
  '"'.repeat(99_999),
  'sea__t',
  '+sea__ sea__t',
  Array.from({ length: 100_000 }, (_, n) => `word${n}`).join(' '),
  Array.from({ length: 100_000 }, () => 'sea').join(' '),
];

it('whatever is searched for is text: no operator, no error, and a copy of it is found by it', async () => {
  const strings = [...HOSTILE, ...(existsSync(STRINGS) ? (JSON.parse(readFileSync(STRINGS, 'utf8')) as string[]) : [])];
  await indexSearchEntries(
    search.db,
    (async function* () {
      for (const [index, text] of strings.entries()) yield entryOf(idOf(index), { title: text, texts: [text] });
    })(),
  );
  await search.settle();
  for (const index of strings.keys()) await search.db.run('INSERT INTO documents (id) VALUES (?)', [idOf(index)]);
  for (const [index, text] of strings.entries()) {
    const found = await search.find(text);
    const searchable = encodeQuery(text) !== null;
    expect({ text: text.slice(0, 200), itself: found.includes(idOf(index)) }).toEqual({
      text: text.slice(0, 200),
      itself: searchable,
    });
  }
});

it('a minus excludes nothing, and quotes make no phrase', async () => {
  expect(await search.find('sea -boat')).toEqual(await search.find('sea boat'));
  expect((await search.find('"boat sea"')).sort()).toEqual((await search.find('boat sea')).sort());
});

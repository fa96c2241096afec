import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  indexSearchEntries,
  promoteDraftEntries,
  removeSearchEntries,
  type SearchEntry,
  setSearchLiveAt,
  writeSearchEntries,
} from '../../../src/engine/search/write-entries';
import { createSearchDatabase, entryOf, idOf, type SearchDatabase } from './search-database';

const NOW = new Date('2024-05-01T12:00:00.000Z');

let search: SearchDatabase;

beforeAll(async () => {
  search = await createSearchDatabase();
});
afterAll(() => search.drop());

beforeEach(async () => {
  await search.db.run('DELETE FROM search_entries');
  await search.db.run('DELETE FROM documents');
});

const write = (...entries: SearchEntry[]) =>
  search.db.transaction(async tx => {
    for (const id of new Set(entries.map(({ documentId }) => documentId))) {
      await tx.run('INSERT IGNORE INTO documents (id) VALUES (?)', [id]);
    }
    await writeSearchEntries(tx, entries);
  });

describe('the table', () => {
  it('is made from the entity with a full-text index over text that is compared byte by byte', async () => {
    const [{ CHARACTER_SET_NAME, COLLATION_NAME }] = await search.db.select(
      `SELECT CHARACTER_SET_NAME, COLLATION_NAME FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'search_entries' AND COLUMN_NAME = 'text'`,
    );
    expect([CHARACTER_SET_NAME, COLLATION_NAME]).toEqual(['ascii', 'ascii_bin']);
    const indexes = await search.db.select<{ INDEX_NAME: string; INDEX_TYPE: string }>(
      `SELECT INDEX_NAME, INDEX_TYPE FROM information_schema.STATISTICS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'search_entries' AND COLUMN_NAME = 'text'`,
    );
    expect(indexes).toEqual([{ INDEX_NAME: 'ft_search_entries_text', INDEX_TYPE: 'FULLTEXT' }]);
  });

  it('needs no change once it is there', async () => {
    const { upQueries } = await search.db.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.filter(({ query }) => query.includes('search_entries'))).toEqual([]);
  });
});

describe('finding', () => {
  it('wants every word, and of the last one the beginning is enough', async () => {
    await write(
      entryOf(idOf(1), { title: 'Sea', texts: ['The harbour at dawn.'] }),
      entryOf(idOf(2), { title: 'Harbourmaster', texts: ['A day at sea'] }),
      entryOf(idOf(3), { title: 'Mountains' }),
    );
    expect(await search.find('sea harbour')).toEqual(expect.arrayContaining([idOf(1), idOf(2)]));
    expect(await search.find('harbour sea')).toEqual([idOf(1)]);
    expect(await search.find('ha')).toEqual([]);
    expect(await search.find('mountain')).toEqual([idOf(3)]);
    expect(await search.find('mountain sea')).toEqual([]);
  });

  it('ranks a title above a text, and a whole word above a beginning', async () => {
    const others = Array.from({ length: 20 }, (_, n) => entryOf(idOf(n + 10), { title: `Other ${n}` }));
    await write(
      entryOf(idOf(1), { title: 'Boats', texts: ['lighthouses'] }),
      entryOf(idOf(2), { title: 'Boats', texts: ['lighthouse'] }),
      entryOf(idOf(3), { title: 'Lighthouse', texts: ['boats'] }),
      ...others,
    );
    expect(await search.find('lighthouse')).toEqual([idOf(3), idOf(2), idOf(1)]);
  });

  it('finds short words and the words that full-text parsers skip, before and after the index reaches the disk', async () => {
    await write(entryOf(idOf(1), { title: 'To be or not to be', texts: ['About the www: who is it?', 'q', '42'] }));
    for (const settled of [false, true]) {
      if (settled) await search.settle();
      for (const text of ['to be', 'the', 'about', 'www', 'who is', 'q', '42', 'it q or']) {
        expect({ settled, text, found: await search.find(text) }).toEqual({ settled, text, found: [idOf(1)] });
      }
      expect(await search.find('tob')).toEqual([]);
    }
  });

  it('finds letters and characters by themselves only, not by parts of their codes, however the index came to be', async () => {
    await write(entryOf(idOf(1), { title: 'abc jazz', texts: ['山川 жук'] }), entryOf(idOf(2), { title: 'abd' }));
    for (const settled of [false, true]) {
      if (settled) await search.settle();
      for (const text of ['abc', 'jaz', 'JAZZ abc', '山川', '山', '川', 'жук', 'Жук abc']) {
        expect({ settled, text, found: await search.find(text) }).toEqual({ settled, text, found: [idOf(1)] });
      }
      for (const text of ['川山', 'bc', 'azz', 'q00', 'x1', 'z', 'abct', 't']) {
        expect({ settled, text, found: await search.find(text) }).toEqual({ settled, text, found: [] });
      }
    }
  });

  it('keeps to the type, the locale, the drafts and what is live', async () => {
    await write(
      entryOf(idOf(1), { title: 'sea' }),
      entryOf(idOf(2), { title: 'sea', liveAt: NOW }),
      entryOf(idOf(3), { title: 'sea', type: 'Page' }),
      entryOf(idOf(4), { title: 'sea', locale: 'de' }),
      entryOf(idOf(2), { title: 'sea', draft: true }),
    );
    expect((await search.find('sea')).sort()).toEqual([idOf(1), idOf(2)]);
    expect(await search.find('sea', { live: true })).toEqual([idOf(2)]);
    expect(await search.find('sea', { type: 'Page' })).toEqual([idOf(3)]);
    expect(await search.find('sea', { locale: 'de' })).toEqual([idOf(4)]);
    expect(await search.find('sea', { draft: true })).toEqual([idOf(2)]);
  });

  it('is driven by the full-text index', async () => {
    await write(...Array.from({ length: 50 }, (_, n) => entryOf(idOf(n), { title: `word${n}` })));
    const plan = await search.db.select<{ table: string; type: string; key: string }>(
      `EXPLAIN SELECT t.id, MATCH(s.text) AGAINST (? IN BOOLEAN MODE) AS score FROM search_entries s JOIN documents t ON t.id = s.document_id
       WHERE MATCH(s.text) AGAINST (? IN BOOLEAN MODE) AND s.type = ? AND s.locale = ? AND s.draft = 0 AND t.live_at IS NULL
       ORDER BY score DESC, t.id LIMIT 1000`,
      ['+word1__', '+word1__', 'Note', 'en'],
    );
    expect(plan.map(({ table, type, key }) => [table, type, key])).toEqual([
      ['s', 'fulltext', 'ft_search_entries_text'],
      ['t', 'eq_ref', 'PRIMARY'],
    ]);
  });
});

describe('writing', () => {
  it('replaces what was there, and of two entries for the same document takes the later one', async () => {
    await write(entryOf(idOf(1), { title: 'first' }));
    await write(entryOf(idOf(1), { title: 'second' }), entryOf(idOf(1), { title: 'third', liveAt: NOW }));
    expect(await search.find('first')).toEqual([]);
    expect(await search.find('second')).toEqual([]);
    expect(await search.find('third', { live: true })).toEqual([idOf(1)]);
  });

  it('publishes changes: they replace the live entries in every locale, and other documents just go live', async () => {
    await write(
      entryOf(idOf(1), { title: 'old', liveAt: NOW }),
      entryOf(idOf(1), { title: 'alt', locale: 'de', liveAt: NOW }),
      entryOf(idOf(1), { title: 'new', draft: true }),
      entryOf(idOf(2), { title: 'fresh' }),
      entryOf(idOf(3), { title: 'waiting' }),
      entryOf(idOf(3), { title: 'waiting changes', draft: true }),
    );
    await search.settle();
    await search.db.transaction(tx => promoteDraftEntries(tx, [idOf(1), idOf(2)], NOW));
    for (const settled of [false, true]) {
      if (settled) await search.settle();
      expect(await search.find('old')).toEqual([]);
      expect(await search.find('alt', { locale: 'de' })).toEqual([]);
      expect(await search.find('new', { live: true })).toEqual([idOf(1)]);
      expect(await search.find('new', { draft: true })).toEqual([]);
      expect(await search.find('fresh', { live: true })).toEqual([idOf(2)]);
      expect(await search.find('waiting', { live: true })).toEqual([]);
      expect(await search.find('changes', { draft: true })).toEqual([idOf(3)]);
    }
  });

  it('finds a document through a hundred rounds of changes and publications, and only by its last words', async () => {
    for (let round = 0; round < 100; round++) {
      await write(entryOf(idOf(1), { title: `round${round}`, draft: true }));
      await search.db.transaction(tx => promoteDraftEntries(tx, [idOf(1)], NOW));
    }
    expect(await search.find('round99', { live: true })).toEqual([idOf(1)]);
    expect(await search.find('round', { live: true })).toEqual([idOf(1)]);
    expect(await search.find('round98')).toEqual([]);
  });

  it('hides, shows and removes documents, with or without their changes', async () => {
    await write(
      entryOf(idOf(1), { title: 'sea', liveAt: NOW }),
      entryOf(idOf(1), { title: 'sea', draft: true }),
      entryOf(idOf(2), { title: 'sea', liveAt: NOW }),
    );
    await search.db.transaction(tx => setSearchLiveAt(tx, [idOf(1)], null));
    expect(await search.find('sea', { live: true })).toEqual([idOf(2)]);
    await search.db.transaction(tx => setSearchLiveAt(tx, [idOf(1)], NOW));
    expect((await search.find('sea', { live: true })).sort()).toEqual([idOf(1), idOf(2)]);
    await search.db.transaction(tx => removeSearchEntries(tx, [idOf(1)], { draft: true }));
    expect(await search.find('sea', { draft: true })).toEqual([]);
    expect((await search.find('sea')).sort()).toEqual([idOf(1), idOf(2)]);
    await search.db.transaction(tx => removeSearchEntries(tx, [idOf(1), idOf(2)]));
    expect(await search.find('sea')).toEqual([]);
  });

  it('leaves nothing behind when the transaction fails', async () => {
    await write(entryOf(idOf(1), { title: 'before' }));
    const failing = search.db.transaction(async tx => {
      await writeSearchEntries(tx, [entryOf(idOf(1), { title: 'after' }), entryOf(idOf(2), { title: 'after' })]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await search.find('after')).toEqual([]);
    expect(await search.find('before')).toEqual([idOf(1)]);
  });

  it('takes documents of many sizes from a stream, and more than one packet holds', async () => {
    const unlike = (n: number) => Array.from({ length: 60_000 }, (_, word) => `w${n}x${word}`).join(' ');
    async function* entries() {
      for (let n = 1; n <= 700; n++)
        yield entryOf(idOf(n), { title: `number${n}`, texts: n % 70 === 0 ? [unlike(n)] : ['small'] });
    }
    await search.db.run(
      `INSERT INTO documents (id) WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 700) SELECT LPAD(i, 26, '0') FROM n`,
    );
    expect(await indexSearchEntries(search.db, entries())).toBe(700);
    await search.settle();
    expect(await search.find('small')).toHaveLength(690);
    expect(await search.find('w700x59999')).toEqual([idOf(700)]);
    expect(await search.find('number651')).toEqual([idOf(651)]);
  });

  it('lets other work run while a long text is encoded', async () => {
    const long = Array.from({ length: 100_000 }, (_, word) => `wort${word}ü`).join(' ');
    let turns = 0;
    let encoding = true;
    const counting = (async () => {
      for (; encoding; turns++) await nextTurn();
    })();
    await search.db.transaction(async tx => {
      const silent = { ...tx, run: async () => ({ affectedRows: 0, insertId: 0 }) };
      turns = 0;
      await writeSearchEntries(silent, [entryOf(idOf(1), { texts: [long] })]);
      encoding = false;
    });
    await counting;
    expect(turns).toBeGreaterThan(10);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { detectFormat, HEAD_BYTES } from '../../../src/features/imports/detect-format';
import { DEFAULT_SETTINGS } from '../../../src/features/imports/import-records';
import { ImportFormat } from '../../../src/features/imports/import-result';
import type { ImportSource, Rejected, SourceFile } from '../../../src/features/imports/import-source';
import { soundValues } from '../../../src/features/imports/sound-values';
import type { Remark } from '../../../src/features/imports/source-document';
import { SOURCES } from '../../../src/features/imports/sources';
import '../../../src/features/content/content-types';

/** Real and hostile files with counts made by independent parsers; the tests that need them are skipped where they are absent. */
const CORPUS = process.env.KEELSON_SHARED_DATA ?? resolve(__dirname, '../../../../shared/data');
const available = existsSync(join(CORPUS, 'facts.json'));

type Facts = Record<string, any>;
const facts: Record<string, { facts: Facts; expect_behaviour?: string }> = available
  ? JSON.parse(readFileSync(join(CORPUS, 'facts.json'), 'utf8'))
  : {};
const named = (prefix: string, suffix = '') =>
  Object.keys(facts).filter(name => name.startsWith(prefix) && name.endsWith(suffix));

interface Seen {
  format: ImportFormat | null;
  /** Records by kind. */
  counts: Record<string, number>;
  rejected: Rejected[];
  titles: unknown[];
  dates: (string | null)[];
  values: Record<string, unknown>[];
  columns: string[];
  fault: string | null;
  ms: number;
}

/** Reads a file as planning does, without a database. */
async function read(name: string, bytes: Buffer, settings: Partial<SourceFile['settings']> = {}): Promise<Seen> {
  const seen: Seen = {
    format: null,
    counts: {},
    rejected: [],
    titles: [],
    dates: [],
    values: [],
    columns: [],
    fault: null,
    ms: 0,
  };
  const begun = performance.now();
  try {
    seen.format = settings.type ? ImportFormat.CSV : detectFormat(bytes.subarray(0, HEAD_BYTES), name);
    await take(seen, await SOURCES[seen.format](sourceFile(name, bytes, settings)));
  } catch (error) {
    if ((error as { code?: string }).code !== 'INVALID_FILE') throw error;
    seen.fault = (error as Error).message;
  }
  seen.ms = performance.now() - begun;
  return seen;
}

async function take(seen: Seen, source: ImportSource): Promise<void> {
  seen.columns = (source.columns ?? []).map(column => column.name);
  for (const stage of source.stages) {
    let steps = 0;
    for await (const { document, rejected } of stage.steps(0, async ids => new Map(ids.map(id => [id, id])))) {
      steps += 1;
      if (rejected) seen.rejected.push(rejected);
      if (!document) continue;
      const kind = document.definition.name;
      seen.counts[kind] = (seen.counts[kind] ?? 0) + 1;
      const remarks: Remark[] = [];
      const { values, publishedAt } = document.build(remarks);
      const sound = soundValues(document.definition, values, remarks);
      if (kind !== 'Article' && kind !== 'Page') continue;
      seen.titles.push(sound.title);
      seen.dates.push(publishedAt?.toISOString() ?? null);
      seen.values.push(sound);
    }
    expect(steps).toBe(stage.total);
  }
}

function sourceFile(name: string, bytes: Buffer, settings: Partial<SourceFile['settings']>): SourceFile {
  async function* each<T>(items: Iterable<T> | AsyncIterable<T>) {
    yield* items;
  }
  const job = {
    each,
    progress: () => undefined,
    signal: new AbortController().signal,
    db: { select: async () => [] },
  } as unknown as JobRun;
  return {
    job,
    filename: name.split('/').at(-1) as string,
    bytes: bytes.length,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    async open(range) {
      const part = range ? bytes.subarray(range.start, range.end + 1) : bytes;
      return (async function* () {
        for (let at = 0; at < part.length; at += 65_536) yield part.subarray(at, at + 65_536);
      })();
    },
  };
}

const content = (name: string) => readFileSync(join(CORPUS, name));
const articlesOf = ({ counts }: Seen) => (counts.Article ?? 0) + (counts.Page ?? 0);

/** Where counts differ for a reason that another parser does not share. */
const EXPLAINED: Record<string, string> = {
  'feeds/feedparser/rdf/doctype_contains_entity_decl.xml': 'A DOCTYPE that declares entities is refused at its line.',
  'feeds/rome/xml__ep__ep2_v4a.xml': 'Line 107 holds an item within an item: the older version that it replaces.',
  'feeds/rome/xml__v__v5.xml': 'Line 107 holds an item within an item: the older version that it replaces.',
};

(available ? describe : describe.skip)('files of the world', () => {
  it('every feed gives as many articles as it has entries, or says in which line it is damaged', async () => {
    const explained: string[] = [];
    const wrong: string[] = [];
    let entries = 0;
    for (const name of named('feeds/').filter(each => /\.(xml|rss|atom)$/.test(each))) {
      const {
        items = 0,
        feedparser_items: others,
        well_formed: isSound,
        feedparser_version: version,
      } = facts[name].facts;
      const seen = await read(name, content(name));
      entries += articlesOf(seen);
      if (name in EXPLAINED) explained.push(`${name}: ${EXPLAINED[name]}`);
      else if (seen.fault) explained.push(`${name} (${items} items): ${seen.fault}`);
      if (name in EXPLAINED) continue;
      if (seen.fault && isSound && version) wrong.push(`${name}: ${seen.fault}`);
      else if (!seen.fault && ![items, others].includes(articlesOf(seen)))
        wrong.push(`${name}: ${articlesOf(seen)} articles of ${items} items (feedparser: ${others})`);
    }
    console.log(`${entries} entries; refused or counted otherwise:\n${explained.join('\n')}`);
    expect(wrong).toEqual([]);
  });

  it('every JSON Feed gives as many articles as it has items', async () => {
    const wrong: unknown[] = [];
    for (const name of named('feeds/', '.json')) {
      const { items } = facts[name].facts;
      const bytes = content(name);
      const seen = await read(name, bytes);
      const isFeed = /"version"\s*:\s*"https:\/\/jsonfeed\.org/.test(bytes.toString());
      if (isFeed ? articlesOf(seen) !== items : seen.format === ImportFormat.FEED) wrong.push([name, items, seen]);
    }
    expect(wrong).toEqual([]);
  });

  it.each(named('ghost/', '.json').map(name => [name]))('%s gives its posts, pages, tags and users', async name => {
    const { facts: known } = facts[name];
    const seen = await read(name, content(name));
    if (!known.tables) {
      expect(seen.fault).toMatch(/is not a Ghost export/);
      return;
    }
    expect(seen.fault).toBeNull();
    expect(articlesOf(seen)).toBe(known.tables.posts);
    expect(seen.counts.Page ?? 0).toBe(known.pages);
    if (known.first_title) expect(seen.titles[0]).toBe(known.first_title);
    const isExport = known.meta_version !== undefined;
    if (isExport) {
      const { data } = (({ db, ...rest }) => db?.[0] ?? rest)(JSON.parse(content(name).toString()));
      const nameable = (rows: { id?: unknown; name?: unknown; slug?: unknown }[] = []) =>
        new Set(
          rows
            .filter(
              row =>
                [row.name, row.slug].some(word => String(word ?? '').trim()) && !/^\s*#/.test(String(row.name ?? '')),
            )
            .map(row => row.id),
        ).size;
      expect([seen.counts.Tag ?? 0, seen.counts.Author ?? 0]).toEqual([nameable(data.tags), nameable(data.users)]);
    }
  });

  it.each(
    named('csv/')
      .filter(name => /\.csv(\.gz)?$/.test(name))
      .map(name => [name]),
  )('%s gives every row, or says in which line it is faulty', async name => {
    const { facts: known } = facts[name];
    const seen = await read(name, content(name), { type: 'Tag', mapping: {} });
    const rows = (seen.counts.Tag ?? 0) + seen.rejected.length;
    if (known.header && !name.includes('backtick') && !name.includes('option-')) {
      expect(seen.columns.length).toBeGreaterThanOrEqual(known.header.length);
      expect(rows).toBe(known.python_csv_rows_incl_header - 1 - (name.includes('ragged') ? 1 : 0));
    } else if (seen.fault) {
      expect(seen.fault).toMatch(/^Line \d+|no first line/);
    }
    if (known.ragged) expect(seen.rejected.length).toBeGreaterThan(0);
    for (const { line } of seen.rejected) expect(line).toBeGreaterThan(0);
    if (name.includes('bom-semicolon')) expect([seen.columns[0], rows]).toEqual(['title', 2]);
    if (name.includes('hand-ragged')) expect(seen.rejected.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('takes in the values of tables as they stand', async () => {
    const huge = await read('hand-huge-field.csv.gz', content('csv/hand-huge-field.csv.gz'), { type: 'Article' });
    expect(JSON.stringify(huge.values.find(({ body }) => body)?.body).length).toBeGreaterThan(1_900_000);
    const formulas = await read('hand-formula.csv', content('csv/hand-formula.csv'), { type: 'Article' });
    expect(formulas.titles).toHaveLength(5);
    expect(formulas.titles.some(title => String(title).startsWith('='))).toBe(true);
  });

  it('reads JSON Lines line by line', async () => {
    const bytes = content('jsonl/edge.jsonl');
    const seen: Seen = { ...(await readLines(bytes)) };
    expect(seen.rejected.map(({ line }) => line)).toEqual([3, 6, 7, 8]);
    expect(seen.titles).toEqual(['a', '', 'nul', 'z']);
  });

  it('reads Markdown with front matter', async () => {
    const seen = await read('commonmark-spec.md', content('markdown/commonmark-spec.txt'));
    expect(seen).toMatchObject({ fault: null, counts: { Article: 1, Author: 1 }, titles: ['CommonMark Spec'] });
  });

  it('reads 20,000 entries, dates of all kinds, and scripts that do nothing', async () => {
    const many = await read('many.rss.gz', content('hostile/feeds/many-items-20000.rss.gz'));
    expect([many.counts.Article, many.titles[0], many.titles.at(-1)]).toEqual([20_000, 'Item 0', 'Item 19999']);
    const { dates } = await read('date-zoo.rss', content('hostile/feeds/date-zoo.rss'));
    expect(dates).toHaveLength(13);
    expect([0, 1, 2, 5, 6, 8].map(index => dates[index])).toEqual([
      ...['2024-01-01T00:00:00.000Z', '2023-12-31T23:00:00.000Z', '2024-01-01T00:00:00.000Z', null, null],
      '2024-01-01T05:00:00.000Z',
    ]);
    const { values } = await read('xss.rss', content('hostile/feeds/xss-everywhere.rss'));
    expect(JSON.stringify(values.map(({ body }) => body))).not.toMatch(/script|onload|alert/i);
  });

  it('refuses JSON that is nested too deep', async () => {
    const file = sourceFile('deep.json', content('hostile/feeds/deep.json'), {});
    await expect(SOURCES[ImportFormat.GHOST](file)).rejects.toMatchObject({ code: 'INVALID_FILE' });
  });

  it.each(['billion-laughs.rss', 'xxe-file.rss', 'deep-nesting.rss', 'deep.json'])('refuses %s at once', async name => {
    const bytes = content(`hostile/feeds/${name}`);
    const before = process.memoryUsage().rss;
    const seen = await read(name, bytes);
    expect(seen.fault).not.toBeNull();
    expect(seen.titles).toEqual([]);
    console.log(
      `${name}: ${seen.ms.toFixed(1)} ms, ${((process.memoryUsage().rss - before) / 1e6).toFixed(1)} MB; ${seen.fault}`,
    );
  });
});

async function readLines(bytes: Buffer): Promise<Seen> {
  const seen: Seen = {
    format: ImportFormat.JSON_LINES,
    counts: {},
    rejected: [],
    titles: [],
    dates: [],
    values: [],
    columns: [],
    fault: null,
    ms: 0,
  };
  await take(seen, await SOURCES[ImportFormat.JSON_LINES](sourceFile('edge.jsonl', bytes, { type: 'Article' })));
  return seen;
}

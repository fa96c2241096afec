import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KeelsonError } from '../../../src/errors';
import { readWxr } from '../../../src/platform/formats/wxr';
import type { WxrItem, WxrRecord } from '../../../src/platform/formats/wxr-records';

const DATA = process.env.KEELSON_SHARED_DATA ?? resolve(__dirname, '../../../../shared/data');

/** What an independent parser found in a file; absent counts are zero. */
interface Facts {
  well_formed?: boolean | null;
  wxr_version?: string;
  site_title?: string;
  authors?: number;
  wp_categories?: number;
  wp_tags?: number;
  wp_terms_by_tax?: Record<string, number>;
  items?: number;
  by_type?: Record<string, number>;
  by_status?: Record<string, number>;
  comments?: number;
  postmeta?: number;
  item_terms_distinct?: Record<string, number>;
  item_term_links?: Record<string, number>;
  distinct_creators?: number;
  creators_not_declared?: string[];
  password_protected?: number;
  sticky?: number;
  empty_slugs?: number;
  last_title?: string;
  body_chars_total?: number;
}

const filesOf = (folder: string) =>
  existsSync(join(DATA, folder)) ? readdirSync(join(DATA, folder)).map(name => `${folder}/${name}`) : [];
const factsOf = (file: string): Facts => JSON.parse(readFileSync(join(DATA, 'facts.json'), 'utf8'))[file]?.facts ?? {};
const exports = [...filesOf('wxr'), ...filesOf('hostile/wxr')];
const feeds = filesOf('hostile/feeds').filter(file => !file.endsWith('.json'));

async function read(file: string): Promise<WxrRecord[]> {
  const records: WxrRecord[] = [];
  for await (const record of readWxr(createReadStream(join(DATA, file)))) {
    records.push(record);
  }
  return records;
}

function tally(values: (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) {
    counts[value ?? 'null'] = (counts[value ?? 'null'] ?? 0) + 1;
  }
  return counts;
}

function distinctTerms(items: WxrItem[]): Record<string, number> {
  const terms = items.flatMap(item => item.terms).map(term => `${term.domain ?? '(none)'}\n${term.slug ?? term.name}`);
  return tally([...new Set(terms)].map(term => term.split('\n')[0] as string));
}

(exports.length > 0 ? describe : describe.skip)('WordPress exports of the shared corpus', () => {
  const sound = exports.filter(file => factsOf(file).well_formed);

  it.each(sound)('%s gives what an independent parser counted', async file => {
    const facts = factsOf(file);
    const records = await read(file);
    const items = records.filter(record => record.kind === 'item');
    const site = records.find(record => record.kind === 'site');
    const authors = records.filter(record => record.kind === 'author');
    const ofKind = (kind: WxrRecord['kind']) => records.filter(record => record.kind === kind).length;
    const creators = [...new Set(items.flatMap(item => item.creator ?? []))];
    const declared = new Set(authors.map(author => author.login));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

    expect({
      wxr_version: site?.version ?? undefined,
      site_title: site?.title || undefined,
      authors: authors.length,
      wp_categories: ofKind('category'),
      wp_tags: ofKind('tag'),
      wp_terms_by_tax: tally(records.flatMap(record => (record.kind === 'term' ? record.taxonomy : []))),
      items: items.length,
      by_type: tally(items.map(item => item.type)),
      by_status: tally(items.map(item => item.status)),
      comments: sum(items.map(item => item.commentCount)),
      postmeta: sum(items.map(item => item.metaCount)),
      item_terms_distinct: distinctTerms(items),
      item_term_links: tally(items.flatMap(item => item.terms.map(term => term.domain ?? '(none)'))),
      distinct_creators: creators.length,
      creators_not_declared: creators.filter(creator => !declared.has(creator)).sort(),
      password_protected: items.filter(item => item.password !== null).length,
      sticky: items.filter(item => item.sticky).length,
      empty_slugs: items.filter(item => item.slug === '').length,
      last_title: items.at(-1)?.title,
      body_chars_total: sum(items.map(item => [...item.content].length)),
    }).toEqual({
      wxr_version: facts.wxr_version,
      site_title: facts.site_title,
      authors: facts.authors ?? 0,
      wp_categories: facts.wp_categories ?? 0,
      wp_tags: facts.wp_tags ?? 0,
      wp_terms_by_tax: facts.wp_terms_by_tax ?? {},
      items: facts.items,
      by_type: facts.by_type ?? {},
      by_status: facts.by_status ?? {},
      comments: facts.comments,
      postmeta: facts.postmeta ?? 0,
      item_terms_distinct: facts.item_terms_distinct ?? {},
      item_term_links: facts.item_term_links ?? {},
      distinct_creators: facts.distinct_creators ?? 0,
      creators_not_declared: facts.creators_not_declared ?? [],
      password_protected: facts.password_protected ?? 0,
      sticky: facts.sticky ?? 0,
      empty_slugs: facts.empty_slugs ?? 0,
      last_title: facts.last_title,
      body_chars_total: facts.body_chars_total ?? 0,
    });
  });

  it.each(exports.filter(file => !sound.includes(file)))('%s is read or refused with a line', async file => {
    const outcome = await read(file).catch((fault: unknown) => fault);
    if (outcome instanceof KeelsonError) {
      expect(outcome).toMatchObject({ code: 'INVALID_FILE', details: { line: expect.any(Number) } });
    } else {
      expect((outcome as WxrRecord[]).filter(record => record.kind === 'item')).toHaveLength(factsOf(file).items ?? -1);
    }
  });

  it.each(feeds)('%s is refused, for it is no WordPress export', async file => {
    await expect(read(file)).rejects.toMatchObject({ code: 'INVALID_FILE', message: expect.stringMatching(/\.$/) });
  });
});

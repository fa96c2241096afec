import { readLocales } from '../../src/engine/content/locales';
import { ManualPage } from '../fixtures/corpus/corpus-types';
import type { TestApi } from '../harness/api';
import { mutateAll, refused, wholeList } from '../harness/bulk-client';
import { corpusFacts, exactSlug, hasCorpus, readCorpus } from '../harness/corpus';
import { ask, random, startCorpusApi, timed } from '../harness/corpus-api';
import { report } from '../harness/seeded-random';

/*
 * Manual pages in 39 languages, most of them in a few. What is expected comes from facts.json, which was counted by other means, and from
 * plain scans of the source.
 */

let api: TestApi;

const withCorpus = hasCorpus ? describe : describe.skip;
if (!hasCorpus) report('The corpora are not here (../shared/data/corpus): nothing is loaded.');
if (!hasCorpus) it.todo('loads a real corpus');

interface ManualRecord {
  locale: string;
  platform: string;
  command: string;
  title: string;
  body_md: string;
}

withCorpus('tldr', () => {
  const facts = hasCorpus ? corpusFacts<any>('tldr') : null;
  const records = hasCorpus ? readCorpus<ManualRecord>('tldr-pages') : [];
  const tagOf = (locale: string) => locale.replace('_', '-');
  const others = [...new Set(records.map(({ locale }) => tagOf(locale)))].filter(tag => tag !== 'en');
  const locales = readLocales(['en', ...others].join(','), 'pt-BR: pt-PT, zh-TW: zh, nb: no, ca: es, uk: ru');
  const pages = new Map<string, Map<string, ManualRecord>>();
  for (const record of records) {
    const slug = exactSlug(`${record.platform}/${record.command}`);
    const translations = pages.get(slug) ?? new Map<string, ManualRecord>();
    pages.set(slug, translations.set(tagOf(record.locale), record));
  }
  /** The record in which a reader of a locale sees a page. */
  const served = (slug: string, locale: string) => {
    const tag = (locales.chains.get(locale) as string[]).find(step => pages.get(slug)?.has(step)) as string;
    return { tag, record: pages.get(slug)?.get(tag) as ManualRecord };
  };

  beforeAll(async () => {
    api = await startCorpusApi([ManualPage], locales);
  });
  afterAll(() => api.close());

  const valuesOf = ({ title, body_md: body }: ManualRecord) => ({
    title,
    body: {
      type: 'doc',
      content: body
        .split('\n')
        .filter(line => line.trim() !== '')
        .map(line => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
    },
  });

  it('goes in through the API: one document a page, with its translations at once or one by one', async () => {
    const slow = (index: number) => index % 10 === 0;
    const all = [...pages];
    const inputs = all.map(([slug, translations], index) => ({
      slug,
      platform: served(slug, 'en').record.platform,
      ...valuesOf(served(slug, 'en').record),
      translations: slow(index)
        ? []
        : [...translations]
            .filter(([tag]) => tag !== 'en')
            .map(([locale, record]) => ({ locale, slug, ...valuesOf(record) })),
      publish: !slow(index),
    }));
    const done = await timed('manual pages', facts.pages, async () => {
      const created = await mutateAll(api, 'createManualPage', inputs, 'manualPage { id }');
      expect(refused(created)).toEqual([]);
      const rest = created.flatMap(({ payload }, index) => {
        const [slug, translations] = all[index];
        if (!slow(index)) return [];
        const tags = [...translations].filter(([tag]) => tag !== 'en');
        return tags.map(([locale, record]) => ({ id: payload.manualPage.id, locale, slug, ...valuesOf(record) }));
      });
      expect(refused(await mutateAll(api, 'updateManualPage', rest, ''))).toEqual([]);
      return created;
    });
    const drafts = done.filter((_, index) => slow(index)).map(({ payload }) => payload.manualPage.id as string);
    const batches = Array.from({ length: Math.ceil(drafts.length / 100) }, (_, n) => ({
      ids: drafts.slice(n * 100, n * 100 + 100),
    }));
    expect(refused(await mutateAll(api, 'publishContent', batches, ''))).toEqual([]);
  });

  it('has the counts of the facts', async () => {
    const { manualPages } = await ask(api, '{ manualPages(first: 1) { totalCount } }');
    expect(manualPages.totalCount).toBe(facts.distinct_pages);
    for (const platform of Object.keys(facts.platforms)) {
      const slugs = [...pages.keys()].filter(slug => served(slug, 'en').record.platform === platform);
      const list = await ask(
        api,
        'query ($platform: String!) { manualPages(first: 1, filter: { platform: { eq: $platform } }) { totalCount } }',
        {
          platform,
        },
      );
      expect([platform, list.manualPages.totalCount]).toEqual([platform, slugs.length]);
    }
  });

  it('lists every page in every locale, from the first of its chain that has it', async () => {
    const own: [string, number][] = [];
    await timed('pages read in all locales', facts.distinct_pages * locales.all.length, async () => {
      for (const locale of locales.all) {
        const nodes = await wholeList(api, 'manualPages', {
          args: `locale: "${locale}", sort: [TITLE_ASC]`,
          selection: 'slug title _locale { requested served }',
        });
        expect(nodes).toHaveLength(facts.distinct_pages);
        expect(new Set(nodes.map(({ slug }) => slug)).size).toBe(facts.distinct_pages);
        const wrong = nodes.filter(({ slug, title, _locale }) => {
          const { tag, record } = served(slug, locale);
          return _locale.requested !== locale || _locale.served !== tag || title !== record.title;
        });
        expect(wrong).toEqual([]);
        own.push([locale, nodes.filter(({ _locale }) => _locale.served === locale).length]);
      }
    });
    expect(Object.fromEntries(own)).toEqual(
      Object.fromEntries(facts.by_locale.map(([locale, count]: [string, number]) => [tagOf(locale), count])),
    );
  });

  it('finds pages by their slug in every locale, with the text of that locale', async () => {
    const slugs = [...pages.keys()];
    const wanted = [
      ...facts.most_translated.map(([name]: [string]) => exactSlug(name)),
      ...slugs.filter(() => random.chance(0.002)),
    ];
    for (const locale of locales.all) {
      for (const slug of wanted) {
        const { manualPage } = await ask(
          api,
          'query ($slug: String!, $locale: String!) { manualPage(slug: $slug, locale: $locale) { title body { json } _locale { requested served } } }',
          { slug, locale },
        );
        const { tag, record } = served(slug, locale);
        const { title, body } = valuesOf(record);
        expect(manualPage).toEqual({ title, body: { json: body }, _locale: { requested: locale, served: tag } });
      }
    }
  });

  it('is paged through to its end and back with fallbacks, without a double', async () => {
    for (const locale of ['pt-BR', 'zh-TW', 'ko']) {
      const args = `locale: "${locale}", sort: [TITLE_DESC]`;
      const forward = (await wholeList(api, 'manualPages', { args })).map(({ id }) => id);
      const backward = (await wholeList(api, 'manualPages', { args, backward: true })).map(({ id }) => id);
      expect(new Set(forward).size).toBe(facts.distinct_pages);
      expect(backward.reverse()).toEqual(forward);
    }
  });

  it.each(['zh', 'zh-TW', 'ja', 'ko', 'th'])(
    'finds in %s every two characters where a plain scan finds them',
    async locale => {
      const script = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]{2}/gu;
      const texts = [...pages.keys()].map(slug => {
        const { record } = served(slug, locale);
        return { slug, text: `${record.title}\n${record.body_md}`.normalize('NFKC') };
      });
      const inOwn = texts
        .flatMap(({ text }) => text.match(script) ?? [])
        .filter(pair => pair === pair.normalize('NFKC'));
      let found = 0;
      for (let n = 0; n < 25; n++) {
        const pair = random.pick(inOwn);
        const expected = texts.filter(({ text }) => text.includes(pair)).map(({ slug }) => slug);
        if (expected.length > 900) continue;
        const slugs = await wholeList(api, 'manualPages', {
          args: `locale: "${locale}", search: ${JSON.stringify(pair)}`,
          selection: 'slug',
        });
        expect({ pair, slugs: slugs.map(({ slug }) => String(slug)).sort() }).toEqual({ pair, slugs: expected.sort() });
        found += expected.length;
      }
      report(`${locale}: ${found} pages found (seed ${random.seed})`);
    },
  );
});

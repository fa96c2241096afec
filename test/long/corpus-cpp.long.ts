import { CppDoc, Keyword } from '../fixtures/corpus/corpus-types';
import type { TestApi } from '../harness/api';
import { mutateAll, refused, wholeList } from '../harness/bulk-client';
import { corpusFacts, exactSlug, hasCorpus, readCorpus, tally } from '../harness/corpus';
import { ask, searchLikeAScan, startCorpusApi, timed, walk } from '../harness/corpus-api';
import { report } from '../harness/seeded-random';

/*
 * Technical articles with tens of thousands of keywords. What is expected comes from facts.json, which was counted by other means, and
 * from plain scans of the source.
 */

let api: TestApi;

const withCorpus = hasCorpus ? describe : describe.skip;
if (!hasCorpus) report('The corpora are not here (../shared/data/corpus): nothing is loaded.');
if (!hasCorpus) it.todo('loads a real corpus');

const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

function spelledOut(text: string): string {
  return text.replace(CONTROL, character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

interface CppRecord {
  slug: string;
  title: string | null;
  description: string | null;
  section: string;
  keywords: string[];
  body_md: string;
}

withCorpus('cpp-docs', () => {
  const facts = hasCorpus ? corpusFacts<any>('cppdocs') : null;
  const source = hasCorpus ? readCorpus<CppRecord>('cpp-docs') : [];
  /** Keywords that hold control characters are spelled out: `\\x07` for a bell. */
  const records = source.map(record => ({ ...record, keywords: record.keywords.map(spelledOut) }));
  const slugOf = ({ slug }: CppRecord) => slug.replaceAll('/', '--');

  beforeAll(async () => {
    api = await startCorpusApi([CppDoc, Keyword]);
  });
  afterAll(() => api.close());

  it('goes in through the API, and makes keywords where they first occur', async () => {
    const inputs = records.map(record => ({
      slug: slugOf(record),
      title: record.title ?? record.slug,
      summary: record.description,
      body: record.body_md,
      section: record.section,
      keywords: { connectOrCreate: record.keywords.map(name => ({ slug: exactSlug(name), name })) },
      publish: true,
    }));
    await timed('articles with their keywords', inputs.length + facts.distinct_keywords, async () => {
      expect(refused(await mutateAll(api, 'createCppDoc', inputs, ''))).toEqual([]);
    });
  });

  it('refuses keywords with control characters, says which, and writes nothing', async () => {
    const inputs = source
      .filter(({ keywords }) => keywords.some(name => spelledOut(name) !== name))
      .map(({ body_md: body, section, keywords }) => ({
        title: 'Refused',
        body,
        section,
        keywords: { create: keywords.map(name => ({ name })) },
      }));
    expect(inputs.length).toBeGreaterThan(0);
    for (const { payload, input } of await mutateAll(api, 'createCppDoc', inputs, 'cppDoc { id }')) {
      const wrong = input.keywords.create.flatMap(({ name }: { name: string }, index: number) =>
        spelledOut(name) === name ? [] : [['input', 'keywords', 'create', String(index), 'name']],
      );
      expect(payload.cppDoc).toBeNull();
      expect(payload.userErrors.map(({ path }: { path: unknown }) => path)).toEqual(wrong);
    }
  });

  it('has the counts of the facts, and keywords that differ by case alone are two', async () => {
    const data = await ask(
      api,
      `{ cppDocs(first: 1) { totalCount } keywords(first: 1) { totalCount }
      cppDocsAggregate { keywords: groupBy(field: KEYWORDS, first: 6) { count document { ... on Keyword { name } } } } }`,
    );
    expect(data.cppDocs.totalCount).toBe(facts.articles);
    expect(data.keywords.totalCount).toBe(facts.distinct_keywords);
    expect(data.cppDocsAggregate.keywords.map(({ count }: any) => count)).toEqual(
      facts.top_keywords.map(([, count]: [string, number]) => count),
    );
    const top = tally(records.flatMap(({ keywords }) => [...new Set(keywords)]));
    for (const { document, count } of data.cppDocsAggregate.keywords)
      expect(top).toContainEqual([document.name, count]);
    const names = await wholeList(api, 'keywords', { selection: 'name' });
    expect(new Set(names.map(({ name }) => name))).toEqual(new Set(records.flatMap(({ keywords }) => keywords)));
    expect(new Set(names.map(({ name }) => name.toLowerCase())).size).toBe(facts.distinct_keywords_casefold);
    for (const name of ['/Zi compiler option [C++]', '/ZI compiler option [C++]']) {
      const expected = records.filter(({ keywords }) => keywords.includes(name)).length;
      const { keyword } = await ask(
        api,
        'query ($slug: String!) { keyword(slug: $slug) { name cppDocs(first: 1) { totalCount } } }',
        {
          slug: exactSlug(name),
        },
      );
      expect(keyword).toEqual({ name, cppDocs: { totalCount: expected } });
    }
    for (const [section, count] of facts.sections) {
      const list = await ask(
        api,
        'query ($section: String!) { cppDocs(first: 1, filter: { section: { eq: $section } }) { totalCount } }',
        {
          section,
        },
      );
      expect([section, list.cppDocs.totalCount]).toEqual([section, count]);
    }
  });

  it('gives back the longest body and the most keywords as they were', async () => {
    const longest = records.reduce((one, other) => (one.body_md.length > other.body_md.length ? one : other));
    expect(longest.body_md).toHaveLength(facts.longest_body);
    const most = records.reduce((one, other) => (one.keywords.length > other.keywords.length ? one : other));
    expect(most.keywords).toHaveLength(facts.max_keywords_on_one);
    const body = await ask(api, 'query ($slug: String!) { cppDoc(slug: $slug) { body } }', { slug: slugOf(longest) });
    expect(body.cppDoc.body).toBe(longest.body_md);
    const { cppDoc } = await ask(api, 'query ($slug: String!) { cppDoc(slug: $slug) { keywords { name } } }', {
      slug: slugOf(most),
    });
    expect(cppDoc.keywords.map(({ name }: any) => name)).toEqual([...new Set(most.keywords)]);
  });

  it('is paged through to its end and back, without a double', async () => {
    await walk(api, 'cppDocs', 'TITLE_ASC', facts.articles);
    await walk(api, 'keywords', 'NAME_DESC', facts.distinct_keywords);
  });

  it('is searched like a plain scan', () =>
    searchLikeAScan(
      api,
      'cppDocs',
      records.map(record => ({
        slug: slugOf(record),
        text: [record.title ?? record.slug, record.description ?? '', record.body_md].join('\n'),
      })),
      60,
    ));
});

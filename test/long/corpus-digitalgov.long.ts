import { GovArticle, GovAuthor, GovTopic } from '../fixtures/corpus/corpus-types';
import type { TestApi } from '../harness/api';
import { mutateAll, refused, wholeList } from '../harness/bulk-client';
import { corpusFacts, hasCorpus, readCorpus, tally } from '../harness/corpus';
import { ask, searchLikeAScan, startCorpusApi, timed, walk } from '../harness/corpus-api';
import { report } from '../harness/seeded-random';

/*
 * A site of the government: articles with several authors and topics. What is expected comes from facts.json, which was counted by other
 * means, and from plain scans of the source.
 */

let api: TestApi;

const withCorpus = hasCorpus ? describe : describe.skip;
if (!hasCorpus) report('The corpora are not here (../shared/data/corpus): nothing is loaded.');
if (!hasCorpus) it.todo('loads a real corpus');

interface GovRecord {
  slug: string | number;
  type: string;
  title: string | null;
  date: string | null;
  summary: string | null;
  authors: string[];
  topics: string[];
  body_md: string;
}

withCorpus('digitalgov', () => {
  const facts = hasCorpus ? corpusFacts<any>('digitalgov') : null;
  const articles = hasCorpus ? readCorpus<GovRecord>('digitalgov-articles') : [];
  const authors = hasCorpus ? readCorpus<any>('digitalgov-authors') : [];
  const topics = hasCorpus ? readCorpus<any>('digitalgov-topics') : [];
  const known = { authors: new Set(authors.map(({ slug }) => slug)), topics: new Set(topics.map(({ slug }) => slug)) };
  let stored: { slug: string; record: GovRecord }[] = [];

  beforeAll(async () => {
    api = await startCorpusApi([GovArticle, GovAuthor, GovTopic]);
  });
  afterAll(() => api.close());

  function inputOf(record: GovRecord, slug: string) {
    const { type, title, date, summary, body_md: body } = record;
    const connect = (slugs: string[], among: Set<string>) => ({
      connect: slugs.filter(name => among.has(name)).map(name => ({ slug: name })),
    });
    return {
      slug,
      title: title ?? slug,
      summary,
      body,
      section: type.toUpperCase(),
      writtenAt:
        date === null || date === 'null'
          ? null
          : new Date(/[+-]\d{4}$|T|^.{10}$/.test(date) ? date : `${date}Z`).toISOString(),
      authors: connect(record.authors, known.authors),
      topics: connect(record.topics, known.topics),
      publish: true,
    };
  }

  it('goes in through the API: authors, topics and articles with several of each', async () => {
    const people = authors.map(({ slug, display_name: name, agency }) => ({ slug, name, agency, publish: true }));
    const subjects = topics.map(({ slug, title, summary }) => ({ slug, title, summary, publish: true }));
    await timed('authors', people.length, async () => {
      expect(refused(await mutateAll(api, 'createGovAuthor', people, ''))).toEqual([]);
    });
    expect(refused(await mutateAll(api, 'createGovTopic', subjects, ''))).toEqual([]);
    const wished = articles.map(({ slug }) =>
      String(slug)
        .replace(/[^A-Za-z0-9_.~]+/g, '-')
        .replace(/^-|-$/g, ''),
    );
    const inputs = articles.map((record, index) => inputOf(record, wished[index]));
    const done = await timed('articles', inputs.length, () =>
      mutateAll(api, 'createGovArticle', inputs, 'govArticle { slug }'),
    );
    const taken = refused(done);
    // Articles of different sections may have one name; the second is told so, and gets another.
    expect(new Set(taken.map(({ payload }) => payload.userErrors[0].code))).toEqual(new Set(['SLUG_TAKEN']));
    expect(new Set(taken.map(({ input }) => input.slug)).size).toBe(facts.dup_slugs);
    expect(taken).toHaveLength(wished.length - new Set(wished).size);
    const records = new Map(done.map(({ input }, index) => [input, articles[index]]));
    const others = taken.map(({ input }, index) => ({ ...input, slug: `${input.slug}-${index + 2}` }));
    expect(refused(await mutateAll(api, 'createGovArticle', others, ''))).toEqual([]);
    stored = [
      ...done
        .filter(({ payload }) => payload.userErrors.length === 0)
        .map(({ input, payload }) => ({ slug: payload.govArticle.slug, record: records.get(input) as GovRecord })),
      ...others.map(({ slug }, index) => ({ slug, record: records.get(taken[index].input) as GovRecord })),
    ];
  });

  it('refuses to refer to what is not there, by exact name, and writes nothing then', async () => {
    const dangling = [...new Set(articles.flatMap(record => record.topics))].filter(slug => !known.topics.has(slug));
    expect(dangling.sort()).toEqual(facts.dangling_topic_slugs);
    const lost = [...new Set(articles.flatMap(record => record.authors))].filter(slug => !known.authors.has(slug));
    expect(lost).toHaveLength(facts.dangling_author_slugs);
    const inputs = [
      ...dangling.map(slug => ({ title: 'Refers', body: 'x', section: 'NEWS', topics: { connect: [{ slug }] } })),
      ...lost.map(slug => ({ title: 'Refers', body: 'x', section: 'NEWS', authors: { connect: [{ slug }] } })),
    ];
    const done = await mutateAll(api, 'createGovArticle', inputs, 'govArticle { id }');
    expect(new Set(done.map(({ payload }) => payload.userErrors[0]?.code))).toEqual(new Set(['NOT_FOUND']));
    const { data } = await api.query('{ govArticles(perspective: DRAFT, first: 1) { totalCount } }');
    expect(data.govArticles.totalCount).toBe(facts.articles);
  });

  it('has the counts of the facts', async () => {
    const data = await ask(
      api,
      `{
      govArticles(first: 1) { totalCount } govAuthors(first: 1) { totalCount } govTopics(first: 1) { totalCount }
      none: govArticles(first: 1, filter: { authors: { none: {} } }) { totalCount }
      govArticlesAggregate { count
        sections: groupBy(field: SECTION) { key count }
        authors: groupBy(field: AUTHORS, first: 8) { count document { ... on GovAuthor { slug } } }
        topics: groupBy(field: TOPICS, first: 100) { count document { ... on GovTopic { slug } } } } }`,
    );
    expect(data.govArticles.totalCount).toBe(facts.articles);
    expect(data.govAuthors.totalCount).toBe(facts.authors);
    expect(data.govTopics.totalCount).toBe(facts.topics);
    const { sections, authors: top, topics: groups } = data.govArticlesAggregate;
    expect(Object.fromEntries(sections.map(({ key, count }: any) => [key.toLowerCase(), count]))).toEqual(
      facts.by_type,
    );
    expect(top.map(({ document, count }: any) => [document.slug, count])).toEqual(facts.top_authors);
    const withKnownAuthor = articles.filter(record => record.authors.some(slug => known.authors.has(slug)));
    expect(data.none.totalCount).toBe(articles.length - withKnownAuthor.length);
    // The facts count links; an article that names a topic twice has it once.
    const links = tally(articles.flatMap(record => record.topics));
    expect(links.slice(0, 8)).toEqual(facts.top_topics);
    const expected = tally(articles.flatMap(record => [...new Set(record.topics)])).filter(([slug]) =>
      known.topics.has(slug),
    );
    expect(Object.fromEntries(groups.map(({ document, count }: any) => [document.slug, count]))).toEqual(
      Object.fromEntries(expected),
    );
    for (const [slug, count] of expected.slice(0, 8)) {
      const list = await ask(
        api,
        'query ($slug: String!) { govArticles(first: 1, filter: { topics: { some: { slug: { eq: $slug } } } }) { totalCount } govTopic(slug: $slug) { govArticles(first: 1) { totalCount } } }',
        { slug },
      );
      expect([slug, list.govArticles.totalCount, list.govTopic.govArticles.totalCount]).toEqual([slug, count, count]);
    }
  });

  it('gives every article back as it was, authors and topics in their order', async () => {
    const nodes = await wholeList(api, 'govArticles', {
      selection: 'slug title summary section authors { slug } topics { slug }',
    });
    const bySlug = new Map(nodes.map(node => [node.slug, node]));
    for (const { slug, record } of stored) {
      const linked = (slugs: string[], among: Set<string>) =>
        [...new Set(slugs)].filter(name => among.has(name)).map(name => ({ slug: name }));
      expect(bySlug.get(slug)).toEqual({
        slug,
        title: record.title ?? expect.any(String),
        summary: record.summary,
        section: record.type.toUpperCase(),
        authors: linked(record.authors, known.authors),
        topics: linked(record.topics, known.topics),
      });
    }
    for (const { slug, record } of [...stored]
      .sort((a, b) => b.record.body_md.length - a.record.body_md.length)
      .slice(0, 20)) {
      const { govArticle } = await ask(api, 'query ($slug: String!) { govArticle(slug: $slug) { body } }', { slug });
      expect(govArticle.body).toBe(record.body_md);
    }
  });

  it('is paged through to its end and back, in every order, without a double', async () => {
    for (const sort of ['PUBLISHED_AT_DESC', 'TITLE_ASC', 'WRITTEN_AT_DESC'])
      await walk(api, 'govArticles', sort, facts.articles);
  });

  it('is searched like a plain scan', () =>
    searchLikeAScan(
      api,
      'govArticles',
      stored.map(({ slug, record }) => ({
        slug,
        text: [record.title ?? slug, record.summary ?? '', record.body_md].join('\n'),
      })),
      60,
    ));
});

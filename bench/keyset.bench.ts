import { listQuestion, UNCACHED } from './read-questions';
import { answerOf, onTrack, type Question, race, report, type Side } from './read-race';

const TARGET = 1.3;
const PAGE = 10_000;
const PAGE_SIZE = 20;
const WALK = 100;
const CURSORS =
  'query Walk($first: Int!, $after: String) { articles(first: $first, after: $after) { pageInfo { endCursor } } }';
const AFTER = `query Deep($first: Int!, $after: String) {
  articles(first: $first, after: $after) { nodes { id slug title excerpt publishedAt author { id name } tags { id name slug } } } }`;

/**
 * `npm run bench -- keyset [articles]`: a page 10,000 pages deep against the first one, in a list of a million. The time of the answer counts, since
 * what a deep page could cost more is the database's work.
 */
export async function run([articles = '1000000']: string[]) {
  return onTrack(Number(articles), 1_000, async ({ startKeelson }) => {
    const keelson = await startKeelson('keelson', UNCACHED);
    const page = Math.min(PAGE, Math.floor(Number(articles) / WALK) * (WALK / PAGE_SIZE) - WALK / PAGE_SIZE);
    const after = await walk(keelson, page);
    const first: Question = { query: AFTER, variables: listQuestion(PAGE_SIZE).variables };
    const deep: Question = { query: AFTER, variables: { first: PAGE_SIZE, after } };
    const [firstMs, deepMs] = await interleaved(keelson, [first, deep]);
    const cpu = await race([keelson], () => deep, { rounds: 5 });
    report('deep page', cpu.keelson, cpu.keelson);
    console.log(`first page    ${firstMs.toFixed(2)} ms, page ${page} ${deepMs.toFixed(2)} ms`);
    const kinds = kindsOf(after);
    const kindMs = await interleaved(keelson, Object.values(kinds), 60);
    for (const [index, kind] of Object.keys(kinds).entries()) {
      console.log(`${kind.padEnd(40)}${kindMs[index].toFixed(2)} ms`);
    }
    return { name: 'keyset', ratio: Math.round((deepMs / firstMs) * 100) / 100, target: TARGET, firstMs, deepMs };
  });
}

/** The other lists that sites and editors ask for, each of which has to find its page by an index. */
function kindsOf(deep: string): Record<string, Question> {
  const list = (args: string, fields = 'nodes { id title author { id name } tags { id name } }'): Question => ({
    query: `{ articles(${args}) { ${fields} } }`,
    variables: {},
  });
  const before = `last: 20, before: "${deep}"`;
  return {
    'by a tag': list('first: 20, filter: { tags: { some: { slug: { eq: "tag-7" } } } }'),
    'by an author': list('first: 20, filter: { author: { slug: { eq: "author-7" } } }'),
    'by a tag and an author': list(
      'first: 20, filter: { author: { slug: { eq: "author-7" } }, tags: { some: { slug: { eq: "tag-7" } } } }',
    ),
    'sorted by title': list('first: 20, sort: [TITLE_ASC]'),
    'sorted by title, backwards': list('last: 20, sort: [TITLE_ASC]'),
    'by an author, sorted by title': list(
      'first: 20, filter: { author: { slug: { eq: "author-7" } } }, sort: [TITLE_ASC]',
    ),
    'title begins, newest first': list('first: 20, filter: { title: { startsWith: "The 77777" } }'),
    'by the start of a title, sorted by change': list(
      'first: 20, filter: { title: { startsWith: "The 7777" } }, sort: [UPDATED_AT_DESC]',
    ),
    'by two keys': list('first: 20, sort: [UPDATED_AT_DESC, TITLE_ASC]'),
    'of a span of time': list(
      'first: 20, filter: { publishedAt: { gte: "2025-01-01T00:00:00Z", lt: "2025-02-01T00:00:00Z" } }',
    ),
    'deep, backwards': list(before),
    'none of the tag': list('first: 20, filter: { not: { tags: { some: { slug: { eq: "tag-7" } } } } }'),
    'how many by a tag': list('first: 1, filter: { tags: { some: { slug: { eq: "tag-7" } } } }', 'totalCount'),
  };
}

/** The cursor behind which the page begins. */
async function walk(side: Side, page: number): Promise<string> {
  let after: string | null = null;
  for (let passed = 0; passed < page * PAGE_SIZE; passed += WALK) {
    const body = await answerOf(side, { query: CURSORS, variables: { first: WALK, after } });
    after = (JSON.parse(body) as { data: { articles: { pageInfo: { endCursor: string } } } }).data.articles.pageInfo
      .endCursor;
  }
  return after as string;
}

/** The median time of each question's answer, asked in turn and one at a time. */
async function interleaved(side: Side, questions: Question[], rounds = 400): Promise<number[]> {
  const times = questions.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, question] of questions.entries()) {
      const begun = performance.now();
      await answerOf(side, question);
      if (round >= rounds / 4) times[index].push(performance.now() - begun);
    }
  }
  return times.map(all => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]);
}

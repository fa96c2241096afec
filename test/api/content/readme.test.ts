import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOperationAST, parse, validate } from 'graphql';
import { exampleOperations } from '../../../src/graphiql/examples';
import { ENGLISH_AND_GERMAN } from '../../fixtures/content/whole-event';
import { startApi, type TestApi } from '../../harness/api';

const README = readFileSync(join(__dirname, '../../../README.md'), 'utf8');

/** What stands under a heading of the README. */
const section = (title: string) => README.split(/^## /m).find(part => part.startsWith(`${title}\n`)) ?? '';

/** The operations of a section, in order, each with the answer that is shown below it. */
const examplesOf = (title: string) =>
  [...section(title).matchAll(/```graphql\n([\s\S]*?)```(?:\s*```json\n([\s\S]*?)```)?/g)].map(([, query, answer]) => ({
    query,
    answer: answer ? (JSON.parse(answer) as object) : null,
  }));

/** "…" stands for whatever the server answers. */
function withAnything(value: unknown): unknown {
  if (value === '…') return expect.anything();
  if (Array.isArray(value)) return value.map(withAnything);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withAnything(part)]));
}

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ locales: ENGLISH_AND_GERMAN });
});
afterAll(() => api.close());

const send = async (body: string, headers: Record<string, string>) =>
  (await (await fetch(`${api.url}/graphql`, { method: 'POST', headers, body })).json()) as { data: unknown };

it("the README's first query is answered as it says", async () => {
  const [, body, answer] = /-d '(\{"query".*?\})'\n```\s*```json\n(.*?)\n```/s.exec(section('A first query')) ?? [];
  expect(await send(body, { 'content-type': 'application/json' })).toEqual(JSON.parse(answer));
});

it("the README's examples of writing, publishing and finding run one after the other, with the answers that it shows", async () => {
  const examples = examplesOf('Write, publish, find');
  expect(examples.length).toBeGreaterThan(7);
  let id = '';
  let token = '';
  for (const { query, answer } of examples) {
    const document = parse(query);
    expect({ query, faults: validate(api.schema, document) }).toEqual({ query, faults: [] });
    if (getOperationAST(document)?.operation === 'subscription') continue;
    const { data, errors } = await api.query(query, query.includes('$id') ? { id } : {});
    expect({ query, errors }).toEqual({ query, errors: undefined });
    expect({ query, data }).toEqual({ query, data: withAnything(answer) });
    id ||= data.createArticle?.article.id;
    token ||= data.createPreviewToken?.token;
  }

  const [, preview] = /x-preview-token[^\n]*\n\s*-d '(.*?)'/.exec(section('Write, publish, find')) ?? [];
  const shown = await send(preview, { 'content-type': 'application/json', 'x-preview-token': token });
  expect(shown).toEqual({ data: { article: { title: 'Tides for beginners', state: 'CHANGED' } } });
});

it('the feed that the README follows tells of what its examples did', async () => {
  const { query } = examplesOf('Write, publish, find').at(-1) ?? { query: '' };
  const sockets = api.sockets();
  await api.query('mutation { createArticle(input: { title: "Told", publish: true }) { article { id } } }');
  const after = (await api.query('{ contentChanges { cursor } }')).data.contentChanges.cursor;
  const told = (async () => {
    for await (const { data } of sockets.iterate<{ contentChanges: { node: { slug: string } } }>({
      query,
      variables: { after },
    })) {
      if (data?.contentChanges.node?.slug === 'told-next') return true;
    }
    return false;
  })();
  await api.query('mutation { createArticle(input: { title: "Told next", publish: true }) { article { id } } }');
  expect(await told).toBe(true);
  await sockets.dispose();
});

it("the explorer's examples write, publish, find and look back", async () => {
  const run = async (name: string, variables: object) => {
    const example = exampleOperations.find(({ query }) => query.includes(` ${name}(`));
    const { data, errors } = await api.query(example?.query ?? '', { ...example?.variables, ...variables });
    expect({ name, errors }).toEqual({ name, errors: undefined });
    return data;
  };
  const { article } = (await run('CreateArticle', { title: 'Explored tides' })).createArticle;
  expect(article).toMatchObject({ slug: 'explored-tides', state: 'DRAFT', revision: 1 });
  const { documents } = (await run('PublishContent', { ids: [article.id] })).publishContent;
  expect(documents).toMatchObject([{ id: article.id, state: 'PUBLISHED' }]);
  const found = await run('SearchArticles', { words: 'explored tid' });
  expect(found.articles.nodes).toMatchObject([{ slug: 'explored-tides' }]);
  const { revisions } = (await run('ArticleHistory', { id: article.id })).article;
  expect(revisions).toMatchObject({ totalCount: 1, nodes: [{ number: 1, content: expect.anything() }] });
});

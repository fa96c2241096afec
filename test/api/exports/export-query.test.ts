import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { startApi, type TestApi } from '../../harness/api';
import { askForExport, EXPORT_JOB, exportFile, jsonLines, unzip } from '../../harness/exports';
import { mutationsOf } from '../../harness/mutations';
import { makeToken } from '../../harness/role-tokens';

const ARTICLES = 23;
const LAST = ['Number 19', 'Number 20', 'Number 21', 'Number 22'];
const NESTED = `query ($from: [String!]!, $size: Int) {
  articles(first: $size, sort: TITLE_ASC, filter: { title: { in: $from } }) {
    nodes { title author { name articles(first: 2) { nodes { title } } } tags { name } ...More }
  }
} fragment More on Article { pinned createdAt }`;

let api: TestApi;
const { change } = mutationsOf(() => api, []);

beforeAll(async () => {
  api = await startApi();
  const authorId = await publish('Author', { name: 'Mara', email: 'mara@example.org' });
  const tagIds = [await publish('Tag', { name: 'Varnish' }), await publish('Tag', { name: 'Spring' })];
  for (let n = 0; n < ARTICLES; n++) {
    const title = `Number ${String(n).padStart(2, '0')}`;
    await publish('Article', { title, pinned: n === 3, ...(n % 2 ? {} : { authorId, tagIds }) });
  }
});
afterAll(() => api.close());

async function publish(type: string, input: object): Promise<string> {
  const singular = type.toLowerCase();
  const payload = await change(`create${type}`, input, `${singular} { id }`);
  const { id } = payload[singular] as { id: string };
  expect((await change(`publish${type}`, { id }, '__typename')).userErrors).toEqual([]);
  return id;
}

it('walks a connection to its end, and gives its items as the query selects them', async () => {
  const { body, result } = await exportFile(api, {
    query: '{ articles(first: 5, sort: TITLE_ASC) { nodes { id title author { name } } } }',
    format: 'JSONL',
  });
  expect(result).toMatchObject({ snapshot: true, file: { filename: 'articles.jsonl', rows: ARTICLES } });
  const lines = jsonLines(body);
  expect(lines.map(({ title }) => title)).toEqual(
    Array.from({ length: ARTICLES }, (_, n) => `Number ${String(n).padStart(2, '0')}`),
  );
  expect(lines[0]).toEqual({ id: expect.any(String), title: 'Number 00', author: { name: 'Mara' } });
  expect(lines[1].author).toBeNull();
});

it('makes lines of nested lists that name their parent', async () => {
  const { body, job } = await exportFile(api, {
    query: NESTED,
    variables: { from: LAST.slice(1), size: 2 },
    format: 'JSONL',
  });
  const lines = jsonLines(body);
  const [first] = lines;
  expect(first).toEqual({
    __id: expect.any(String),
    title: 'Number 20',
    author: { name: 'Mara' },
    pinned: false,
    createdAt: expect.any(String),
  });
  expect(lines.slice(1, 5)).toEqual([
    { __parentId: first.__id, name: 'Varnish' },
    { __parentId: first.__id, name: 'Spring' },
    { __parentId: first.__id, title: expect.any(String) },
    { __parentId: first.__id, title: expect.any(String) },
  ]);
  expect(lines.filter(({ __id }) => __id)).toHaveLength(3);
  expect(job.warnings.nodes[0]).toMatchObject({ code: 'LIST_CUT', subject: first.__id });
});

it('zips a CSV file for each level', async () => {
  const { body, result } = await exportFile(api, { query: NESTED, variables: { from: LAST }, format: 'CSV' });
  expect(result.file).toMatchObject({ filename: 'articles.zip', contentType: 'application/zip' });
  const files = await unzip(body);
  expect(Object.keys(files)).toEqual(['articles.csv', 'articles.author.articles.csv', 'articles.tags.csv']);
  const rows = parse(files['articles.csv'], { columns: true }) as Record<string, string>[];
  expect(Object.keys(rows[0])).toEqual(['__id', 'title', 'pinned', 'createdAt', 'author.name']);
  expect(rows.map(({ title }) => title)).toEqual(['Number 19', 'Number 20', 'Number 21', 'Number 22']);
  const tags = parse(files['articles.tags.csv'], { columns: true }) as Record<string, string>[];
  expect(tags).toEqual([
    { __parentId: rows[1].__id, name: 'Varnish' },
    { __parentId: rows[1].__id, name: 'Spring' },
    { __parentId: rows[3].__id, name: 'Varnish' },
    { __parentId: rows[3].__id, name: 'Spring' },
  ]);
});

it('puts the levels on sheets of one workbook, and types the columns of Parquet', async () => {
  const sheets = await unzip(
    (await exportFile(api, { query: NESTED, variables: { from: LAST }, format: 'XLSX' })).body,
  );
  expect(sheets['xl/workbook.xml'].toString().match(/<sheet name="[^"]*"/g)).toEqual([
    '<sheet name="articles"',
    '<sheet name="articles.author.articles"',
    '<sheet name="articles.tags"',
  ]);
  const query = '{ articles { nodes { title pinned createdAt revision } } }';
  const { body } = await exportFile(api, { query, format: 'PARQUET' });
  const file = body.buffer.slice(body.byteOffset, body.byteOffset + body.length) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(ARTICLES);
  expect(rows[0]).toEqual({
    title: expect.any(String),
    pinned: false,
    createdAt: expect.any(Date),
    revision: expect.anything(),
  });
});

it('walks edges, aliases, and connections below a single object', async () => {
  const edges = '{ all: articles(first: 10, sort: TITLE_ASC) { edges { cursor node { name: title } } } }';
  const { body, result } = await exportFile(api, { query: edges, format: 'JSONL' });
  expect(result.file.filename).toBe('all.jsonl');
  expect(jsonLines(body)[22]).toEqual({ name: 'Number 22' });
  const below = '{ author(slug: "mara") { name articles(first: 3) { nodes { title } } } }';
  expect(jsonLines((await exportFile(api, { query: below, format: 'JSONL' })).body)).toHaveLength(12);
});

it.each([
  ['{ articles { nodes { titel } } }', undefined, 'VALIDATION_FAILED', 'query', /titel/],
  ['{ articles { nodes { title }', undefined, 'VALIDATION_FAILED', 'query', /Syntax/],
  [
    'mutation { signOut(input: {}) { userErrors { code } } }',
    undefined,
    'VALIDATION_FAILED',
    'query',
    /mutation|signOut/,
  ],
  ['{ siteSettings { title } }', undefined, 'VALIDATION_FAILED', 'query', /no connection/],
  ['{ articles { totalCount } }', undefined, 'VALIDATION_FAILED', 'query', /nodes/],
  ['{ articles(last: 3) { nodes { id } } }', undefined, 'VALIDATION_FAILED', 'query', /last/],
  ['query ($n: Int!) { articles(first: $n) { nodes { id } } }', {}, 'VALIDATION_FAILED', 'variables', /\$n/],
  ['query ($n: Int!) { articles(first: $n) { nodes { id } } }', { n: 'x' }, 'VALIDATION_FAILED', 'variables', /\$n/],
  [
    'query A { tags { nodes { id } } } query B { tags { nodes { id } } }',
    undefined,
    'VALIDATION_FAILED',
    'query',
    /one/,
  ],
  [
    '{ authors(first: 100) { nodes { articles(first: 100) { nodes { author { articles(first: 100) { nodes { id } } } } } } } }',
    undefined,
    'COST_EXCEEDED',
    'query',
    /costs/,
  ],
])('refuses %s with %j', async (query, variables, code, field, message) => {
  const { payload, errors } = await askForExport(api, { query, variables, format: 'CSV' });
  expect(errors).toBeUndefined();
  expect(payload?.job).toBeNull();
  expect(payload?.userErrors[0]).toEqual({ code, message: expect.stringMatching(message), path: ['input', field] });
});

it('asks with the rights of who asked', async () => {
  const reader = await makeToken(api, { permissions: ['exports.write'] });
  const fails = async (query: string) => {
    const { payload } = await askForExport(api, { query, format: 'JSONL' }, reader);
    await api.settled(payload?.job?.id as string);
    const { data } = await api.query(EXPORT_JOB, { id: payload?.job?.id }, reader);
    return data.job.error as { code: string } | null;
  };
  expect(await fails('{ articles(perspective: DRAFT) { nodes { title } } }')).toMatchObject({ code: 'FORBIDDEN' });
  const mails = await exportFile(api, { query: '{ authors { nodes { name email } } }', format: 'JSONL' }, reader);
  expect(jsonLines(mails.body)).toEqual([{ name: 'Mara', email: null }]);
});
